"""Acts: what is decided at once shares a batch, and all kinds of them are counted in one line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, union
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from vonlinks.catalogue.rows import CorrectionRow, DecisionRow, PersonVersionRow, UndoingRow

__all__ = ["Act", "begun", "standing_batches"]

_BATCHES = (DecisionRow.batch, CorrectionRow.batch, PersonVersionRow.batch)


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, and when.

    `batch` numbers it among all acts, once it has begun.
    """

    who: str
    at: datetime
    batch: int = 0


def begun(session: Session, act: Act) -> Act:
    """The act with the next number; nobody else can take it, for a writer is alone.

    A number that was taken back is never given again, not even where a forgotten person's entries are gone.
    """
    highest = (session.exec(select(func.max(batch))).one() or 0 for batch in (*_BATCHES, UndoingRow.batch))
    return replace(act, batch=max(highest) + 1)


def standing_batches(session: Session, n: int) -> Sequence[int]:
    """The newest `n` acts that were not taken back, newest first."""
    acts = union(*(columns(col(batch)) for batch in _BATCHES)).subquery()
    # What stood before there was a history of persons has no act, and number 0.
    standing = columns(acts.c.batch).where(acts.c.batch > 0, acts.c.batch.not_in(select(UndoingRow.batch)))
    return list(session.execute(standing.order_by(acts.c.batch.desc()).limit(n)).scalars())
