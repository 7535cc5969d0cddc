"""What a caption can mean for the order of people: weighted layouts of lines, slots and names without a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from typing import NamedTuple

from vonlinks.domain import CaptionReading, Mention, Position, Row, fold
from vonlinks.naming.parameters import Parameters

__all__ = ["Count", "Layout", "Line", "Slots", "layouts", "lists_people", "shown"]

Slots = tuple[int | None, ...]
"""Left to right: a mention's index, or None for a person whom the caption counts without a name."""


_SHORT = 12
"""In longer lists nobody is looked for between the names; the sums would take too long."""
_FEWER, _FEWER_LISTED = 0.08, 0.4
"""Weight of fewer people than the caption shows: those who turn away, or stand outside the frame; the same where it lists
people and shows somebody else beside the list, who may be named for another reason."""


class Count(NamedTuple):
    """One number of people that a line may hold: the prior and the slots that follow from it."""

    weight: float
    slots: Slots


@dataclass(frozen=True, slots=True)
class Line:
    """One row of people as the caption orders it.

    Attributes:
        row: as the caption names it; None for everybody in the picture.
        counts: the numbers of people it may hold, at least one; each unnamed one lowers the weight once more later.
        complete: the caption names everybody in it from end to end.
        tight: the caption seems to name everybody who matters in it.
        center: mentions that must be near the middle.
        likely: the number of people whom the caption shows in it; None for the slots of the first count.
    """

    row: Row | None
    counts: tuple[Count, ...]
    complete: bool = False
    tight: bool = False
    center: frozenset[int] = frozenset()
    likely: int | None = None

    @property
    def slots(self) -> Slots:
        """The places of the first count."""
        return self.counts[0].slots if self.counts else ()

    @property
    def size(self) -> int:
        """The number of people whom the caption shows in it."""
        if self.likely is not None:
            return self.likely
        return len(self.slots)


@dataclass(frozen=True, slots=True)
class Layout:
    """One meaning of the caption.

    Attributes:
        weight: prior.
        lines: rows from the front, or one line for all; at least one.
        floaters: mentions without a place in any line.
        placed: the caption gives positions at all.
    """

    weight: float
    lines: tuple[Line, ...]
    floaters: tuple[int, ...]
    placed: bool


class Listed(NamedTuple):
    """The mentions of one list, left to right, with None for the places it skips."""

    slots: Slots
    complete: bool
    from_left: bool


class Marker(NamedTuple):
    """A mention at an absolute place, counted from 1 from its side."""

    mention: int
    side: str
    place: int


def shown(reading: CaptionReading | None) -> tuple[int, ...]:
    """Indexes of the mentions that may be in the picture, each person once: where they have a place if anywhere."""
    if reading is None:
        return ()
    first: dict[str, int] = {}
    for i, mention in enumerate(reading.people):
        name = fold(mention.name)
        if mention.pictured is False or not name:
            continue
        if name not in first or (mention.position and not reading.people[first[name]].position):
            first[name] = i
    return tuple(sorted(first.values()))


def lists_people(people: Iterable[Mention]) -> bool:
    """Whether any of these people has a later place than the first, as only lists and counted places give it."""
    return any(person.position and (person.position.index or 0) > 1 for person in people)


def layouts(reading: CaptionReading | None, faces: int, parameters: Parameters) -> tuple[Layout, ...]:
    """All meanings of a caption for a picture with so many faces; at least one."""
    people = shown(reading)
    if reading is None or not people:
        return (Layout(1.0, (Line(None, (Count(1.0, ()),)),), (), placed=False),)
    told = _told(reading, people, faces, parameters)
    longer, inside = _continued(reading, people)
    if longer is reading:
        return told
    more = _told(longer, people, faces, parameters)
    share = parameters.between if inside else parameters.continued
    return (
        *(replace(layout, weight=layout.weight * (1 - share)) for layout in told),
        *(replace(layout, weight=layout.weight * share) for layout in more),
    )


