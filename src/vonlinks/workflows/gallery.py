"""The confirmed faces of every person, asked "whom is this face like?"."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Likeness

__all__ = ["Gallery"]


class Gallery:
    """Confirmed faces of one embedding model, compared by Euclidean distance.

    A face costs one matrix product over all examples: exact, and a few milliseconds at 50,000 of them.
    """

    def __init__(self, examples: Iterable[tuple[str, Sequence[float] | NDArray[np.float32]]]) -> None:
        pairs = list(examples)
        self._persons = sorted({person for person, _ in pairs})
        number = {person: index for index, person in enumerate(self._persons)}
        self._owner = np.array([number[person] for person, _ in pairs], dtype=np.intp)
        self._vectors = np.array([vector for _, vector in pairs], dtype=np.float32)
        self._count = np.bincount(self._owner, minlength=len(self._persons))

    def likenesses(self, vector: Sequence[float], *, most: int = 5) -> tuple[Likeness, ...]:
        """The `most` persons nearest to `vector`, nearest first."""
        if not self._persons:
            return ()
        distances = np.linalg.norm(self._vectors - np.asarray(vector, dtype=np.float32), axis=1)
        best = np.full(len(self._persons), np.inf)
        np.minimum.at(best, self._owner, distances)
        nearest = np.argsort(best, kind="stable")[:most]
        return tuple(Likeness(self._persons[i], float(best[i]), int(self._count[i])) for i in nearest)
