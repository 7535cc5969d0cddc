"""Which caption of a photo counts, an editor's or the file's, and what is searched because of it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from vonlinks.catalogue import fulltext
from vonlinks.catalogue.facets import days_of, is_embargoed, taken_of, texts_of
from vonlinks.catalogue.many import among
from vonlinks.catalogue.mapping import Wording, wording_of
from vonlinks.catalogue.rows import ContentRow, CorrectionRow, PhotoRow, UndoingRow

__all__ = ["describe", "tell", "worded", "wordings"]


def worded(session: Session, photo: str) -> Wording:
    """The wording of the photo with this id."""
    content = session.get_one(ContentRow, photo)
    return wording_of(content, session.get(CorrectionRow, content.correction_id) if content.correction_id else None)


def wordings(session: Session, photos: Collection[str]) -> dict[str, Wording]:
    """The wordings of the photos with these ids."""
    query = (
        select(ContentRow, CorrectionRow)
        .outerjoin(CorrectionRow, col(CorrectionRow.id) == ContentRow.correction_id)
        .where(among(col(ContentRow.photo_id), photos))
    )
    return {content.photo_id: wording_of(content, correction) for content, correction in session.exec(query)}


def describe(session: Session, photo: PhotoRow) -> Wording:
    """Write all that follows from the photo's texts alone: which caption stands, the day, what the full text holds."""
    session.flush()
    content = session.get_one(ContentRow, photo.id)
    content.correction_id = _standing(session, photo.id)
    session.flush()
    wording = worded(session, photo.id)
    fulltext.replace(session, photo.number or 0, tell(photo, wording))
    session.flush()
    return wording


def tell(photo: PhotoRow, wording: Wording) -> dict[str, tuple[str, ...]]:
    """Write the columns that follow from the texts.

    Returns:
        What the full text is to hold, by field.
    """
    metadata, reading = wording.metadata, wording.reading
    photo.taken = taken_of(metadata, reading)
    photo.first_day, photo.last_day = (days_of(photo.taken) if photo.taken else None) or (None, None)
    photo.embargoed = is_embargoed(metadata)
    texts = texts_of(metadata, reading)
    given = {**texts, "date": (photo.taken,) if photo.taken else ()}
    photo.blank = "".join(f" {field} " for field, told in given.items() if not told)
    return texts


def _standing(session: Session, photo: str) -> int | None:
    """The newest correction that was not taken back."""
    query = select(CorrectionRow.id).where(
        CorrectionRow.photo_id == photo, col(CorrectionRow.batch).not_in(select(UndoingRow.batch))
    )
    return session.exec(query.order_by(col(CorrectionRow.id).desc())).first()
