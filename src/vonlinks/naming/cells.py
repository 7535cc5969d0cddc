"""Near neighbours among many vectors without looking at all of them: cells around centres, in fewer dimensions.

The inverted file of Sivic & Zisserman, Video Google (ICCV 2003) and of Jégou et al., Product Quantization (PAMI 2011),
with vectors cut to their principal components in the place of codes. With a number of cells near the square root of the
number of vectors, one question looks at a number of vectors that grows like the square root. What is found is only a
first choice: callers compare the full vectors of those.

HNSW graphs (usearch 2.26) were measured on the same drawn embeddings, 30,000 persons, one core: the nearest person was
found in 0.97-0.99 at 0.3-0.9 ms a face, after 10 s of building; 300,000 faces took 125 s to build and 3 ms a face.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Cells", "Vector"]

Vector = NDArray[np.float32]

_FEW, _MANY = 1_000, 50_000
"""Up to the first number vectors are kept whole; up to the second all of them are looked at, for all faces at once."""
_GROWTH = 4
"""The cells are laid anew when there are so many times more vectors than when they were laid: flat cost on average."""
_DIMENSIONS = 24
"""Principal components kept, out of about 30 directions in which faces differ; callers compare first choices in full."""
_OPENED = 32
"""Cells looked into: the nearest person lay in one of 24 for all of 210 drawn faces among 30,000 persons."""
_ROUNDS, _SAMPLE, _STEP = 5, 20, 32


class Cells:
    """Vectors under whole numbers as keys."""

    def __init__(self) -> None:
        self._vectors: dict[int, Vector] = {}
        self._place: dict[int, tuple[int, int]] = {}
        self._laid = 0
        self._mean: Vector = np.zeros(0, np.float32)
        self._basis: Vector | None = None
        self._weights: Vector | None = None
        self._cells: list[_Cell] = []

    def __len__(self) -> int:
        return len(self._vectors)

    def fill(self, entries: Iterable[tuple[int, ArrayLike]]) -> None:
        """Put in many at once: the cells are laid once, at the end."""
        for key, vector in entries:
            self._forget(key)
            self._vectors[key] = np.asarray(vector, dtype=np.float32)
        self._lay()

    def put(self, key: int, vector: ArrayLike) -> None:
        """Put in one, or move it."""
        self._forget(key)
        self._vectors[key] = np.asarray(vector, dtype=np.float32)
        if self._weights is None or len(self._vectors) > _GROWTH * max(self._laid, _FEW // 2):
            self._lay()
        else:
            coarse = self._coarse(self._vectors[key][None])
            self._enter(key, coarse[0], int(np.argmax(_question(coarse) @ self._weights)))

    def remove(self, key: int) -> None:
        """Take one out; nothing happens where there is none."""
        self._forget(key)

    def near(self, vectors: Vector, most: int) -> list[NDArray[np.int64]]:
        """Keys of about the `most` nearest of each row of `vectors`, in no order."""
        if self._weights is None or not self._vectors:
            return [np.empty(0, np.int64) for _ in vectors]
        asked = _question(self._coarse(vectors))
        if len(self._cells) == 1:
            one = self._cells[0]
            return [one.keys[_first(likes, most)] for likes in asked @ one.rows[: one.size].T]
        opened = _best(asked @ self._weights, _OPENED)
        return [self._inside(question, cells.tolist(), most) for question, cells in zip(asked, opened, strict=True)]

    def _inside(self, question: Vector, cells: Sequence[int], most: int) -> NDArray[np.int64]:
        chosen = [self._cells[number] for number in cells if self._cells[number].size]
        if not chosen:
            return np.empty(0, np.int64)
        keys = np.concatenate([cell.keys[: cell.size] for cell in chosen])
        rows = np.concatenate([cell.rows[: cell.size] for cell in chosen])
        found: NDArray[np.int64] = keys[_first(rows @ question, most)]
        return found

    def _forget(self, key: int) -> None:
        if self._vectors.pop(key, None) is None or key not in self._place:
            return
        number, row = self._place.pop(key)
        moved = self._cells[number].drop(row)
        if moved is not None:
            self._place[moved] = (number, row)

    def _enter(self, key: int, coarse: Vector, number: int) -> None:
        self._place[key] = (number, self._cells[number].take(key, _augmented(coarse[None])[0]))

    def _coarse(self, vectors: Vector) -> Vector:
        centred = vectors - self._mean
        return centred if self._basis is None else np.asarray(centred @ self._basis, np.float32)

    def _lay(self) -> None:
        """Lay the cells anew: principal components and k-means (Lloyd 1982) of a sample, then everybody to the nearest."""
        keys, count = list(self._vectors), len(self._vectors)
        self._laid, self._place, self._cells = count, {}, []
        if not count:
            self._weights = None
            return
        everything = np.stack([self._vectors[key] for key in keys])
        cells = 1 if count <= _MANY else int(1.5 * count**0.5)
        step = max(count // max(_SAMPLE * cells, 20 * _FEW), 1)
        sample = everything[::step]
        self._mean, self._basis = sample.mean(axis=0), None
        if count > _FEW and everything.shape[1] > _DIMENSIONS:
            covariance = np.cov((sample - self._mean).T)
            self._basis = np.linalg.eigh(covariance)[1][:, -_DIMENSIONS:].astype(np.float32)
        weights = self._weights = _augmented(_centres(self._coarse(sample), cells)).T
        coarse = self._coarse(everything)
        numbers = np.concatenate(
            [np.argmax(_question(part) @ weights, axis=1) for part in np.array_split(coarse, count // 20_000 + 1)]
        )
        self._cells = [_Cell(coarse.shape[1] + 1) for _ in range(weights.shape[1])]
        for key, row, number in zip(keys, coarse, numbers.tolist(), strict=True):
            self._enter(key, row, number)


class _Cell:
    """Rows side by side in memory, with room for more."""

    def __init__(self, width: int) -> None:
        self.keys: NDArray[np.int64] = np.empty(4, np.int64)
        self.rows: Vector = np.empty((4, width), np.float32)
        self.size = 0

    def take(self, key: int, row: Vector) -> int:
        if self.size == len(self.keys):
            self.keys = np.concatenate([self.keys, np.empty_like(self.keys)])
            self.rows = np.concatenate([self.rows, np.empty_like(self.rows)])
        self.keys[self.size], self.rows[self.size] = key, row
        self.size += 1
        return self.size - 1

    def drop(self, row: int) -> int | None:
        """Fill the hole with the last row; its key, if it was another."""
        self.size -= 1
        if row == self.size:
            return None
        self.keys[row], self.rows[row] = self.keys[self.size], self.rows[self.size]
        return int(self.keys[row])


def _augmented(rows: Vector) -> Vector:
    """Rows with minus half their squared length: the product with a question ranks by Euclidean distance."""
    return np.concatenate([rows, -0.5 * (rows * rows).sum(axis=1, keepdims=True)], axis=1)


def _question(rows: Vector) -> Vector:
    return np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)


def _best(likes: Vector, most: int) -> NDArray[np.int64]:
    """Columns of the `most` largest values of each row, in no order."""
    found: NDArray[np.int64] = np.broadcast_to(np.arange(likes.shape[1]), likes.shape)
    if likes.shape[1] > most:
        found = np.argpartition(likes, likes.shape[1] - most, axis=1)[:, likes.shape[1] - most :]
    return found


def _first(likes: Vector, most: int) -> NDArray[np.int64]:
    """Places of about the `most` largest values, in no order; a sample says above which value to look."""
    if len(likes) > _STEP * most:
        sample = likes[::_STEP]
        place = len(sample) - 2 * most // _STEP - 4
        above = np.flatnonzero(likes > np.partition(sample, place)[place])
        if len(above) >= most:
            best: NDArray[np.int64] = above[_best(likes[above][None], most)[0]]
            return best
    every: NDArray[np.int64] = _best(likes[None], most)[0]
    return every


def _centres(sample: Vector, cells: int) -> Vector:
    centres = sample[:: max(len(sample) // cells, 1)][:cells].copy()
    for _ in range(_ROUNDS if cells > 1 else 0):
        nearest = np.argmax(_question(sample) @ _augmented(centres).T, axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, sample)
        counts = np.bincount(nearest, minlength=len(centres))
        # A centre without anybody stays where it is.
        centres = np.where(counts[:, None] > 0, sums / np.maximum(counts, 1)[:, None], centres).astype(np.float32)
    return centres
