"""What comes out: photos with all that is known of them, and the work that waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from vonlinks.catalogue.ingesting import faces_in_order
from vonlinks.catalogue.looks import lookalikes
from vonlinks.catalogue.mapping import embedding_of, face_record, photo_record, wording_of
from vonlinks.catalogue.persons import called
from vonlinks.catalogue.rows import (
    AppearanceRow,
    ContentRow,
    CorrectionRow,
    DecisionRow,
    EmbeddingRow,
    FaceRow,
    OriginalRow,
    PersonRow,
    PhotoRow,
    SuggestionRow,
    UndoingRow,
)
from vonlinks.catalogue.standing import decided
from vonlinks.domain import Embedding, PhotoRecord
from vonlinks.errors import NotFoundError

__all__ = ["Counts", "counts", "embeddings", "find_photo", "records", "review_queue"]

# Below this many hex digits an id is more likely to be the name of a file.
_SHORTEST_PREFIX = 4
_PREFIX_HITS = 3  # enough to tell one photo from several
_DIGITS = frozenset("0123456789abcdef")

# As many ids as one statement takes: SQLite's own limit is 32,766 since 3.32, 999 before.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is.

    Attributes:
        photos: with at least one original.
        faces: in them.
        confirmed: photos whose every suggestion is decided.
        pending: photos in which something waits for an editor.
        conflict: photos whose caption and faces do not fit.
        failed: originals that were set aside.
        persons: authority records with at least one confirmed face.
    """

    photos: int
    faces: int
    confirmed: int
    pending: int
    conflict: int
    failed: int
    persons: int


def find_photo(session: Session, asked: str) -> str:
    """The id of the photo that an id, the beginning of one, a SHA-256 or a path stands for.

    Raises:
        NotFoundError: there is none, or more than one.
    """
    digits = asked.lower()
    if len(digits) >= _SHORTEST_PREFIX and set(digits) <= _DIGITS:
        # A range and not LIKE, which ignores case and therefore the index; "g" comes after all digits.
        # Both: the id of a photo whose bytes changed since is no longer the beginning of its digest.
        begins = [and_(given >= digits, given < f"{digits}g") for given in (col(PhotoRow.id), col(PhotoRow.sha256))]
        found = session.exec(select(PhotoRow.id).where(or_(*begins)).limit(_PREFIX_HITS)).all()
        if digits in found:
            return digits
        if len(found) > 1:
            raise NotFoundError(f"more than one photo's id begins with {asked}: give more of it")
        if found:
            return found[0]
    photo = _photo_at(session, asked)
    if photo is None:
        raise NotFoundError(
            f"there is no photo “{asked}” in the catalogue: give its id, the beginning of it, or its path"
        )
    return photo


def _photo_at(session: Session, asked: str) -> str | None:
    if not asked or "\0" in asked:
        return None
    path = Path(asked)
    places = {path, path.absolute(), path.resolve()}
    query = select(OriginalRow.photo_id).where(
        col(OriginalRow.path).in_(places), col(OriginalRow.photo_id).is_not(None)
    )
    return session.exec(query).first()


def records(session: Session, ids: Sequence[str]) -> list[PhotoRecord]:
    """The photos with these ids, in that order; unknown ids are left out. Nine queries for each 500 photos."""
    found: dict[str, PhotoRecord] = {}
    for start in range(0, len(ids), _AT_ONCE):
        found |= _records(session, ids[start : start + _AT_ONCE])
    return [found[photo] for photo in ids if photo in found]


