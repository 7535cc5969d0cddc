"""How closely a caption asks us to look at its picture."""

from collections import defaultdict
from collections.abc import Sequence

from vonlinks.domain import CaptionReading, Mention

__all__ = ["people_shown", "row_sizes"]

_FROM_FRONT = {"front": 0, "middle": 1, "back": 2}


def _takes_a_place(mention: Mention) -> bool:
    return mention.pictured is True or mention.position is not None


def people_shown(reading: CaptionReading | None) -> int | None:
    """How many people the caption shows, unnamed ones that take a place in a list included; None if it shows nobody.

    A list that says "third from left" of its last name has at least three people, whoever stands between.
    """
    if reading is None:
        return None
    lists: dict[tuple[int | None, object], int] = defaultdict(int)
    for mention in reading.people:
        if _takes_a_place(mention):
            place = mention.position
            key = (mention.group, place.row if place else None)
            lists[key] = max(lists[key] + 1, place.index or 0 if place else 0)
    return sum(lists.values()) or None


def row_sizes(reading: CaptionReading | None) -> tuple[int, ...]:
    """People per row from the front, where the caption tells of two rows or more; empty otherwise.

    Numbered rows count from the front, as most captions do; a number can't be told apart from the other way by text alone.
    """
    rows: dict[str | int, list[Mention]] = defaultdict(list)
    for mention in reading.people if reading else ():
        if mention.position and mention.position.row is not None:
            rows[mention.position.row].append(mention)
    words = [row for row in rows if isinstance(row, str)]
    if len(rows) < 2 or (words and len(words) != len(rows)):
        return ()
    order = sorted(rows, key=lambda row: _FROM_FRONT[row] if isinstance(row, str) else row)
    return tuple(_size(rows[row]) for row in order)


def _size(mentions: Sequence[Mention]) -> int:
    return max(len(mentions), *(m.position.index or 0 for m in mentions if m.position))
