"""What editors write about drawn people: a caption's reading for each kind of caption, with editors' mistakes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from drawn_people import Person
from vonlinks.domain import Mention, Position, Row

__all__ = ["KINDS", "OPEN", "caption", "listed", "mistake"]

KINDS = {
    "list": 0.18,
    "list and one beside": 0.02,
    "list from right": 0.05,
    "list with unnamed": 0.07,
    "list, one hidden": 0.03,
    "list, two depths": 0.08,
    "rows": 0.14,
    "pair (l.) (r.)": 0.12,
    "pair (l.) and one": 0.10,
    "marker and list": 0.06,
    "markers": 0.05,
    "one of a pair": 0.03,
    "one in a group": 0.03,
    "alone": 0.04,
}
"""Kinds of captions and their shares."""

OPEN = frozenset({"list with unnamed", "list and one beside", "markers", "one of a pair", "one in a group"})
"""Kinds that leave people unnamed or without a place: that numbers agree says nothing."""

# Mistakes are made about names: a caption with more of them has more mistakes. 2 % of all captions of the kinds above,
# which have 6.1 names on average. One in a thousand captions belongs to another picture altogether.
_MISTAKES, _NAMES, _OTHER_PICTURE = 0.019, 6.1, 0.001
_NOBODY = "Nobody Here"


def caption(kind: str, people: Sequence[Person], random: np.random.Generator) -> Iterator[Mention]:
    """What the caption says of the people; those whom it leaves out are marked as not named."""
    if kind == "alone":
        yield _mention(people[0].name, None)
    elif kind == "pair (l.) (r.)":
        yield _mention(people[0].name, Position("left", 1), 1)
        yield _mention(people[1].name, Position("right", 1), 2)
    elif kind == "pair (l.) and one":
        first, other = (0, 1) if random.random() < 0.5 else (1, 0)
        yield _mention(people[first].name, Position("right" if first else "left", 1), 1)
        yield _mention(people[other].name, None)
    elif kind == "rows":
        rows = max(p.row for p in people)
        for number in range(1, rows + 1):
            word: Row = "front" if number == 1 else "back" if number == rows else "middle"
            yield from listed([p for p in people if p.row == number], number, word)
    elif kind == "list with unnamed":
        # Nobody can tell from a caption that a list goes on behind its last name.
        gap = int(random.integers(len(people) - 1))
        people[gap].named = False
        yield from (m for k, m in enumerate(listed(people, 1)) if k != gap)
    elif kind == "list from right":
        yield from listed(people[::-1], 1, side="right")
    elif kind in {"marker and list", "list and one beside"}:
        yield from (_marked if kind == "marker and list" else _beside)(people, random)
    elif kind in OPEN:
        yield from _markers(people, min(3, len(people) - 1) if kind == "markers" else 1, random)
    else:
        yield from listed(people, 1)


def _mention(name: str, position: Position | None, group: int | None = None) -> Mention:
    return Mention(name, (0, 1), pictured=True, position=position, group=group)


def listed(people: Sequence[Person], group: int, row: Row | None = None, *, side: str = "left") -> Iterator[Mention]:
    """A list in order; of somebody who can hardly be seen it does not claim that there is a face."""
    for k, person in enumerate(people, start=1):
        one = _mention(person.name, Position("right" if side == "right" else "left", k, row), group)
        yield replace(one, pictured=None) if person.hidden else one


def _beside(people: Sequence[Person], random: np.random.Generator) -> Iterator[Mention]:
    """A list, and a name without a place: mostly the last of the row, or somebody in it; else somebody who is elsewhere."""
    if random.random() < 0.25:
        yield from listed(people, 1)
        yield _mention("Guest Elsewhere", None)
        return
    last = random.random() < 0.6
    own = people[-1] if last else people[int(random.integers(len(people)))]
    yield from listed([p for p in people if p is not own], 1)
    yield _mention(own.name, None)


def _marked(people: Sequence[Person], random: np.random.Generator) -> Iterator[Mention]:
    """One person with a place of their own, and a list of the others."""
    index = int(random.integers(min(2, len(people))))
    right = bool(random.random() < 0.5)
    own = people[-1 - index] if right else people[index]
    yield _mention(own.name, Position("right" if right else "left", index + 1), 1)
    yield from listed([p for p in people if p is not own], 2)


def _markers(people: Sequence[Person], count: int, random: np.random.Generator) -> Iterator[Mention]:
    """Some people with places counted from the nearer side; nobody else is named."""
    places = sorted(random.permutation(len(people))[:count].tolist())
    if count == 1:
        places = [0 if random.random() < 0.5 else len(people) - 1]
    for person in people:
        person.named = False
    for group, place in enumerate(places, start=1):
        people[place].named = True
        from_right = len(people) - place
        near = Position("left", place + 1) if place + 1 <= from_right else Position("right", from_right)
        yield _mention(people[place].name, near, group)


def mistake(mentions: list[Mention], random: np.random.Generator) -> tuple[list[Mention], bool]:
    """Two neighbours in the wrong order, left for right, a name left out, somebody who is not there, another picture.

    Returns:
        The mentions, and whether there is a mistake among them.
    """
    if random.random() < _OTHER_PICTURE:
        return [replace(m, name=f"{_NOBODY} {k}") for k, m in enumerate(mentions)], True
    if random.random() >= _MISTAKES * len(mentions) / _NAMES:
        return mentions, False
    k = int(random.integers(len(mentions)))
    what = int(random.integers(3))
    if what == 0 and len(mentions) > 2:
        k = min(k, len(mentions) - 2)
        a, b = mentions[k], mentions[k + 1]
        mentions[k], mentions[k + 1] = replace(a, name=b.name), replace(b, name=a.name)
    elif what == 0 and mentions[0].position:
        mentions = [replace(m, position=_turned(m.position)) for m in mentions]
    elif what == 1 and len(mentions) > 1:
        mentions = _left_out(mentions, k)
    else:
        mentions[k] = replace(mentions[k], name=_NOBODY)
    return mentions, True


def _turned(position: Position | None) -> Position | None:
    """Left for right."""
    if position is None or position.side == "center":
        return position
    return replace(position, side="left" if position.side == "right" else "right")


def _left_out(mentions: Sequence[Mention], k: int) -> list[Mention]:
    """The list without one of its names: all behind it move up."""
    gone, kept = mentions[k], []
    for other in mentions:
        place, lost = other.position, gone.position
        if place and lost and other.group == gone.group and place.side == lost.side and place.index and lost.index:
            kept.append(replace(other, position=replace(place, index=place.index - (place.index > lost.index))))
        else:
            kept.append(other)
    return [m for m in kept if m.name != gone.name]
