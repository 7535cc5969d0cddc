"""A reading in short: who stands in which order, who without a place, who is absent; and the words for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from vonlinks.domain import CaptionReading, Credit, Mention, Position, Row, Side

__all__ = ["Entry", "Order", "Outline", "Section", "credit_words", "outline", "place_words", "sections"]

_FROM: dict[Side, str] = {"left": "from the left", "right": "from the right", "center": "in the center"}
_AT: dict[Side, str] = {"left": "on the left", "right": "on the right", "center": "center"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One person in an order.

    Attributes:
        number: the place, counted as the order says; None where the caption tells a side only.
        mention: index in `reading.people`.
    """

    number: int | None
    mention: int


@dataclass(frozen=True, slots=True)
class Order:
    """A list of the caption, or one row of it.

    Attributes:
        words: how it counts: "from the left, back row".
        entries: by number; a number that is missing belongs to somebody without a name.
    """

    words: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """Everybody of a reading once.

    Attributes:
        orders: the lists, in the order of the caption.
        single: (place in words, index of the mention) of those who have a place of their own.
        unplaced: indexes of those who are in the picture, the caption does not say where.
        open: indexes of those of whom the caption does not say whether they are in the picture.
        absent: indexes of those who are not in the picture.
    """

    orders: tuple[Order, ...] = ()
    single: tuple[tuple[str, int], ...] = ()
    unplaced: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A list as it is shown.

    Attributes:
        title: in words.
        lines: (what stands before the person: a number, a place in words, or "–"; index of the mention).
        absent: whether these people are not in the picture.
    """

    title: str
    lines: tuple[tuple[str, int], ...]
    absent: bool = False


_List = tuple[int | None, Side | None, Row | None, bool, bool]
"""What people of one list share: group, side, row, whether their places are numbered, whether they go clockwise."""


def outline(reading: CaptionReading) -> Outline:
    """Sort the people of a reading by what it says of their places.

    >>> from vonlinks.caption import read_caption
    >>> told = outline(read_caption("Back row, from left: Ann Doe, Jim Roe; front row, from left: Bob Poe, Liz Moe."))
    >>> [(order.words, [entry.number for entry in order.entries]) for order in told.orders]
    [('from the left, back row', [1, 2]), ('from the left, front row', [1, 2])]
    """
    lists: dict[_List, list[Entry]] = {}
    rest: dict[bool | None, list[int]] = {True: [], None: [], False: []}
    for number, mention in enumerate(reading.people):
        if mention.pictured is not False and (mention.position or mention.clock):
            lists.setdefault(_list_of(mention), []).append(Entry(_number_of(mention), number))
        else:
            rest[mention.pictured].append(number)
    orders, single = [], []
    for shared, entries in lists.items():
        if len(entries) > 1 or shared[4]:
            orders.append(Order(_order_words(shared), tuple(sorted(entries, key=lambda entry: entry.number or 0))))
        else:
            single.append((place_words(reading.people[entries[0].mention].position), entries[0].mention))
    return Outline(tuple(orders), tuple(single), tuple(rest[True]), tuple(rest[None]), tuple(rest[False]))


def sections(reading: CaptionReading) -> tuple[Section, ...]:
    """The outline as lists with titles, for people to read; empty ones are left out.

    >>> from vonlinks.caption import read_caption
    >>> for section in sections(read_caption("Eva Muster (l.) und Jan Probst. Es fehlt Ada Nord.")):
    ...     print(section.title, section.lines)
    With a place of their own (('left', 0),)
    In the picture, no place told (('–', 1),)
    Not in the picture (('–', 2),)
    """
    told = outline(reading)
    placed = [
        Section(_capital(order.words), tuple((str(entry.number or "–"), entry.mention) for entry in order.entries))
        for order in told.orders
    ]
    if told.single:
        placed.append(Section("With a place of their own", told.single))
    lists = (
        # In the order in which the caption begins them.
        *sorted(placed, key=lambda section: min(mention for _, mention in section.lines)),
        Section("In the picture, no place told", _dashed(told.unplaced)),
        Section("Named; whether in the picture is not told", _dashed(told.open)),
        Section("Not in the picture", _dashed(told.absent), absent=True),
    )
    return tuple(section for section in lists if section.lines)


def _dashed(mentions: Sequence[int]) -> tuple[tuple[str, int], ...]:
    return tuple(("–", mention) for mention in mentions)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _list_of(mention: Mention) -> _List:
    place = mention.position
    if place is None:
        return mention.group, None, None, True, True
    return mention.group, place.side, place.row, place.index is not None, False


def _number_of(mention: Mention) -> int | None:
    return mention.position.index if mention.position else mention.clock


def _order_words(shared: _List) -> str:
    _, side, row, numbered, clockwise = shared
    if clockwise:
        return "clockwise"
    told = (_FROM if numbered else _AT)[side] if side else ""
    return _joined([told, _row_words(row)])


def place_words(place: Position | None) -> str:
    """Where somebody stands by themselves, in words; "" where the caption gives no place.

    >>> [place_words(place) for place in (Position("left", 1), Position("right", 2), Position("center", None, "front"))]
    ['left', '2nd from the right', 'center, front row']
    >>> place_words(Position(None, None, 3)), place_words(None)
    ('row 3', '')
    """
    if place is None:
        return ""
    if place.side is None:
        told = ""
    elif place.side == "center":
        told = "center"
    elif place.index is None:
        told = _AT[place.side]
    elif place.index == 1:
        told = place.side
    else:
        told = f"{_ordinal(place.index)} {_FROM[place.side]}"
    return _joined([told, _row_words(place.row)])


def credit_words(credit: Credit | None) -> str:
    """Who must be credited, in words; "" for no credit.

    >>> credit_words(Credit((0, 9), photographer="Ada Probe", agency="dpa"))
    'photographer Ada Probe, agency dpa'
    >>> credit_words(Credit((0, 9), holder="Stadt Musterstadt", year=2026))
    '© Stadt Musterstadt, 2026'
    """
    if credit is None:
        return ""
    sign = "© " if credit.year or credit.holder else ""
    return _joined(
        [
            f"photographer {credit.photographer}" if credit.photographer else "",
            f"agency {credit.agency}" if credit.agency else "",
            sign + _joined([credit.holder or "", str(credit.year or "")]),
        ]
    )


def _row_words(row: Row | None) -> str:
    if row is None:
        return ""
    return f"row {row}" if isinstance(row, int) else f"{row} row"


def _ordinal(number: int) -> str:
    """A number as English counts with it.

    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    teen = 10 < number % 100 < 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)
