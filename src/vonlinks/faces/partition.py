"""The best way to part faces into rows of about the sizes that a caption tells, and how clear it is. Pure."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["Partition", "best_partition"]

Floats = NDArray[np.float64]

# How far heads of one row lie off their common curve, in face heights, and how far their sizes differ (natural log).
_HEAD_SPREAD = 0.45
_SIZE_SPREAD = 0.18
# One head's cost ends here: a tall man, or a child, is no reason to tear a row apart.
_HEAD_LIMIT = 4.0
_SIZE_LIMIT = 2.0
# A head in the back that is not above its neighbours in front costs this for each face height.
_HIDDEN = 1.5
# Neighbours of one row stand shoulder to shoulder: their heads are so many face widths apart, and each width less costs.
_SHOULDERS = 1.2
_CROWDED = 3.0
# A row that has one face more or fewer than the caption tells.
_MISCOUNT = 2.5
# From so many faces on a row may curve, and below it keeps to a line; the curve is held back by so much.
_CURVE_FACES = 5
_CURVE_RIDGE = 1.0
_LINE_RIDGE = 0.3
# Faces whose size differs by more than this from the middle (natural logarithm: 0.6 is little more than half) may be
# strangers, where there are more faces than the caption tells.
_STRANGER = 0.6
# Faces farther apart than this, in face heights, do not change places.
_SWAP_HEIGHT = 2.0
# Beyond so many faces only bands of height are tried: the search grows with the square.
_SEARCH_FACES = 80
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Partition:
    """`rows` gives the row of each face, 0 for the front; `confidence` is 0..1."""

    rows: tuple[int, ...]
    confidence: float


def best_partition(x: Floats, y: Floats, size: Floats, counts: Sequence[int]) -> Partition:
    """Search the partition of the least cost, starting from bands of height, by moving and swapping faces.

    Faces beyond the counts that are much smaller than the rest are passers-by, or pictures on a wall: they take no part
    in the search and join the row that is nearest in height.

    Args:
        x: centres in face widths.
        y: centres in face heights, growing downwards.
        size: natural logarithm of the heights.
        counts: people in each row from front to back, at least two rows.
    """
    group = _group(size, sum(counts))
    faces = _Faces(x[group], y[group], size[group], tuple(counts))
    starts = list(_starts(faces))
    if len(group) > _SEARCH_FACES:
        return Partition(_with_strangers(starts[0], group, y), 0.5)
    ends = [_descend(faces, start) for start in starts]
    rows = min(ends, key=faces.cost)
    # What else it could be: another end of the search, a face or two elsewhere, a row in front of its neighbour. The
    # margin to the best of these is what the picture says for this one.
    others = chain(ends, _neighbours(faces, rows), _exchanged(rows, len(counts)))
    second = min((faces.cost(other) for other in others if other != rows), default=math.inf)
    confidence = 1 - math.exp(-max(second - faces.cost(rows), 0.0))
    return Partition(_with_strangers(rows, group, y), confidence)


def _group(size: Floats, told: int) -> NDArray[np.intp]:
    """Indexes of the faces that the rows are made of."""
    order = np.argsort(size, kind="stable")
    spare = max(len(size) - told, 0)
    small = order[:spare][size[order[:spare]] < np.median(size) - _STRANGER]
    return np.setdiff1d(np.arange(len(size)), small)


def _with_strangers(rows: tuple[int, ...], group: NDArray[np.intp], y: Floats) -> tuple[int, ...]:
    """Rows of all faces: those outside of the group join the row whose heads are nearest in height."""
    inside = np.array(rows)
    middles = {row: float(np.median(y[group][inside == row])) for row in set(rows)}
    every = [min(middles, key=lambda row: abs(middles[row] - height)) for height in y]
    for index, row in zip(group, rows, strict=True):
        every[index] = row
    return tuple(every)


class _Faces:
    """The faces of a group and what speaks against each way to part them; costs of rows once computed are kept."""

    def __init__(self, x: Floats, y: Floats, size: Floats, counts: tuple[int, ...]) -> None:
        self.x = x
        self.y = y
        self.size = size
        self.counts = counts
        self._row_costs: dict[tuple[int, ...], float] = {}
        self._pair_costs: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}

    def cost(self, rows: tuple[int, ...]) -> float:
        """What speaks against a partition, as a negative log-likelihood."""
        members: list[list[int]] = [[] for _ in self.counts]
        for index, row in enumerate(rows):
            members[row].append(index)
        keys = [tuple(inside) for inside in members]
        cost = sum(_MISCOUNT * abs(len(key) - count) for key, count in zip(keys, self.counts, strict=True))
        for key in keys:
            if key not in self._row_costs:
                self._row_costs[key] = self._unevenness(np.array(key, np.intp))
            cost += self._row_costs[key]
        for pair in pairwise(keys):
            if pair not in self._pair_costs:
                front, back = (np.array(key, np.intp) for key in pair)
                self._pair_costs[pair] = self._hidden(front, back)
            cost += self._pair_costs[pair]
        return cost

    def _unevenness(self, inside: NDArray[np.intp]) -> float:
        if len(inside) == 0:
            return 0.0
        off = _residuals(self.x[inside], self.y[inside]) / _HEAD_SPREAD
        uneven = (self.size[inside] - np.median(self.size[inside])) / _SIZE_SPREAD
        heads = np.minimum(off**2 / 2, _HEAD_LIMIT)
        crowded = np.clip(_SHOULDERS - np.diff(np.sort(self.x[inside])), 0, None) * _CROWDED
        return float(heads.sum() + np.minimum(uneven**2 / 2, _SIZE_LIMIT).sum() + crowded.sum())

    def _hidden(self, front: NDArray[np.intp], back: NDArray[np.intp]) -> float:
        """Cost of heads of the back row that are not above their neighbours, to both sides, in the front row."""
        if len(front) == 0 or len(back) == 0:
            return 0.0
        order = front[np.argsort(self.x[front])]
        right = np.searchsorted(self.x[order], self.x[back])
        left = np.clip(right - 1, 0, len(order) - 1)
        right = np.clip(right, 0, len(order) - 1)
        # A neighbour far to the side hides nobody.
        near = np.exp(-np.abs(self.x[order][np.stack([left, right])] - self.x[back]) / 2)
        below = self.y[back] - self.y[order][np.stack([left, right])]
        return float((_HIDDEN * near * np.clip(below + 0.25, 0, None)).sum())


def _residuals(x: Floats, y: Floats) -> Floats:
    """How far y lies off a gentle line over x, or a gentle curve where there are enough faces (ridge regression)."""
    if len(x) < 2:
        return np.zeros(len(x))
    t = (x - x.mean()) / max(float(np.ptp(x)) / 2, 1e-9)
    columns = [t, t**2 - np.mean(t**2)] if len(x) >= _CURVE_FACES else [t]
    basis = np.stack(columns, axis=1)
    ridge = np.diag([_LINE_RIDGE, _CURVE_RIDGE][: len(columns)])
    level = y - y.mean()
    return np.asarray(level - basis @ np.linalg.solve(basis.T @ basis + ridge, basis.T @ level))


def _starts(faces: _Faces) -> Iterator[tuple[int, ...]]:
    """Bands of height, of size, and of both, cut in the proportions of the counts."""
    for key in (faces.y, faces.y + 2 * faces.size, faces.size):
        order = np.argsort(-key, kind="stable")
        edges = np.round(np.cumsum(faces.counts) / sum(faces.counts) * len(order)).astype(int)
        rows = np.empty(len(order), int)
        rows[order] = np.searchsorted(edges, np.arange(len(order)), side="right")
        yield tuple(int(row) for row in rows)


def _descend(faces: _Faces, rows: tuple[int, ...]) -> tuple[int, ...]:
    """Take the best move or swap as long as one helps."""
    cost = faces.cost(rows)
    for _ in range(_ROUNDS):
        best = min(_neighbours(faces, rows), key=faces.cost, default=rows)
        if (lower := faces.cost(best)) >= cost - 1e-9:
            break
        rows, cost = best, lower
    return rows


def _neighbours(faces: _Faces, rows: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every partition in which one face has moved to the next row, or two of adjacent rows have changed places."""
    for i, row in enumerate(rows):
        for other in (row - 1, row + 1):
            if 0 <= other < len(faces.counts):
                yield (*rows[:i], other, *rows[i + 1 :])
    for i, row in enumerate(rows):
        for j in range(i + 1, len(rows)):
            if abs(rows[j] - row) == 1 and abs(faces.y[i] - faces.y[j]) < _SWAP_HEIGHT:
                swapped = list(rows)
                swapped[i], swapped[j] = rows[j], row
                yield tuple(swapped)


def _exchanged(rows: tuple[int, ...], count: int) -> Iterator[tuple[int, ...]]:
    """Every partition in which two adjacent rows have changed places."""
    for front in range(count - 1):
        places = {front: front + 1, front + 1: front}
        yield tuple(places.get(row, row) for row in rows)
