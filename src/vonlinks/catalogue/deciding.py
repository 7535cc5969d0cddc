"""What editors decide: confirm, reject, correct a caption, take back. Everything here is appended, nothing changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from vonlinks.catalogue.deriving import decided, derive, keys_of, standing_decisions
from vonlinks.catalogue.history import Act, entries_of, next_batch, standing_batches
from vonlinks.catalogue.ingesting import photo_row, store_naming
from vonlinks.catalogue.mapping import to_json
from vonlinks.catalogue.rows import AliasRow, CorrectionRow, DecisionRow, FaceRow, PersonRow, PhotoRow, UndoingRow
from vonlinks.catalogue.wording import describe, worded
from vonlinks.domain import CaptionReading, Decision, Naming, fold
from vonlinks.errors import ConflictError, NotFoundError, RequestError

__all__ = ["confirm", "correct", "find_person", "reject", "undo"]

# Nobody means more; a slip of the finger should not take back years of work.
_MOST_UNDONE = 1000


def confirm(session: Session, photo_id: str, pairs: Sequence[tuple[str, str]], act: Act) -> tuple[Decision, ...]:
    """Give faces their names, all in one batch; pairs that say what is so already are left out."""
    photo = photo_row(session, photo_id)
    _check_faces(session, photo, [face for face, _ in pairs])
    people = {name: _person(session, name) for _, name in pairs}
    before = decided(standing_decisions(session, photo_id)).confirmed
    wanted = [(face, people[name]) for face, name in pairs if before.get(face) != people[name].id]
    _check_one_face_each(session, before, [(face, people[name]) for face, name in pairs])
    return _append(session, photo, "confirm", wanted, act)


def reject(session: Session, photo_id: str, face: str, person: str, act: Act) -> tuple[Decision, ...]:
    """Refuse a name for a face for good; takes the name away where it was confirmed."""
    photo = photo_row(session, photo_id)
    _check_faces(session, photo, [face])
    row = _person(session, person)
    before = decided(standing_decisions(session, photo_id))
    if row.id in before.rejected.get(face, []):
        return ()
    return _append(session, photo, "reject", [(face, row)], act)


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
    batch = next_batch(session)
    stored = to_json(reading) if reading.text else None
    session.add(
        CorrectionRow(batch=batch, photo_id=photo_id, caption=reading.text, reading=stored, who=act.who, at=act.at)
    )
    session.flush()
    describe(session, photo)
    store_naming(session, photo_id, naming)
    return entries_of(session, [batch])


def undo(session: Session, n: int, who: str | None, at: datetime | None) -> tuple[Decision, ...]:
    """Take back the newest `n` batches that still stand; returns their decisions, newest first."""
    if not 1 <= n <= _MOST_UNDONE:
        raise RequestError(f"{n} acts cannot be taken back at once: give a number from 1 to {_MOST_UNDONE}")
    batches = standing_batches(session, n)
    session.add_all(UndoingRow(batch=batch, who=who, at=at) for batch in batches)
    session.flush()
    taken_back = entries_of(session, batches)
    for photo_id in dict.fromkeys(entry.photo for entry in taken_back):
        photo = photo_row(session, photo_id)
        describe(session, photo)
        derive(session, photo)
    return taken_back


def find_person(session: Session, name: str) -> PersonRow | None:
    """The authority record with exactly this name or alias."""
    person = session.exec(select(PersonRow).where(PersonRow.name == name)).first()
    if person is None:
        aliased = select(PersonRow).join(AliasRow, col(AliasRow.person_id) == PersonRow.id)
        person = session.exec(aliased.where(AliasRow.name == name)).first()
    return person


def _person(session: Session, name: str) -> PersonRow:
    name = " ".join(name.split())
    if not fold(name):
        raise RequestError(f"“{name}” is no name: it has no letter")
    person = find_person(session, name)
    if person is None:
        person = PersonRow(name=name, folded=fold(name))
        session.add(person)
        session.flush()
    return person


def _check_faces(session: Session, photo: PhotoRow, faces: Sequence[str]) -> None:
    known = set(session.exec(select(FaceRow.id).where(FaceRow.photo_id == photo.id)).all())
    for face in faces:
        if face not in known:
            raise NotFoundError(f"photo {photo.id} has no face {face}")
        if faces.count(face) > 1:
            raise ConflictError(f"face {face} cannot be two people")


def _check_one_face_each(session: Session, before: dict[str, int], pairs: Sequence[tuple[str, PersonRow]]) -> None:
    after = {**before, **{face: person.id or 0 for face, person in pairs}}
    names = {row.id: row.name for row in session.exec(select(PersonRow).where(col(PersonRow.id).in_(after.values())))}
    keys = keys_of(session, names.values())
    seen: dict[str, str] = {}
    for face, person in after.items():
        other = seen.setdefault(keys[names[person]], face)
        if other != face:
            raise ConflictError(f"{names[person]} cannot be both face {other} and face {face} of one photo")


def _append(
    session: Session,
    photo: PhotoRow,
    kind: Literal["confirm", "reject"],
    pairs: Iterable[tuple[str, PersonRow]],
    act: Act,
) -> tuple[Decision, ...]:
    batch = next_batch(session)
    rows = [
        DecisionRow(
            batch=batch, kind=kind, photo_id=photo.id, face_id=face, person_id=person.id or 0, who=act.who, at=act.at
        )
        for face, person in pairs
    ]
    session.add_all(rows)
    derive(session, photo)
    return entries_of(session, [batch])[::-1]
