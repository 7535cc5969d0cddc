"""Faces without a name in groups of what looks like one person: kept, listed, and named at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act
from vonlinks.catalogue.engine import insert_rows, reading, writing
from vonlinks.catalogue.examples import best_first
from vonlinks.catalogue.many import among, slices
from vonlinks.catalogue.mapping import offered, vector_of
from vonlinks.catalogue.naming_groups import Named, name_faces
from vonlinks.catalogue.persons import called
from vonlinks.catalogue.rows import EmbeddingRow, ErasureRow, FaceRow, GroupedRow, PhotoRow, SuggestionRow
from vonlinks.domain import FaceGroup, GroupedFace, OfferedName
from vonlinks.errors import NotFoundError

__all__ = ["FaceGroups", "Grouped", "Loose"]

_LEAST = 2
"""Faces of a group that is worth a look: whoever is in one photo only is named there."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A face that is in no group yet, with the photo that it lies in and its vector."""

    face: str
    photo: str
    model: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A face in its group.

    Attributes:
        id: counts the faces in the order in which they were put into groups.
        group: its number.
    """

    id: int
    face: Loose
    group: int


class FaceGroups:
    """The groups of a catalogue, a transaction for each call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def erasures(self) -> int:
        """How many persons were forgotten; with each, vectors went that nobody may hold any longer."""
        with reading(self._engine) as session:
            return session.exec(select(func.count()).select_from(ErasureRow)).one()

    def since(self, last: int) -> list[Grouped]:
        """What was put into groups after the face with the id `last`, in that order; all with 0."""
        query = (
            columns(*map(col, (GroupedRow.id, GroupedRow.face_id, FaceRow.photo_id, GroupedRow.model)))
            .add_columns(col(EmbeddingRow.vector), col(GroupedRow.group_number))
            .join(FaceRow, col(FaceRow.id) == GroupedRow.face_id)
            .join(EmbeddingRow, (col(EmbeddingRow.face_id) == GroupedRow.face_id) & _of_its_model())
            .where(col(GroupedRow.id) > last)
            .order_by(col(GroupedRow.id))
        )
        with reading(self._engine) as session:
            return [
                Grouped(number, Loose(face, photo, model, vector_of(vector)), group)
                for number, face, photo, model, vector, group in session.execute(query)
            ]

    def without_group(self, quality: float, photos: Collection[str] | None = None) -> list[str]:
        """Ids of the faces that have a vector and are in no group, in the order in which they came.

        Neither those in a picture or on a screen nor those that are worse than `quality` (0..1); of these photos alone where
        they are given.
        """
        good = or_(col(FaceRow.quality).is_(None), col(FaceRow.quality) >= quality)
        described = columns(col(EmbeddingRow.face_id)).where(col(EmbeddingRow.face_id) == FaceRow.id).exists()
        query = (
            select(FaceRow.id)
            .join(PhotoRow, col(PhotoRow.id) == FaceRow.photo_id)
            .outerjoin(GroupedRow, col(GroupedRow.face_id) == FaceRow.id)
            .where(col(GroupedRow.id).is_(None), good, func.json_array_length(FaceRow.depicted) == 0, described)
            .order_by(col(PhotoRow.number), col(FaceRow.number))
        )
        if photos is not None:
            query = query.where(among(col(FaceRow.photo_id), photos))
        with reading(self._engine) as session:
            return list(session.exec(query).all())

    def loose(self, faces: Sequence[str]) -> list[Loose]:
        """Those of these faces that still are in no group, in their order, each with its vector of the first model by name."""
        query = (
            columns(*map(col, (FaceRow.id, FaceRow.photo_id, EmbeddingRow.model, EmbeddingRow.vector)))
            .join(EmbeddingRow, col(EmbeddingRow.face_id) == FaceRow.id)
            .outerjoin(GroupedRow, col(GroupedRow.face_id) == FaceRow.id)
            .where(among(col(FaceRow.id), faces), col(GroupedRow.id).is_(None))
            .order_by(col(EmbeddingRow.model).desc())
        )
        with reading(self._engine) as session:
            found = {
                face: Loose(face, photo, model, vector_of(vector))
                for face, photo, model, vector in session.execute(query)
            }
        return [found[face] for face in faces if face in found]

    def keep(self, grouped: Iterable[tuple[Loose, int]]) -> None:
        """Put faces into groups, each into the one with this number."""
        rows = [{"face_id": one.face, "model": one.model, "group_number": number} for one, number in grouped]
        with writing(self._engine) as session:
            insert_rows(session, GroupedRow, rows)

    def page(self, limit: int | None = None, offset: int = 0) -> tuple[int, list[FaceGroup]]:
        """How many groups have two faces without a name or more, and some of these groups, the largest first."""
        size = func.count().label("size")
        query = (
            columns(col(GroupedRow.group_number), size)
            .join(FaceRow, col(FaceRow.id) == GroupedRow.face_id)
            .join(PhotoRow, col(PhotoRow.id) == FaceRow.photo_id)
            .where(*_open())
            .group_by(col(GroupedRow.group_number))
            .having(size >= _LEAST)
            .order_by(size.desc(), col(GroupedRow.group_number))
        )
        with reading(self._engine) as session:
            numbers = [number for number, _ in session.execute(query)]
            end = None if limit is None else offset + limit
            return len(numbers), _groups(session, numbers[offset:end])

    def group(self, number: int) -> FaceGroup:
        """One of them, whatever its size.

        Raises:
            NotFoundError: no face without a name is in it.
        """
        with reading(self._engine) as session:
            for one in _groups(session, [number]):
                return one
        raise NotFoundError(f"there is no group {number} of faces without a name")

    def name(self, faces: Sequence[str], person: str, *, who: str, at: datetime) -> Named:
        """Give faces of any photos one name, as one act; see `naming_groups.name_faces`."""
        with writing(self._engine) as session:
            return name_faces(session, faces, person, Act(who, at))


def _of_its_model() -> ColumnElement[bool]:
    return col(EmbeddingRow.model) == GroupedRow.model


def _open() -> tuple[ColumnElement[bool], ...]:
    return col(FaceRow.person_id).is_(None), col(PhotoRow.present).is_(True)


def _groups(session: Session, numbers: Sequence[int]) -> list[FaceGroup]:
    """The groups in this order, without those that have no face to be named."""
    found: dict[int, list[GroupedFace]] = defaultdict(list)
    for some in slices(numbers):
        query = (
            columns(*map(col, (GroupedRow.group_number, FaceRow.id, FaceRow.photo_id)))
            .join(FaceRow, col(FaceRow.id) == GroupedRow.face_id)
            .join(PhotoRow, col(PhotoRow.id) == FaceRow.photo_id)
            .where(*_open(), col(GroupedRow.group_number).in_(some))
            .order_by(*best_first())
        )
        rows = session.execute(query).all()
        offers = _offers(session, [face for _, face, _ in rows])
        for number, face, photo in rows:
            found[number].append(GroupedFace(face, photo, offers.get(face)))
    return [FaceGroup(number, tuple(found[number])) for number in numbers if number in found]


def _offers(session: Session, faces: Collection[str]) -> dict[str, OfferedName]:
    """The first open suggestion for each face."""
    query = select(SuggestionRow).where(among(col(SuggestionRow.face_id), faces), SuggestionRow.standing == "open")
    rows = {row.face_id: row for row in session.exec(query.order_by(col(SuggestionRow.probability)))}
    names_now = called(session, {row.key for row in rows.values()})
    return {face: offered(row, names_now.get(row.key)) for face, row in rows.items()}