def _continued(reading: CaptionReading, people: tuple[int, ...]) -> tuple[CaptionReading, bool]:
    """The same with names put into the list that they stand in or right behind; whether one stands in a list.

    A list may go on though nothing says so, or a reader may have lost a place: "v.l. A, B, C und daneben D".
    """
    persons, inside = list(reading.people), False
    for before, i in pairwise(people):
        last, position = persons[before], persons[before].position
        if persons[i].position or persons[i].clock or persons[i].pictured is not True or last.pictured is not True:
            continue
        if position is None or position.index is None or position.side not in {"left", "right"}:
            continue
        later = [k for k in people if k > i and _follows(persons[k], last)]
        if not later and position.index < 2:
            continue
        inside = inside or bool(later)
        if any(_place(persons[k]) == position.index + 1 for k in later):
            for k in later:
                persons[k] = replace(persons[k], position=_next(persons[k].position))
        persons[i] = replace(persons[i], position=_next(position), group=last.group)
    changed = tuple(persons) != reading.people
    return (replace(reading, people=tuple(persons)) if changed else reading), inside


def _follows(person: Mention, last: Mention) -> bool:
    """Whether somebody comes later in the same list."""
    own, other = person.position, last.position
    if own is None or other is None or person.group != last.group:
        return False
    return own.side == other.side and own.row == other.row and _place(person) > _place(last)


def _place(person: Mention) -> int:
    return (person.position.index if person.position else None) or 0


def _next(position: Position | None) -> Position | None:
    return replace(position, index=(position.index or 0) + 1) if position else None


def _told(reading: CaptionReading, people: tuple[int, ...], faces: int, parameters: Parameters) -> tuple[Layout, ...]:
    """The meanings of a caption by the places that it gives."""
    exact = tuple(i for i in people if _exact(reading.people[i]))
    floaters = tuple(i for i in people if i not in exact)
    placed = any(reading.people[i].position or reading.people[i].clock for i in people)
    if not exact:
        return _without_order(people, placed=placed, parameters=parameters)
    rows: dict[Row | None, list[int]] = {}
    for i in exact:
        rows.setdefault(_row(reading.people[i]), []).append(i)
    room = _Room(reading, faces, floaters)
    if len(rows) == 1:
        return _one_row(room, *next(iter(rows.items())))
    loose = tuple(rows.pop(None, ()))
    lines = tuple(room.line(row, members) for row, members in sorted(rows.items(), key=lambda entry: _depth(entry[0])))
    if loose:
        return _other_row(room, lines, loose)
    return (Layout(1.0, lines, floaters + loose, placed=True),)


def _exact(mention: Mention) -> bool:
    position = mention.position
    return position is not None and (position.index is not None or position.side == "center")


def _row(mention: Mention) -> Row | None:
    return mention.position.row if mention.position else None


def _depth(row: Row | None) -> tuple[int, int]:
    """A sort key from the front to the back; numbers count from the front."""
    order = {"front": 0, "middle": 2, "back": 3}
    return (1, row) if isinstance(row, int) else (order.get(row or "middle", 2), 0)


def _without_order(people: tuple[int, ...], *, placed: bool, parameters: Parameters) -> tuple[Layout, ...]:
    nobody = Line(None, () if placed else (Count(1.0, ()),))
    free = Layout(1.0, (nobody,), people, placed=placed)
    if placed or len(people) < 2:
        return (free,)
    told = Layout(parameters.in_order, (Line(None, (Count(1.0, people),)),), (), placed=False)
    return (Layout(1.0 - parameters.in_order, (nobody,), people, placed=False), told)


def _one_row(room: "_Room", row: Row | None, members: list[int]) -> tuple[Layout, ...]:
    lists, _ = room.split(members)
    if row is not None or len(lists) < 2:
        return (Layout(1.0, (room.line(row, members),), room.floaters, placed=True),)
    return tuple(_several_lists(room, members, lists))


