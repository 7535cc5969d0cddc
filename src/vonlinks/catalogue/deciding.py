"""What editors decide: confirm, reject, take back. Everything here is appended, nothing changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from vonlinks.catalogue.deriving import decided, derive, keys_of, standing_decisions
from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.mapping import decision_of
from vonlinks.catalogue.rows import AliasRow, DecisionRow, FaceRow, PersonRow, PhotoRow, UndoingRow
from vonlinks.domain import Decision, fold
from vonlinks.errors import ConflictError, NotFoundError, RequestError

__all__ = ["Act", "confirm", "find_person", "history", "reject", "undo"]

# Nobody means more; a slip of the finger should not take back years of work.
_MOST_UNDONE = 1000


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, and when."""

    who: str
    at: datetime


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


def undo(session: Session, n: int, who: str | None, at: datetime | None) -> tuple[Decision, ...]:
    """Take back the newest `n` batches that still stand; returns their decisions, newest first."""
    if not 1 <= n <= _MOST_UNDONE:
        raise RequestError(f"{n} acts cannot be taken back at once: give a number from 1 to {_MOST_UNDONE}")
    undone = select(UndoingRow.batch)
    standing = select(DecisionRow.batch).where(col(DecisionRow.batch).not_in(undone)).distinct()
    batches = session.exec(standing.order_by(col(DecisionRow.batch).desc()).limit(n)).all()
    session.add_all(UndoingRow(batch=batch, who=who, at=at) for batch in batches)
    session.flush()
    taken_back = _entries(session, col(DecisionRow.batch).in_(batches))
    for photo_id in dict.fromkeys(decision.photo for decision in taken_back):
        derive(session, photo_row(session, photo_id))
    return taken_back


def history(session: Session, photo_id: str | None, limit: int | None) -> tuple[Decision, ...]:
    """The newest entries of the history (about one photo), newest first; all of them without a limit."""
    if photo_id is None:
        return _entries(session, limit=limit)
    return _entries(session, col(DecisionRow.photo_id) == photo_row(session, photo_id).id, limit=limit)


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
    batch = (session.exec(select(func.max(DecisionRow.batch))).one() or 0) + 1
    rows = [
        DecisionRow(
            batch=batch, kind=kind, photo_id=photo.id, face_id=face, person_id=person.id or 0, who=act.who, at=act.at
        )
        for face, person in pairs
    ]
    session.add_all(rows)
    derive(session, photo)
    return _entries(session, col(DecisionRow.batch) == batch)[::-1]


def _entries(session: Session, *conditions: ColumnElement[bool], limit: int | None = None) -> tuple[Decision, ...]:
    """The entries of the history that meet all conditions, newest first."""
    query = (
        select(DecisionRow, PersonRow.name, UndoingRow.batch)
        .join(PersonRow, col(PersonRow.id) == DecisionRow.person_id)
        .outerjoin(UndoingRow, col(UndoingRow.batch) == DecisionRow.batch)
        .where(*conditions)
        .order_by(col(DecisionRow.id).desc())
        .limit(limit)
    )
    return tuple(decision_of(row, name, undone=undone is not None) for row, name, undone in session.exec(query))
