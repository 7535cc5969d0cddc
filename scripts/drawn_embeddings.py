"""Drawn embeddings with the distances of dlib's: faces of two people about 0.76 apart, of one person about 0.36."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["Faces"]

_DIRECTIONS = 29
"""Independent directions among the 128: the deviation of distances between people, 0.10, is 0.76 / sqrt(2 * 29)."""
_OTHER, _SAME, _UNEVEN = 0.76, 0.36, 0.2


class Faces:
    """Draws persons, and faces of them.

    Args:
        seed: of the random numbers.
        persons: how many.
    """

    def __init__(self, seed: int, persons: int) -> None:
        self.random = np.random.default_rng(seed)
        self._basis = np.linalg.qr(self.random.normal(size=(128, _DIRECTIONS)))[0].T
        apart = np.sqrt(_OTHER**2 - _SAME**2)
        self._centers = self.random.normal(0, apart / np.sqrt(2 * _DIRECTIONS), (persons, _DIRECTIONS))

    def draw(self, persons: NDArray[np.intp]) -> NDArray[np.float32]:
        """One face of each of these persons; some faces are poorer than others."""
        spread = _SAME / np.sqrt(2 * _DIRECTIONS) * np.exp(self.random.normal(0, _UNEVEN, (len(persons), 1)))
        faces = self._centers[persons] + spread * self.random.normal(size=(len(persons), _DIRECTIONS))
        return np.asarray(faces @ self._basis, dtype=np.float32)