def _several_lists(room: "_Room", members: list[int], lists: Sequence[Listed]) -> Iterable[Layout]:
    """Several lists and no word about rows: one after the other, or each a row, in either order."""
    yield Layout(0.5, (room.line(None, members),), room.floaters, placed=True)
    if len(lists) > 3:
        return
    markers = room.split(members)[1]
    loose = tuple(marker.mention for marker in markers)
    orders = list(permutations(range(len(lists))))
    for order in orders:
        lines = tuple(
            Line(depth + 1, (Count(1.0, lists[k].slots),), complete=lists[k].complete) for depth, k in enumerate(order)
        )
        yield Layout(0.5 / len(orders), lines, room.floaters + loose, placed=True)


def _other_row(room: "_Room", lines: tuple[Line, ...], loose: tuple[int, ...]) -> tuple[Layout, ...]:
    """Some rows are named and one list names none: it is the row behind or before them, or it is no row."""
    before: Row = "front" if lines[0].row not in {"front", 1} else "middle"
    behind: Row = "back" if lines[-1].row != "back" else "middle"
    # A caption that has told of the front row goes on to the back, and the other way round.
    back = 0.6 if behind == "back" else 0.1
    front = 0.9 - back if before == "front" else 0.1
    return (
        Layout(back, (*lines, room.line(behind, loose)), room.floaters, placed=True),
        Layout(front, (room.line(before, loose), *lines), room.floaters, placed=True),
        Layout(0.2, lines, room.floaters + loose, placed=True),
    )


class _Room:
    """Builds lines from mentions, knowing how many faces there are to fill."""

    def __init__(self, reading: CaptionReading, faces: int, floaters: tuple[int, ...]) -> None:
        self.people = reading.people
        self.complete = dict(reading.complete)
        self.faces = faces
        self.floaters = floaters

    def split(self, members: Sequence[int]) -> tuple[list[Listed], list[Marker]]:
        """Lists (two or more places in a row, counted from one side within one group) and lone markers."""
        groups: dict[tuple[int | None, str], list[Marker]] = {}
        markers: list[Marker] = []
        for i in members:
            position = self.people[i].position
            if position is None or position.side is None:
                continue
            marker = Marker(i, position.side, max(position.index or 1, 1))
            if position.side == "center":
                markers.append(marker)
            else:
                groups.setdefault((self.people[i].group, position.side), []).append(marker)
        lists = []
        for (group, side), found in groups.items():
            ordered = sorted(found, key=lambda marker: (marker.place, marker.mention))
            if len(ordered) > 1 and ordered[0].place == 1 and self._runs(ordered):
                lists.append(self._listed(ordered, side, complete=self.complete.get(group or 0, True)))
            else:
                markers.extend(ordered)
        return lists, markers

    def _runs(self, ordered: Sequence[Marker]) -> bool:
        """Whether places follow each other with few gaps: at most as many unnamed people as named ones."""
        rising = all(a.place < b.place for a, b in pairwise(ordered))
        return rising and ordered[-1].place <= 2 * len(ordered)

    def _listed(self, ordered: Sequence[Marker], side: str, *, complete: bool) -> Listed:
        places: list[int | None] = [None] * ordered[-1].place
        for marker in ordered:
            places[marker.place - 1] = marker.mention
        return Listed(tuple(places if side == "left" else places[::-1]), complete, side == "left")

    def line(self, row: Row | None, members: Sequence[int]) -> Line:
        """One line with every number of people that it may hold."""
        lists, markers = self.split(members)
        center = frozenset(marker.mention for marker in markers if marker.side == "center")
        named = sum(len(entry.slots) for entry in lists) + len(markers)
        complete = self._complete(lists, markers)
        floating = sum(self.people[i].pictured is True for i in self.floaters) if row is None else 0
        if lists and not markers and complete and not floating:
            slots = tuple(slot for entry in lists for slot in entry.slots)
            return Line(row, (Count(1.0, slots),), complete=True, tight=True)
        least = max([named, *(marker.place for marker in markers)])
        # Nobody is called the left one where there is no other, nor the middle one between none.
        usual = (3 if center else 2) if named + floating == 1 and markers else least
        left_open = any(self.complete.get(self.people[marker.mention].group or 0) is False for marker in markers)
        tight = complete or (not lists and named + floating > 1 and not left_open)
        likely = max(named + floating, usual)
        counts: list[Count] = []
        most = least if complete and lists and not floating else max(least, likely, self.faces) + 1
        for size in _sizes(least, likely, most):
            prior = 1.0 if size >= likely else _FEWER_LISTED if lists and floating else _FEWER
            ways = _fill(size, lists, markers, anywhere=floating > 0)
            counts.extend(Count(prior * share, slots) for share, slots in ways)
        if not counts:
            counts = [Count(1.0, tuple(_in_sequence(lists, markers)))]
        return Line(row, tuple(counts), complete, tight, center, max(likely, least))

    def _complete(self, lists: Sequence[Listed], markers: Sequence[Marker]) -> bool:
        told = [self.complete.get(self.people[marker.mention].group or 0, False) for marker in markers]
        return all([entry.complete for entry in lists] + told)