def _records(session: Session, ids: Sequence[str]) -> dict[str, PhotoRecord]:
    faces = faces_in_order(session, ids)
    suggestions = _suggestions(session, ids)
    copies = lookalikes(session, ids)
    rejected = _rejected(session, ids)
    names_now = called(session, {row.key for rows in suggestions.values() for row in rows})
    people = _names(session, {face.person_id for rows in faces.values() for face in rows})
    return {
        photo.id: photo_record(
            photo,
            (
                face_record(
                    face,
                    people[face.person_id] if face.person_id else None,
                    suggestions.get(face.id, ()),
                    rejected.get(face.id, ()),
                    names_now,
                )
                for face in faces[photo.id]
            ),
            wording_of(content, correction),
            correction,
            copies.get(photo.id, ()),
        )
        for photo, content, correction in session.exec(
            select(PhotoRow, ContentRow, CorrectionRow)
            .join(ContentRow, col(ContentRow.photo_id) == PhotoRow.id)
            .outerjoin(CorrectionRow, col(CorrectionRow.id) == ContentRow.correction_id)
            .where(col(PhotoRow.id).in_(ids))
        )
    }


def _suggestions(session: Session, ids: Sequence[str]) -> dict[str, list[SuggestionRow]]:
    query = select(SuggestionRow).join(FaceRow, col(FaceRow.id) == SuggestionRow.face_id)
    by_face: dict[str, list[SuggestionRow]] = {}
    for row in session.exec(query.where(col(FaceRow.photo_id).in_(ids))):
        by_face.setdefault(row.face_id, []).append(row)
    return by_face


def _rejected(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    query = select(DecisionRow).where(
        col(DecisionRow.photo_id).in_(ids), col(DecisionRow.batch).not_in(select(UndoingRow.batch))
    )
    state = decided(session.exec(query.order_by(col(DecisionRow.id))).all()).rejected
    names = _names(session, {person for people in state.values() for person in people})
    return {face: [names[person] for person in people if person in names] for face, people in state.items()}


def _names(session: Session, ids: Iterable[int | None]) -> dict[int | None, str]:
    """Of those who are present: for one who was merged, the same was decided about the other."""
    query = select(PersonRow).where(col(PersonRow.id).in_(set(ids)), col(PersonRow.present))
    return {row.id: row.name for row in session.exec(query)}


def embeddings(session: Session, photo: str) -> dict[str, tuple[Embedding, ...]]:
    """The vectors of the photo's faces by face id, one for each model."""
    query = select(EmbeddingRow).join(FaceRow, col(FaceRow.id) == EmbeddingRow.face_id)
    found: dict[str, tuple[Embedding, ...]] = {}
    for row in session.exec(query.where(FaceRow.photo_id == photo).order_by(col(EmbeddingRow.model))):
        found[row.face_id] = (*found.get(row.face_id, ()), embedding_of(row.model, row.vector))
    return found


def review_queue(session: Session, limit: int | None) -> list[str]:
    """Ids of the photos that wait for an editor: the surest suggestion first, conflicts without any last."""
    # In the order of an index, so that the next photo is found at once in a catalogue of any size.
    query = select(PhotoRow.id).where(col(PhotoRow.urgency).is_not(None))
    query = query.order_by(col(PhotoRow.urgency).desc(), col(PhotoRow.id).desc())
    return list(session.exec(query.limit(limit)).all())


def counts(session: Session) -> Counts:
    """How much there is of everything."""
    by_status = dict(
        session.exec(select(PhotoRow.status, func.count()).where(col(PhotoRow.present)).group_by(PhotoRow.status)).all()
    )
    faces = session.exec(select(func.sum(PhotoRow.face_count)).where(col(PhotoRow.present))).one()
    failed = select(func.count()).select_from(OriginalRow).where(col(OriginalRow.reason).is_not(None))
    persons = select(func.count(func.distinct(AppearanceRow.key))).where(AppearanceRow.kind == "confirmed")
    return Counts(
        photos=sum(by_status.values()),
        faces=faces or 0,
        confirmed=by_status.get("confirmed", 0),
        pending=by_status.get("pending", 0),
        conflict=by_status.get("conflict", 0),
        failed=session.exec(failed).one(),
        persons=session.exec(persons).one(),
    )
