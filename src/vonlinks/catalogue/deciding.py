"""What editors decide: confirm, reject, correct a caption, take back. Everything here is appended, nothing changed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlalchemy import or_
from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act, begun, standing_batches
from vonlinks.catalogue.deriving import derive_all
from vonlinks.catalogue.history import entries_of
from vonlinks.catalogue.ingesting import photo_row, store_naming
from vonlinks.catalogue.many import among
from vonlinks.catalogue.mapping import to_json
from vonlinks.catalogue.persons import made, refresh, tidy_name
from vonlinks.catalogue.rows import (
    AppearanceRow,
    CorrectionRow,
    DecisionRow,
    FaceRow,
    PersonRow,
    PersonVersionRow,
    PhotoRow,
    SuggestionRow,
    UndoingRow,
)
from vonlinks.catalogue.standing import decided, standing_decisions
from vonlinks.catalogue.wording import describe, worded
from vonlinks.domain import CaptionReading, Decision, Naming
from vonlinks.errors import ConflictError, NotFoundError, RequestError

__all__ = ["append", "check_one_face_each", "confirm", "correct", "photos_of", "reject", "undo"]

# Nobody means more; a slip of the finger should not take back years of work.
_MOST_UNDONE = 1000


def confirm(session: Session, photo_id: str, pairs: Sequence[tuple[str, str]], act: Act) -> tuple[Decision, ...]:
    """Give faces their names, all in one batch; pairs that say what is so already are left out."""
    photo = photo_row(session, photo_id)
    _check_faces(session, photo, [face for face, _ in pairs])
    act = begun(session, act)
    people, forms = _made(session, [name for _, name in pairs], act)
    before = decided(standing_decisions(session, photo_id)).confirmed
    wanted = [(face, people[name]) for face, name in pairs if before.get(face) != people[name].id]
    check_one_face_each(session, before, [(face, people[name]) for face, name in pairs])
    return _decide(session, photo, "confirm", wanted, act, forms)


def reject(session: Session, photo_id: str, face: str, person: str, act: Act) -> tuple[Decision, ...]:
    """Refuse a name for a face for good; takes the name away where it was confirmed."""
    photo = photo_row(session, photo_id)
    _check_faces(session, photo, [face])
    act = begun(session, act)
    people, forms = _made(session, [person], act)
    row = people[person]
    before = decided(standing_decisions(session, photo_id))
    if row.id in before.rejected.get(face, []):
        return ()
    return _decide(session, photo, "reject", [(face, row)], act, forms)


def correct(  # noqa: PLR0913 - one act, told whole
    session: Session, photo_id: str, reading: CaptionReading, naming: Naming, act: Act, *, seen: str | None
) -> tuple[Decision, ...]:
    """Let an editor's caption count, with the names that follow from it; the same caption again appends nothing."""
    photo = photo_row(session, photo_id)
    before = worded(session, photo_id).metadata.caption or ""
    if seen is not None and seen != before:
        raise ConflictError("the caption changed since you looked at it")
    if reading.text == before:
        return ()
    act = begun(session, act)
    stored = to_json(reading) if reading.text else None
    session.add(
        CorrectionRow(batch=act.batch, photo_id=photo_id, caption=reading.text, reading=stored, who=act.who, at=act.at)
    )
    session.flush()
    describe(session, photo)
    store_naming(session, photo_id, naming)
    return entries_of(session, [act.batch])


def undo(session: Session, n: int, who: str | None, at: datetime | None) -> tuple[Decision, ...]:
    """Take back the newest `n` batches that still stand; returns their decisions, newest first."""
    if not 1 <= n <= _MOST_UNDONE:
        raise RequestError(f"{n} acts cannot be taken back at once: give a number from 1 to {_MOST_UNDONE}")
    batches = standing_batches(session, n)
    taken_back = entries_of(session, batches)
    session.add_all(UndoingRow(batch=batch, who=who, at=at) for batch in batches)
    session.flush()
    touched = dict.fromkeys(entry.photo for entry in taken_back if entry.photo)
    people = select(PersonVersionRow.person_id).where(col(PersonVersionRow.batch).in_(batches)).distinct()
    if changed := session.exec(people).all():
        touched |= dict.fromkeys(photos_of(session, changed, refresh(session, changed)))
    for photo_id in dict.fromkeys(entry.photo for entry in taken_back if entry.photo and entry.kind == "caption"):
        describe(session, photo_row(session, photo_id))
    derive_all(session, touched)
    # The persons' names are those of before.
    return tuple(replace(entry, undone=True) for entry in taken_back)


