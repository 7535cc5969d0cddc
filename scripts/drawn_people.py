"""Drawn people: where heads are in a group, in widths and heights of a usual head."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

__all__ = ["Person", "people", "row"]

_SIDE_BY_SIDE = 0.12
"""How far, in heads, whoever writes the caption errs about who stands left of whom in two depths."""


@dataclass(slots=True)
class Person:
    """Somebody in front of the camera.

    Attributes:
        name: unique in the photo.
        x, y: of the head's middle, in widths and heights of a usual head; y grows downwards.
        size: of the head, 1 for a usual one in the front row.
        row: from the front, from 1.
        named: whether the caption names them.
        hidden: the head can hardly be seen, and the caption says so.
    """

    name: str
    x: float
    y: float
    size: float
    row: int
    named: bool = True
    hidden: bool = False


def people(kind: str, random: np.random.Generator) -> list[Person]:
    """Draw the people that a caption of this kind is about, left to right; rows from the front."""
    if kind == "alone":
        return list(row(1, 1, 0.0, random))
    if kind.startswith("pair") or kind == "one of a pair":
        return list(row(2, 1, 0.0, random))
    if kind == "rows":
        sizes = [int(random.integers(3, 9)) for _ in range(int(random.integers(2, 4)))]
        return [p for r, size in enumerate(sizes) for p in row(size, r + 1, float(random.uniform(0, 1)), random)]
    if kind == "list, two depths":
        return _two_depths(random)
    found = list(row(int(random.integers(3, 12)), 1, 0.0, random))
    if kind == "list, one hidden":
        found[int(random.integers(len(found)))].hidden = True
    return found


def row(count: int, number: int, shift: float, random: np.random.Generator) -> Iterator[Person]:
    """One row: steps of about two heads, farther rows smaller and higher, tall and short people."""
    x, slope = 2.0 + 2.0 * shift, random.normal(0, 0.03)
    for k in range(count):
        y = -1.9 * (number - 1) + slope * x + random.normal(0, 0.3)
        size = 0.93 ** (number - 1) * float(np.exp(random.normal(0, 0.11)))
        yield Person(f"Person {number} {k}", x, y, size, number)
        x += 2.0 * float(np.exp(random.normal(0, 0.3)))


def _two_depths(random: np.random.Generator) -> list[Person]:
    """People behind who look through between those in front; one list names all."""
    front = list(row(int(random.integers(3, 7)), 1, 0.0, random))
    behind = [
        replace(p, x=(a.x + b.x) / 2 + float(random.normal(0, 0.25)))
        for p, a, b in zip(row(len(front) - 1, 2, 0.5, random), front, front[1:], strict=False)
    ]
    return sorted(front + behind, key=lambda p: p.x + float(random.normal(0, _SIDE_BY_SIDE)))
