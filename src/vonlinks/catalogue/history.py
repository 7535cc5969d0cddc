"""The history: acts on faces, on captions and on persons, and what was taken back of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.mapping import correction_of, decision_of, version_of
from vonlinks.catalogue.rows import CorrectionRow, DecisionRow, PersonRow, PersonVersionRow, UndoingRow
from vonlinks.domain import Decision

__all__ = ["entries_of", "history"]

_TOLD = ("rename", "merge", "split", "edit", "import")
"""Kinds of versions that are entries of their own; "made" and "side" go with another entry."""


def history(session: Session, photo_id: str | None, limit: int | None) -> tuple[Decision, ...]:
    """The newest entries of the history (about one photo), newest first; all of them without a limit."""
    if photo_id is None:
        people = _about_people(session, limit=limit)
        entries = _merged(_about_faces(session, limit=limit), _about_captions(session, limit=limit), people)
        return entries[:limit]
    photo = photo_row(session, photo_id).id
    faces = _about_faces(session, col(DecisionRow.photo_id) == photo, limit=limit)
    return _merged(faces, _about_captions(session, col(CorrectionRow.photo_id) == photo, limit=limit))[:limit]


def entries_of(session: Session, batches: Sequence[int]) -> tuple[Decision, ...]:
    """The entries of some acts, newest first."""
    faces = _about_faces(session, col(DecisionRow.batch).in_(batches))
    captions = _about_captions(session, col(CorrectionRow.batch).in_(batches))
    return _merged(faces, captions, _about_people(session, col(PersonVersionRow.batch).in_(batches)))


def _merged(*kinds: Sequence[Decision]) -> tuple[Decision, ...]:
    entries = [entry for kind in kinds for entry in kind]
    return tuple(sorted(entries, key=lambda entry: (entry.batch, entry.id), reverse=True))


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


def _about_people(session: Session, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Decision]:
    into = aliased(PersonRow)
    query = (
        select(PersonVersionRow, into.name, UndoingRow.batch)
        .outerjoin(into, col(into.id) == PersonVersionRow.into_id)
        .outerjoin(UndoingRow, col(UndoingRow.batch) == PersonVersionRow.batch)
        .where(col(PersonVersionRow.kind).in_(_TOLD), *conditions)
        .order_by(col(PersonVersionRow.id).desc())
        .limit(limit)
    )
    return [
        version_of(row, into, _name_before(session, row), undone=undone is not None)
        for row, into, undone in session.exec(query)
    ]


def _name_before(session: Session, version: PersonVersionRow) -> str | None:
    """The name that the person had until this version, where it took that away."""
    if version.kind not in {"rename", "merge"}:
        return None
    earlier = (
        select(PersonVersionRow)
        .where(PersonVersionRow.person_id == version.person_id, col(PersonVersionRow.id) < version.id)
        .where(col(PersonVersionRow.record).is_not(None))
        .order_by(col(PersonVersionRow.id).desc())
    )
    # Versions in between that were taken back had been taken back before this one was written.
    undone = set(session.exec(select(UndoingRow.batch).where(col(UndoingRow.batch) < version.batch)).all())
    standing = (row for row in session.exec(earlier) if row.batch not in undone)
    return next((str((row.record or {})["name"]) for row in standing), None)
