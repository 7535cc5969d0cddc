"""Arithmetic on many boxes at once: (x, y, width, height) in any one unit."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["covered", "iou", "suppress"]

Boxes = NDArray[np.float64]


def _shared(first: Boxes, second: Boxes) -> Boxes:
    """Area that each box of `first` (n) shares with each of `second` (m), shape (n, m)."""
    a, b = first[:, None, :], second[None, :, :]
    wide = np.minimum(a[..., 0] + a[..., 2], b[..., 0] + b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    high = np.minimum(a[..., 1] + a[..., 3], b[..., 1] + b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    return np.asarray(np.clip(wide, 0, None) * np.clip(high, 0, None))


def _area(boxes: Boxes) -> Boxes:
    return np.asarray(boxes[:, 2] * boxes[:, 3])


def _many(boxes: ArrayLike) -> Boxes:
    return np.asarray(boxes, np.float64).reshape(-1, 4)


def iou(first: ArrayLike, second: ArrayLike) -> Boxes:
    """Intersection over union of each of n boxes with each of m, shape (n, m).

    >>> iou([(0, 0, 2, 2)], [(0, 0, 2, 1), (5, 5, 1, 1)]).tolist()
    [[0.5, 0.0]]
    """
    a, b = _many(first), _many(second)
    shared = _shared(a, b)
    union = _area(a)[:, None] + _area(b)[None, :] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def covered(first: ArrayLike, second: ArrayLike) -> Boxes:
    """Share of the smaller box of each pair that the other covers, shape (n, m).

    >>> covered([(0, 0, 4, 4)], [(3, 3, 2, 2)]).tolist()
    [[0.25]]
    """
    a, b = _many(first), _many(second)
    shared = _shared(a, b)
    smaller = np.minimum(_area(a)[:, None], _area(b)[None, :])
    return np.divide(shared, smaller, out=np.zeros_like(shared), where=smaller > 0)


def suppress(boxes: ArrayLike, scores: ArrayLike, limit: float) -> NDArray[np.intp]:
    """Indexes of the boxes that stay, strongest first, when no two may have an IoU above `limit`.

    Greedy non-maximum suppression.

    >>> suppress([(0, 0, 4, 4), (0, 0, 4, 5), (9, 9, 2, 2)], [0.8, 0.9, 0.7], 0.3).tolist()
    [1, 2]
    """
    many = _many(boxes)
    order = np.argsort(-np.asarray(scores, np.float64), kind="stable")
    kept = []
    while order.size:
        best, order = order[0], order[1:]
        kept.append(best)
        if order.size:
            order = order[iou(many[best], many[order])[0] <= limit]
    return np.asarray(kept, np.intp)
