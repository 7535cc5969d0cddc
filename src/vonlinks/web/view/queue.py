"""Where in the review queue a photo stands."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Place", "place_in_queue"]


@dataclass(frozen=True, slots=True)
class Place:
    """A photo's place in the queue.

    Attributes:
        number: counted from 1; None for a photo that does not wait.
        waiting: photos in the whole queue.
        following: id of the next that waits; None if no other does.
    """

    number: int | None
    waiting: int
    following: str | None


def place_in_queue(photo: str, queue: Sequence[str], waiting: int) -> Place:
    """Find `photo` in `queue`, the beginning of a queue of `waiting` photos.

    The last is followed by the first, so that what was skipped comes round again; a photo that does not wait, for
    it was decided or is looked at again, is followed by the first that does.

    >>> place_in_queue("b", ["a", "b", "c"], 9)
    Place(number=2, waiting=9, following='c')
    >>> place_in_queue("c", ["a", "b", "c"], 3).following, place_in_queue("a", ["a"], 1).following
    ('a', None)
    >>> place_in_queue("x", ["a"], 1)
    Place(number=None, waiting=1, following='a')
    """
    if photo not in queue:
        return Place(None, waiting, queue[0] if queue else None)
    index = list(queue).index(photo)
    following = queue[(index + 1) % len(queue)]
    return Place(index + 1, waiting, following if following != photo else None)