def photos_of(session: Session, people: Collection[int], forms: Collection[str]) -> list[str]:
    """The photos whose state may change when these people do.

    Args:
        session: to ask.
        people: row ids.
        forms: what `persons.refresh` returned for them.
    """
    named = select(AppearanceRow.photo_id).where(
        or_(among(col(AppearanceRow.folded), forms), among(col(AppearanceRow.key), forms))
    )
    offered = (
        select(FaceRow.photo_id)
        .join(SuggestionRow, col(SuggestionRow.face_id) == FaceRow.id)
        .where(among(col(SuggestionRow.key), forms))
    )
    spoken_of = select(DecisionRow.photo_id).where(among(col(DecisionRow.person_id), people))
    found = [photo for query in (named, offered, spoken_of) for photo in session.exec(query.distinct()).all()]
    return list(dict.fromkeys(found))


def _check_faces(session: Session, photo: PhotoRow, faces: Sequence[str]) -> None:
    known = set(session.exec(select(FaceRow.id).where(FaceRow.photo_id == photo.id)).all())
    for face in faces:
        if face not in known:
            raise NotFoundError(f"photo {photo.id} has no face {face}")
        if faces.count(face) > 1:
            raise ConflictError(f"face {face} cannot be two people")


def _made(session: Session, names: Iterable[str], act: Act) -> tuple[dict[str, PersonRow], set[str]]:
    people, forms = {}, set[str]()
    for name in names:
        people[name], changed = made(session, tidy_name(name), act)
        forms |= changed
    return people, forms


def check_one_face_each(session: Session, before: dict[str, int], pairs: Sequence[tuple[str, PersonRow]]) -> None:
    """Make sure that nobody has two faces in a photo, in whatever spelling.

    Args:
        session: to ask.
        before: the person of each face that has one.
        pairs: faces that get another.

    Raises:
        ConflictError: somebody would.
    """
    after = {**before, **{face: person.id or 0 for face, person in pairs}}
    people = {row.id: row for row in session.exec(select(PersonRow).where(col(PersonRow.id).in_(after.values())))}
    seen: dict[str, str] = {}
    for face, person in after.items():
        other = seen.setdefault(people[person].folded, face)
        if other != face:
            raise ConflictError(f"{people[person].name} cannot be both face {other} and face {face} of one photo")


def _decide(  # noqa: PLR0913, PLR0917 - one act, told whole
    session: Session,
    photo: PhotoRow,
    kind: Literal["confirm", "reject"],
    pairs: Iterable[tuple[str, PersonRow]],
    act: Act,
    forms: Collection[str],
) -> tuple[Decision, ...]:
    """Append decisions, and let the state follow: of this photo, and of others whose names mean somebody else now."""
    append(session, photo, kind, pairs, act)
    derive_all(session, dict.fromkeys((photo.id, *photos_of(session, (), forms))) if forms else [photo.id])
    return entries_of(session, [act.batch])[::-1]


def append(
    session: Session,
    photo: PhotoRow,
    kind: Literal["confirm", "reject"],
    pairs: Iterable[tuple[str, PersonRow]],
    act: Act,
) -> None:
    """Append decisions about faces of one photo; the caller derives it."""
    session.add_all(
        DecisionRow(
            batch=act.batch,
            kind=kind,
            photo_id=photo.id,
            face_id=face,
            person_id=person.id or 0,
            who=act.who,
            at=act.at,
        )
        for face, person in pairs
    )