def _sizes(least: int, likely: int, most: int) -> list[int]:
    """The numbers of people to weigh: all, or in a crowd those near what is shown and near the number of faces."""
    if most - least < 12:
        return list(range(least, most + 1))
    near = {least, likely, likely + 1, likely + 2}
    return sorted(near | set(range(max(most - 7, least), most + 1)))


def _fill(
    size: int, lists: Sequence[Listed], markers: Sequence[Marker], *, anywhere: bool
) -> Iterable[tuple[float, Slots]]:
    """The ways to seat markers at their places among `size` people and the lists, in order, in the places left.

    One place more than there are names is behind the list, or where `anywhere` tells of somebody without a place, at any
    place at all: who is named beside a list may stand between those in it.
    """
    middles = [size // 2] if size % 2 else [size // 2 - 1, size // 2]
    for middle in middles:
        seats: list[int | None] = [None] * size
        fits = True
        for marker in markers:
            place = {"left": marker.place - 1, "right": size - marker.place}.get(marker.side, middle)
            fits = fits and 0 <= place < size and seats[place] is None
            if fits:
                seats[place] = marker.mention
        if not fits:
            continue
        free = [place for place, seat in enumerate(seats) if seat is None]
        listed = [slot for entry in lists for slot in entry.slots]
        choices = _choices(free, len(listed), anywhere=anywhere, from_right=bool(lists) and not lists[-1].from_left)
        for chosen in choices:
            seated = list(seats)
            for place, slot in zip(chosen, listed, strict=False):
                seated[place] = slot
            yield 1.0 / len(middles) / len(choices), tuple(seated)


def _choices(free: list[int], listed: int, *, anywhere: bool, from_right: bool) -> list[list[int]]:
    """Which of the free places the names of lists take."""
    if anywhere and len(free) > listed and 1 < listed <= _SHORT:
        near = free[-listed - 1 :] if from_right else free[: listed + 1]
        return [[place for place in near if place != left] for left in near]
    # The open end of a list that is counted from the right lies on the left.
    return [free[len(free) - listed :] if from_right else free[:listed]]


def _in_sequence(lists: Sequence[Listed], markers: Sequence[Marker]) -> Iterable[int | None]:
    """Markers that contradict each other: the left ones, the lists, the center, the right ones."""
    yield from (m.mention for m in sorted(markers, key=lambda m: m.place) if m.side == "left")
    for entry in lists:
        yield from entry.slots
    yield from (m.mention for m in markers if m.side == "center")
    yield from (m.mention for m in sorted(markers, key=lambda m: -m.place) if m.side == "right")
