"""The history: acts on faces and on captions, counted in one line of batches, and what was taken back of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, union
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.mapping import correction_of, decision_of
from vonlinks.catalogue.rows import CorrectionRow, DecisionRow, PersonRow, UndoingRow
from vonlinks.domain import Decision

__all__ = ["Act", "entries_of", "history", "next_batch", "standing_batches"]


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, and when."""

    who: str
    at: datetime


def next_batch(session: Session) -> int:
    """The number of the next act; nobody else can take it, for a writer is alone."""
    highest = (session.exec(select(func.max(batch))).one() or 0 for batch in (DecisionRow.batch, CorrectionRow.batch))
    return max(highest) + 1


def standing_batches(session: Session, n: int) -> Sequence[int]:
    """The newest `n` acts that were not taken back, newest first."""
    acts = union(columns(col(DecisionRow.batch)), columns(col(CorrectionRow.batch))).subquery()
    standing = columns(acts.c.batch).where(acts.c.batch.not_in(select(UndoingRow.batch)))
    return list(session.execute(standing.order_by(acts.c.batch.desc()).limit(n)).scalars())


def history(session: Session, photo_id: str | None, limit: int | None) -> tuple[Decision, ...]:
    """The newest entries of the history (about one photo), newest first; all of them without a limit."""
    if photo_id is None:
        return _merged(_about_faces(session, limit=limit), _about_captions(session, limit=limit))[:limit]
    photo = photo_row(session, photo_id).id
    faces = _about_faces(session, col(DecisionRow.photo_id) == photo, limit=limit)
    return _merged(faces, _about_captions(session, col(CorrectionRow.photo_id) == photo, limit=limit))[:limit]


def entries_of(session: Session, batches: Sequence[int]) -> tuple[Decision, ...]:
    """The entries of some acts, newest first."""
    faces = _about_faces(session, col(DecisionRow.batch).in_(batches))
    return _merged(faces, _about_captions(session, col(CorrectionRow.batch).in_(batches)))


def _merged(faces: Sequence[Decision], captions: Sequence[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted([*faces, *captions], key=lambda entry: (entry.batch, entry.id), reverse=True))


def _about_faces(session: Session, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Decision]:
    query = (
        select(DecisionRow, PersonRow.name, UndoingRow.batch)
        .join(PersonRow, col(PersonRow.id) == DecisionRow.person_id)
        .outerjoin(UndoingRow, col(UndoingRow.batch) == DecisionRow.batch)
        .where(*conditions)
        .order_by(col(DecisionRow.id).desc())
        .limit(limit)
    )
    return [decision_of(row, name, undone=undone is not None) for row, name, undone in session.exec(query)]


def _about_captions(session: Session, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Decision]:
    query = (
        select(CorrectionRow, UndoingRow.batch)
        .outerjoin(UndoingRow, col(UndoingRow.batch) == CorrectionRow.batch)
        .where(*conditions)
        .order_by(col(CorrectionRow.id).desc())
        .limit(limit)
    )
    return [correction_of(row, undone=undone is not None) for row, undone in session.exec(query)]
