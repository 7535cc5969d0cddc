"""Which face of a photo is which when it is looked at again: by its place, and where that is not enough by its vector. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vonlinks.domain import Box

__all__ = ["Seen", "found_again"]

# A face found again lies where it lay: half of both boxes together is the usual bound of a detection's match
# (Everingham et al. 2010, "The Pascal Visual Object Classes Challenge", section 4.2).
_SAME_PLACE = 0.5
# From here on two boxes are so much the same that no vector says otherwise: it changes with the cut.
_CERTAIN_PLACE = 0.7

# Euclidean distances: 0.6 is what dlib's face_recognition takes for one person; the mean of one person's faces is 0.36 and
# that of two people's 0.76 (vonlinks.naming.parameters). Two cuts of one face lie nearer than two faces of one person.
_SAME_FACE, _MAYBE_SAME, _OTHER_FACE = 0.45, 0.6, 0.75

Vector = Sequence[float]


@dataclass(frozen=True, slots=True)
class Seen:
    """A face as one look at the photo has it: its box, and its vector for each model that described it."""

    box: Box
    vectors: Mapping[str, Vector] = field(default_factory=dict)


def found_again(old: Sequence[Seen], new: Sequence[Seen]) -> dict[int, int]:
    """For indexes of new faces the old one that is the same; the surest pairs first, each face once.

    A face is the same where the boxes cover each other by more than half (IoU), unless the vectors say that it is somebody
    else's; where the boxes touch and the vectors are one person's, as when another detector draws from brow to chin; and
    where the middle of each box lies in the other and no vector says otherwise.
    """
    pairs = [
        (sure, -i, -j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if (sure := _sameness(one, other)) is not None
    ]
    again: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in used and -j not in again:
            again[-j] = -i
            used.add(-i)
    return again


def _sameness(one: Seen, other: Seen) -> tuple[int, float] | None:
    """How sure two faces are one, to be compared; None where they are not."""
    overlap = one.box.iou(other.box)
    if overlap <= 0:
        return None
    distance = _distance(one, other)
    if overlap > _CERTAIN_PLACE or (overlap > _SAME_PLACE and (distance is None or distance < _OTHER_FACE)):
        return 2, overlap
    if distance is not None and distance <= _SAME_FACE:
        return 1, -distance
    if (distance is None or distance <= _MAYBE_SAME) and _share_a_middle(one.box, other.box):
        return 0, overlap
    return None


def _distance(one: Seen, other: Seen) -> float | None:
    """Of the vectors of a model that described both; None where there is none."""
    common = one.vectors.keys() & other.vectors.keys()
    return min((math.dist(one.vectors[model], other.vectors[model]) for model in common), default=None)


def _share_a_middle(one: Box, other: Box) -> bool:
    return _holds(one, other.center) and _holds(other, one.center)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box.x <= point[0] <= box.x + box.width and box.y <= point[1] <= box.y + box.height
