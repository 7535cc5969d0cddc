"""Whom a face is like: confirmed faces of one embedding model by person, asked in time that hardly grows with them."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vonlinks.domain import Likeness
from vonlinks.naming.cells import Cells, Vector
from vonlinks.naming.parameters import DEFAULTS

__all__ = ["Nearest", "most_different"]

_FAR = 1.4
"""Beyond so many times the usual distance from a person's middle a confirmed face is no good example."""
_FIRST_CHOICE, _SECOND_CHOICE = 96, 12
"""Persons whose middles are compared in full, and those of them whose faces are compared one by one."""


def most_different(vectors: Vector, most: int = DEFAULTS.examples) -> Vector:
    """At most `most` rows that lie as far from each other as can be: first the one nearest to the middle.

    Farthest-point order (Gonzalez 1985), without those far from the middle: they are poor faces, or somebody else's.
    """
    if len(vectors) <= most:
        return vectors
    off = np.linalg.norm(vectors - np.median(vectors, axis=0), axis=1)
    vectors = vectors[np.sort(np.argsort(off, kind="stable")[: max(most, int(np.sum(off <= _FAR * np.median(off))))])]
    chosen = [int(np.argmin(np.linalg.norm(vectors - vectors.mean(axis=0), axis=1)))]
    apart = np.linalg.norm(vectors - vectors[chosen[0]], axis=1)
    while len(chosen) < most:
        chosen.append(int(np.argmax(apart)))
        apart = np.minimum(apart, np.linalg.norm(vectors - vectors[chosen[-1]], axis=1))
    return vectors[sorted(chosen)]


class Nearest:
    """The confirmed faces of every person, compared by Euclidean distance.

    A face is first compared with the middles of persons that lie in cells near it, then with all kept examples of the
    nearest of them. After a decision, `put` replaces one person's examples; the others are not touched.
    """

    def __init__(self, examples: Iterable[tuple[str, ArrayLike]] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._persons: list[str] = []
        self._kept: list[Vector] = []
        self._counts: list[int] = []
        self._middles = np.zeros((0, 0), np.float32)
        self._cells = Cells()
        by_person: dict[str, list[ArrayLike]] = {}
        for person, vector in examples:
            by_person.setdefault(person, []).append(vector)
        numbers = [self._keep(person, vectors) for person, vectors in sorted(by_person.items())]
        self._cells.fill((number, self._middles[number]) for number in numbers)

    def __len__(self) -> int:
        """Persons with confirmed faces."""
        return len(self._cells)

    def put(self, person: str, vectors: Sequence[ArrayLike] | Vector) -> None:
        """These are now the person's confirmed faces; none takes the person out."""
        if len(vectors):
            number = self._keep(person, vectors)
            self._cells.put(number, self._middles[number])
        elif person in self._numbers:
            number = self._numbers[person]
            self._kept[number], self._counts[number] = self._kept[number][:0], 0
            self._cells.remove(number)

    def _keep(self, person: str, vectors: Sequence[ArrayLike] | Vector) -> int:
        number = self._numbers.setdefault(person, len(self._persons))
        if number == len(self._persons):
            self._persons.append(person)
            self._kept.append(np.empty((0, 0), np.float32))
            self._counts.append(0)
        self._kept[number] = most_different(np.asarray(vectors, dtype=np.float32))
        self._counts[number] = len(vectors)
        if number >= len(self._middles):
            room = np.zeros((max(2 * number, 16), self._kept[number].shape[1]), np.float32)
            if len(self._middles):
                room[: len(self._middles)] = self._middles
            self._middles = room
        self._middles[number] = self._kept[number].mean(axis=0)
        return number

    def likenesses(self, vectors: Sequence[ArrayLike] | Vector, *, most: int = 5) -> list[tuple[Likeness, ...]]:
        """For each of a photo's faces the `most` persons nearest to it, nearest first.

        Args:
            vectors: of the same model as the examples.
            most: persons for each face.

        Returns:
            Distances are to the nearest of a person's kept examples, `examples` counts all that were given.
        """
        if len(vectors) == 0 or len(self._cells) == 0:
            return [() for _ in vectors]
        asked = np.asarray(vectors, dtype=np.float32)
        chosen = self._cells.near(asked, _FIRST_CHOICE)
        return [
            self._compare(vector, self._nearer(vector, numbers, most), most)
            for vector, numbers in zip(asked, chosen, strict=True)
        ]

    def _nearer(self, vector: Vector, numbers: NDArray[np.int64], most: int) -> list[int]:
        """Those of the persons whose middles are nearest."""
        off = self._middles[numbers] - vector
        order = np.argsort(np.einsum("ij,ij->i", off, off))[: max(_SECOND_CHOICE, 2 * most)]
        nearer: list[int] = numbers[order].tolist()
        return nearer

    def _compare(self, vector: Vector, numbers: Sequence[int], most: int) -> tuple[Likeness, ...]:
        if not numbers:
            return ()
        kept = [self._kept[number] for number in numbers]
        off = np.concatenate(kept) - vector
        starts = np.cumsum([0, *(len(rows) for rows in kept[:-1])])
        nearest = np.sqrt(np.minimum.reduceat(np.einsum("ij,ij->i", off, off), starts)).tolist()
        found = sorted(zip(nearest, (self._persons[number] for number in numbers), numbers, strict=True))[:most]
        return tuple(Likeness(person, distance, self._counts[number]) for distance, person, number in found)
