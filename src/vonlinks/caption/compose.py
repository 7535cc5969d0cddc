"""The other direction: ordered people to the caption that a newsroom prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vonlinks.domain import Mention, Position, Row, Side
from vonlinks.errors import RequestError

__all__ = ["Style", "compose"]

Style = Literal["de", "en", "ap"]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one style."""

    joined: str
    listed: dict[Side, str]
    lone: dict[Side, str]
    nth: dict[Side, str]
    rows: dict[Row, str]
    numbered: str
    shown: str
    also: str
    clock: str
    missing: str


_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_GERMAN = _Words(
    joined=" und ",
    listed={"left": "v.l.", "right": "v.r.n.l."},
    lone={"left": "l.", "right": "r.", "center": "Mitte"},
    nth={"left": "{n}. v. l.", "right": "{n}. v. r."},
    rows={"front": "vordere Reihe", "middle": "mittlere Reihe", "back": "hintere Reihe"},
    numbered="Reihe {n}",
    shown="Im Bild: ",
    also="Ebenfalls im Bild: ",
    clock="Im Uhrzeigersinn: ",
    missing="Nicht im Bild: ",
)
_ENGLISH = _Words(
    joined=" and ",
    listed={"left": "from left", "right": "from right"},
    lone={"left": "left", "right": "right", "center": "center"},
    nth={"left": "{n} from left", "right": "{n} from right"},
    rows={"front": "front row", "middle": "middle row", "back": "back row"},
    numbered="row {n}",
    shown="Pictured: ",
    also="Also pictured: ",
    clock="Clockwise: ",
    missing="Not pictured: ",
)


def compose(people: Sequence[Mention], style: Style = "de") -> str:
    """The caption sentence that names `people` where they are.

    Persons with places 1, 2, 3 … from one side of a row make a list, and so do those told clockwise; every other place
    stands behind its name. Reading the sentence with `read_caption` gives back the same names, roles, places and who is not
    pictured; a side without a place counted from it is read as the first from there.

    Args:
        people: in the order in which they are to be named. A role stands in brackets behind its name.
        style: "de" ("Im Bild (v.l.): …"), "en" ("From left: …") or "ap" ("… , left, …" for single places).

    Raises:
        RequestError: somebody has no name, or the style is unknown.

    >>> from vonlinks.domain import Mention, Position
    >>> eva = Mention("Eva Muster", (0, 0), role="Leiterin", pictured=True, position=Position("left", 1))
    >>> jan = Mention("Jan Probst", (0, 0), pictured=True, position=Position("left", 2))
    >>> compose([eva, jan])
    'Im Bild (v.l.): Eva Muster (Leiterin) und Jan Probst.'
    >>> compose([eva, jan], "en")
    'From left: Eva Muster (Leiterin) and Jan Probst.'
    """
    if style not in {"de", "en", "ap"}:
        raise RequestError(f"There is no caption style {style!r}; choose de, en or ap.")
    if any(not person.name.strip() for person in people):
        raise RequestError("Everybody in a caption needs a name.")
    words = _GERMAN if style == "de" else _ENGLISH
    shown = [person for person in people if person.pictured is not False]
    absent = [person for person in people if person.pictured is False]
    sentences: list[str] = []
    for group in _groups(shown):
        sentences.append(_sentence(group, words, style, first=not sentences))
    if absent:
        sentences.append(words.missing + _enumerate([_named(p) for p in absent], words.joined))
    return " ".join(sentence if sentence.endswith(".") else f"{sentence}." for sentence in sentences)


def _groups(people: Sequence[Mention]) -> list[list[Mention]]:
    """People in runs: each list of its own side and row, and all others in one run between the lists."""
    groups: list[list[Mention]] = []
    for person in people:
        last = groups[-1] if groups else []
        if last and _continues(last, person):
            last.append(person)
        else:
            groups.append([person])
    return groups


def _continues(group: Sequence[Mention], person: Mention) -> bool:
    before, place = group[-1].position, person.position
    if group[-1].clock or person.clock:
        return bool(group[-1].clock and person.clock == group[-1].clock + 1)
    if _is_list(group) or _begins(group[-1].position):
        return bool(
            before
            and place
            and place.side == before.side
            and place.row == before.row
            and place.index == (before.index or 0) + 1
            and (len(group) > 1 or before.index == 1)
        )
    return not _begins(place)


def _begins(place: Position | None) -> bool:
    """Whether a place can be the first of a list."""
    return place is not None and place.side in {"left", "right"} and place.index == 1


def _is_list(group: Sequence[Mention]) -> bool:
    return len(group) > 1 and _begins(group[0].position)


def _sentence(group: Sequence[Mention], words: _Words, style: Style, *, first: bool) -> str:
    if group[0].clock:
        return words.clock + _enumerate([_named(person) for person in group], words.joined)
    if _is_list(group):
        return _list(group, words, style)
    opener = words.shown if first else words.also
    return opener + _enumerate([_placed(person, words, style) for person in group], words.joined)


def _list(group: Sequence[Mention], words: _Words, style: Style) -> str:
    place = group[0].position
    if place is None or place.side is None:
        return ""
    order = words.listed[place.side]
    names = _enumerate([_named(person) for person in group], words.joined)
    row = _row(place.row, words)
    if style == "de":
        return f"{_capital(row)} ({order}): {names}" if row else f"Im Bild ({order}): {names}"
    return f"{_capital(row)}, {order}: {names}" if row else f"{_capital(order)}: {names}"


def _placed(person: Mention, words: _Words, style: Style) -> str:
    told = _place(person.position, words)
    if not told:
        return _named(person)
    if style == "ap" and not person.role:
        return f"{person.name}, {told},"
    return f"{_named(person)} ({told})"


def _place(place: Position | None, words: _Words) -> str:
    if place is None:
        return ""
    row = _row(place.row, words)
    side = ""
    if place.side == "center" or (place.side is not None and place.index in {None, 1}):
        side = words.lone[place.side]
    elif place.side is not None and place.index is not None:
        german = words is _GERMAN
        number = str(place.index) if german else _ordinal(place.index)
        side = words.nth[place.side].format(n=number)
    return ", ".join(part for part in (row, side) if part)


def _ordinal(number: int) -> str:
    """The English ordinal, in words up to ten ("third", "21st")."""
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    teens = number % 100 in {11, 12, 13}
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _row(row: Row | None, words: _Words) -> str:
    if row is None:
        return ""
    return words.numbered.format(n=row) if isinstance(row, int) else words.rows[row]


def _named(person: Mention) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name


def _enumerate(parts: Sequence[str], joined: str) -> str:
    if len(parts) < 2:
        return "".join(parts).rstrip(",")
    text = ", ".join(part.removesuffix(",") for part in parts[:-1])
    # The comma behind ", left" stays where "and" follows.
    comma = "," if parts[-2].endswith(",") else ""
    return f"{text}{comma}{joined}{parts[-1].rstrip(',')}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
