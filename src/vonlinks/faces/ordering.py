"""Rows of faces and their order from the viewer's left. Pure.

Without a word from the caption the faces stand in one row unless clear bands one above the other say otherwise: a list
"from the left" runs through people in two depths by x alone. With the row counts of a caption the best partition is
searched: height in the picture along a curve, size, and the rule that a back row looks over the heads of the one in
front decide; the counts are a strong prior, no law, for a face may be missed or a passer-by found. Plain bands of height
fail on real groups (Gallagher & Chen, "Finding rows of people in group images", ICME 2009).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Box
from vonlinks.faces.partition import Partition, best_partition

__all__ = ["Place", "order_faces"]

Floats = NDArray[np.float64]

# Bands count as rows where the empty space between them is as high as this share of a face...
_BAND_GAP = 0.25
# (and twice as high a gap leaves little doubt: nats of evidence a face height)
_BAND_SLOPE = 8.0
# ... and where they stand one above the other: this share of the narrower band's width lies over the wider.
_BAND_OVERLAP = 0.5
# Fewer are the next table or a passer-by, no row: labelled pictures with such neighbours were read in one row.
_BAND_FACES = 4
# People of one row are about equally far from the camera, and those of the next not much farther: how much sizes differ
# within a band (standard deviation of the natural logarithm) and between the middles of two.
_BAND_SIZES = 0.15
_BAND_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a face stands.

    Attributes:
        row: from the front, from 1.
        rank: in its row from the viewer's left, from 1.
        confidence: 0..1, how clearly this partition into rows beats the second best.
    """

    row: int
    rank: int
    confidence: float


def order_faces(boxes: Sequence[Box], *, rows: Sequence[int] = ()) -> list[Place]:
    """Give each box, in the order given, its row and its rank.

    Args:
        boxes: faces in one upright picture, relative or in pixels; only ratios matter.
        rows: how many people each row has, from front to back, as the caption tells; empty if it tells nothing.

    >>> order_faces([Box(0.6, 0.2, 0.1, 0.1), Box(0.1, 0.25, 0.1, 0.1)])
    [Place(row=1, rank=2, confidence=1.0), Place(row=1, rank=1, confidence=1.0)]
    """
    if not boxes:
        return []
    x, y = (np.array([box.center[axis] for box in boxes]) for axis in (0, 1))
    width, height = np.array([box.width for box in boxes]), np.array([box.height for box in boxes])
    counts = [count for count in rows if count > 0]
    if len(counts) > 1 and len(boxes) > 1:
        partition = best_partition(x / np.median(width), y / np.median(height), np.log(height), counts)
    else:
        partition = (
            _one_row(len(boxes)) if counts else _bands(x / np.median(width), y / np.median(height), np.log(height))
        )
    return _places(x, partition)


def _one_row(count: int) -> Partition:
    return Partition((0,) * count, 1.0)


def _places(x: Floats, partition: Partition) -> list[Place]:
    """Number rows from 1 without a hole, and the faces of each from the left."""
    used = {row: number for number, row in enumerate(sorted(set(partition.rows)), 1)}
    ranks = [0] * len(x)
    seen = dict.fromkeys(used, 0)
    for index in np.argsort(x, kind="stable"):
        row = partition.rows[index]
        seen[row] += 1
        ranks[index] = seen[row]
    return [Place(used[row], rank, partition.confidence) for row, rank in zip(partition.rows, ranks, strict=True)]


def _bands(x: Floats, y: Floats, size: Floats) -> Partition:
    """Split where a clear horizontal gap lies between people of one group who stand one above the other.

    `x` and `y` are centres in face widths and heights, `size` the logarithm of the heights. A tilted camera is allowed
    for: y is taken along the line that neighbours follow.
    """
    along = y - _slope(x, y) * x
    order = np.argsort(-along, kind="stable")
    gaps = -np.diff(along[order])
    bands = np.split(order, np.flatnonzero(gaps > 1 + _BAND_GAP) + 1)
    if _are_rows(bands, x, size):
        rows = [0] * len(y)
        for row, band in enumerate(bands):
            for index in band:
                rows[index] = row
        return Partition(tuple(rows), _parted(float(gaps[gaps > 1 + _BAND_GAP].min())))
    # The second best: the widest gap that would part two rows.
    halves = ((gap, np.split(order, [at + 1])) for at, gap in enumerate(gaps) if gap <= 1 + _BAND_GAP)
    widest = max((float(gap) for gap, parts in halves if _are_rows(parts, x, size)), default=-math.inf)
    return Partition((0,) * len(y), 1 - _parted(widest))


def _parted(gap: float) -> float:
    """How probably a gap between middles, in face heights, parts two rows; even at the gap from which it is taken to."""
    return 1 / (1 + math.exp(min(_BAND_SLOPE * (1 + _BAND_GAP - gap), 700.0)))


def _are_rows(bands: Sequence[NDArray[np.intp]], x: Floats, size: Floats) -> bool:
    """Whether bands of faces, front first, are like rows of one group."""
    if len(bands) < 2 or not all(_is_row(size[band]) for band in bands):
        return False
    return all(
        abs(float(np.median(size[front]) - np.median(size[back]))) <= _BAND_STEP
        and _overlap(x[front], x[back]) >= _BAND_OVERLAP
        for front, back in pairwise(bands)
    )


def _is_row(size: Floats) -> bool:
    return len(size) >= _BAND_FACES and float(np.std(size)) <= _BAND_SIZES


def _slope(x: Floats, y: Floats) -> float:
    """Slope of y over x, between the pairs of faces that stand side by side; the median resists other rows."""
    order = np.argsort(x, kind="stable")
    across, down = np.diff(x[order]), np.diff(y[order])
    level = (across > 0.5) & (np.abs(down) < 0.5 * across)
    return float(np.median(down[level] / across[level])) if level.sum() >= 3 else 0.0


def _overlap(first: Floats, second: Floats) -> float:
    """Share of the narrower of two ranges of centres that the wider covers, one face width being each one's least."""
    shared = min(first.max(), second.max()) - max(first.min(), second.min()) + 1
    narrower = min(first.max() - first.min(), second.max() - second.min()) + 1
    return float(max(shared, 0) / narrower)
