"""Photos that are copies of one picture: found by pieces of their looks, kept in groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, update
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from vonlinks.catalogue.engine import insert_rows
from vonlinks.catalogue.rows import LookPieceRow, LookRow, PhotoRow
from vonlinks.domain import Look, Lookalike
from vonlinks.errors import NotFoundError

__all__ = ["MOST_NEAR", "Near", "lookalikes", "looks_near", "store_look", "without_look"]

MOST_NEAR = 200
"""How many photos are compared at most, so that the cost of one does not grow with the catalogue. A copy has pieces of
several windows in common. Strangers have one in common in 18 of 1000 pairs and two or more in 2 of 1000 (108 pictures)."""


def _state_query() -> Any:  # noqa: ANN401 - the row types of SQLModel and SQLAlchemy differ
    other = aliased(LookRow)
    others = columns(col(other.photo_number)).where(
        col(other.group_number) == PhotoRow.number, col(other.photo_number) != PhotoRow.number
    )
    query = columns(col(PhotoRow.number), col(LookRow.photo_number), others.exists())
    query = query.outerjoin(LookRow, col(LookRow.photo_number) == PhotoRow.number)
    return query.where(col(PhotoRow.id) == bindparam("photo"))


def _near_query() -> Any:  # noqa: ANN401 - the row types of SQLModel and SQLAlchemy differ
    common = func.count()
    piece, number = col(LookPieceRow.piece), col(LookPieceRow.photo_number)
    best = (
        columns(number.label("number"), common.label("common"))
        .where(piece.in_(bindparam("asks", expanding=True)))
        .group_by(number)
        .order_by(common.desc(), number)
        .limit(MOST_NEAR)
        .subquery()
    )
    return (
        columns(col(PhotoRow.id), col(LookRow.prints), col(LookRow.grey), col(LookRow.group_number))
        .join(LookRow, col(LookRow.photo_number) == PhotoRow.number)
        .join(best, best.c.number == PhotoRow.number)
        .order_by(best.c.common.desc(), best.c.number)
    )


# Asked for each photo of an import, so put together once.
_STATE, _NEAR = _state_query(), _near_query()


@dataclass(frozen=True, slots=True)
class Near:
    """A photo that may be a copy of a picture.

    Attributes:
        photo: its id.
        look: without the pieces.
        group: the same for all photos of one picture.
    """

    photo: str
    look: Look
    group: int


def store_look(session: Session, photo_id: str, look: Look, copies: Mapping[str, bool]) -> list[str]:
    """Keep a look, and join the groups of all copies into one; `copies` tells which are mirrored against the photo.

    Returns:
        Ids of the photos in its group that are mirrored against it.
    """
    number, known, led = _state(session, photo_id)
    if known:
        session.execute(delete(LookPieceRow).where(col(LookPieceRow.photo_number) == number))
        session.execute(delete(LookRow).where(col(LookRow.photo_number) == number))
    values = {"photo_number": number, "prints": look.prints, "grey": look.grey, "mirrored": False}
    # The photo's own number, unless a group that it left still bears it.
    insert_rows(session, LookRow, [{**values, "group_number": _free_group(session) if led else number}])
    insert_rows(session, LookPieceRow, [{"piece": piece, "photo_number": number} for piece in look.pieces])
    for copy, mirrored in copies.items():
        _join(session, number, _state(session, copy)[0], mirrored=mirrored)
    return [one.id for one in lookalikes(session, [photo_id]).get(photo_id, ()) if one.mirrored] if copies else []


def _state(session: Session, photo_id: str) -> tuple[int, bool, bool]:
    """The photo's number, whether its look is known, and whether another photo's group bears the number."""
    found = session.execute(_STATE, {"photo": photo_id}).first()
    if found is None:
        raise NotFoundError(f"there is no photo {photo_id} in the catalogue")
    number, known, led = found
    return number, known is not None, led


def _free_group(session: Session) -> int:
    """A group number that is no photo's."""
    lowest = session.exec(select(func.min(LookRow.group_number))).one()
    return min(lowest or 0, 0) - 1


def _join(session: Session, number: int, other: int, *, mirrored: bool) -> None:
    """Let the photo's group go up in the other's; `mirrored` is between the two photos."""
    mine, theirs = (session.get(LookRow, one, populate_existing=True) for one in (number, other))
    if mine is None or theirs is None or mine.group_number == theirs.group_number:
        return
    turn = mine.mirrored ^ theirs.mirrored ^ mirrored
    group = col(LookRow.group_number)
    turned = ~col(LookRow.mirrored) if turn else col(LookRow.mirrored)
    session.execute(
        update(LookRow)
        .where(group == mine.group_number)
        .values(group_number=theirs.group_number, mirrored=turned)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()


def looks_near(session: Session, look: Look, besides: str | None) -> list[Near]:
    """Photos with the most pieces that a copy of this picture may have, at most MOST_NEAR."""
    if not look.asks:
        return []
    return [
        Near(photo, Look(prints, grey), group)
        for photo, prints, grey, group in session.execute(_NEAR, {"asks": look.asks})
        if photo != besides
    ]


def lookalikes(session: Session, ids: Sequence[str]) -> dict[str, list[Lookalike]]:
    """The other photos of each photo's picture, in the order of their import, as long as they have an original."""
    photo, mine, theirs = aliased(PhotoRow), aliased(LookRow), aliased(LookRow)
    query = (
        columns(col(photo.id), col(PhotoRow.id), col(PhotoRow.path), col(mine.mirrored), col(theirs.mirrored))
        .join(mine, col(mine.photo_number) == photo.number)
        .join(theirs, (col(theirs.group_number) == mine.group_number) & (col(theirs.photo_number) != mine.photo_number))
        .join(PhotoRow, col(PhotoRow.number) == theirs.photo_number)
        .where(col(photo.id).in_(ids), col(PhotoRow.present))
        .order_by(col(PhotoRow.number))
    )
    found: dict[str, list[Lookalike]] = {}
    for one, other, path, turned, their_turned in session.execute(query):
        found.setdefault(one, []).append(Lookalike(other, path, turned != their_turned))
    return found


def without_look(session: Session, limit: int) -> list[str]:
    """Photos whose look is not known: those of a catalogue that is older than looks, and of an interrupted run."""
    photos, looks = (session.exec(select(func.count()).select_from(table)).one() for table in (PhotoRow, LookRow))
    if photos == looks:
        return []
    query = select(PhotoRow.id).outerjoin(LookRow, col(LookRow.photo_number) == PhotoRow.number)
    query = query.where(col(LookRow.photo_number).is_(None), col(PhotoRow.present)).order_by(col(PhotoRow.number))
    return list(session.exec(query.limit(limit)).all())
