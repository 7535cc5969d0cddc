"""The confirmed faces of persons, to compare others with, and whose changed since they were looked at."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, Select, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from vonlinks.catalogue.engine import reading
from vonlinks.catalogue.many import among
from vonlinks.catalogue.mapping import vector_of
from vonlinks.catalogue.rows import (
    DecisionRow,
    EmbeddingRow,
    ErasureRow,
    FaceRow,
    PersonRow,
    PersonVersionRow,
    PhotoRow,
    UndoingRow,
)

__all__ = ["MOST_EXAMPLES", "Examples", "Stamp", "best_first"]

MOST_EXAMPLES = 64
"""Of one person: of the best so many the most different can be chosen, however often the person is confirmed."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far the history was when examples were read.

    Attributes:
        decisions: number of the last entry about a face.
        versions: number of the last one about a person.
        undone: how many acts were taken back.
        erased: how many persons were forgotten.
    """

    decisions: int = 0
    versions: int = 0
    undone: int = 0
    erased: int = 0


class Examples:
    """The confirmed faces of a catalogue, a transaction for each call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, model: str, persons: Collection[str] | None = None) -> list[tuple[str, NDArray[np.float32]]]:
        """The person and the vector of confirmed faces that have one of this model: by name, each person's best first.

        Faces of high quality come first, then large ones; of one person at most MOST_EXAMPLES, and only of these persons
        where they are given. A face that shows a print or a screen comes last: it is a picture of a picture.
        """
        with reading(self._engine) as session:
            return [(name, vector_of(vector)) for name, vector in session.execute(_best(model, persons))]

    def stamp(self) -> Stamp:
        """How far the history is, to ask later whose faces changed since."""
        decisions, versions, erased = (
            columns(func.max(col(last))).scalar_subquery()
            for last in (DecisionRow.id, PersonVersionRow.id, ErasureRow.id)
        )
        undone = columns(func.count(col(UndoingRow.batch))).scalar_subquery()
        with reading(self._engine) as session:
            return Stamp(*(one or 0 for one in session.execute(columns(decisions, versions, undone, erased)).one()))

    def changed_since(self, then: Stamp) -> set[str]:
        """All names that those have or had of whom the history speaks after `then`; not of what was taken back."""
        with reading(self._engine) as session:
            return _changed_since(session, then)


def best_first() -> tuple[ColumnElement[Any], ...]:
    """What faces are ordered by, those that show somebody best first; a query must join their photos."""
    pixels = col(FaceRow.width) * col(PhotoRow.width) * col(FaceRow.height) * col(PhotoRow.height)
    shown = func.json_array_length(FaceRow.depicted)
    return shown, col(FaceRow.quality).desc().nulls_last(), pixels.desc(), col(FaceRow.id).asc()


def _best(model: str, persons: Collection[str] | None) -> Select[tuple[str, bytes]]:
    place = func.row_number().over(partition_by=col(FaceRow.person_id), order_by=best_first()).label("place")
    query = (
        columns(col(PersonRow.name).label("name"), col(EmbeddingRow.vector).label("vector"), place)
        .join(FaceRow, col(FaceRow.person_id) == PersonRow.id)
        .join(PhotoRow, col(PhotoRow.id) == FaceRow.photo_id)
        .join(EmbeddingRow, col(EmbeddingRow.face_id) == FaceRow.id)
        .where(col(EmbeddingRow.model) == model)
    )
    if persons is not None:
        query = query.where(col(PersonRow.name).in_(persons), col(PersonRow.present))
    ranked = query.subquery()
    kept = columns(ranked.c.name, ranked.c.vector).where(ranked.c.place <= MOST_EXAMPLES)
    return kept.order_by(ranked.c.name, ranked.c.place)


def _changed_since(session: Session, then: Stamp) -> set[str]:
    decided = select(DecisionRow.person_id).where(col(DecisionRow.id) > then.decisions)
    # A confirmation may have taken the face from somebody else.
    faces = select(DecisionRow.face_id).where(col(DecisionRow.id) > then.decisions)
    before = select(DecisionRow.person_id).where(col(DecisionRow.face_id).in_(faces))
    written = select(PersonVersionRow.person_id).where(col(PersonVersionRow.id) > then.versions)
    people = {person for query in (decided, before, written) for person in session.exec(query.distinct()).all()}
    names = set(session.exec(select(PersonRow.name).where(among(col(PersonRow.id), people))).all())
    versions = select(PersonVersionRow.record).where(among(col(PersonVersionRow.person_id), people))
    return names | {str(record["name"]) for record in session.exec(versions) if record}
