"""A list cut at its marks into the pieces between two separators."""

from dataclasses import dataclass
from itertools import pairwise

from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["Piece", "cut_pieces"]

_MANY_SEMICOLONS = 2
_FEWEST_NUMBERS = 2
_MANY_DIGITS = 3
_LONGEST_NAME = 4  # words
_LONGEST_SEGMENT = 12  # tokens
_LONGEST_OFFICE = 5  # words before a name


@dataclass(slots=True)
class Piece:
    """The tokens [first, stop) between two separators.

    Attributes:
        first: index of the first token, behind a running number.
        stop: index after the last token.
        before: key of the separator before it, "and" for a connector.
        after: key of the separator after it.
        name: (first, stop, sure) of the name in it.
        number: the running number that it began with.
        thing: it tells of something named after somebody.
    """

    first: int
    stop: int
    before: str
    after: str
    name: tuple[int, int, bool] | None = None
    number: int | None = None
    thing: bool = False


def cut_pieces(sheet: Sheet, low: int, high: int) -> list[Piece]:  # noqa: C901 - one grammar rule, its alternatives in their order
    """The pieces of the tokens [low, high); where semicolons part the persons, commas stand inside a piece."""
    marks = _marks(sheet, low, high)
    numbers = _running_numbers(sheet, low, high)
    pieces: list[Piece] = []
    start, before = low, ""
    i = low
    while i < high:
        if i in numbers and i > start:
            pieces.append(Piece(start, i, before, ","))
            start, before = i, ","
        if sheet.closes[i] >= 0 and sheet.closes[i] < high:
            i = sheet.closes[i] + 1
            continue
        marker = sheet.marker_at.get(i)
        if marker is not None and marker.kind in {"point", "row"} and i < marker.stop <= high:
            i = marker.stop
            continue
        parts = not sheet.flags[i] or sheet.flags[i] & Flag.CONNECTOR  # most words do not
        separator = _separator(sheet, i, marks, high) if parts else ""
        if separator:
            if i > start:
                pieces.append(Piece(start, i, before, separator))
                before = separator
            elif separator == "and" and before in {",", ";"}:
                before = ", and"
                if pieces:
                    pieces[-1].after = ", and"
            start = i + 1
        i += 1
    if start < high:
        pieces.append(Piece(start, high, before, ""))
    for piece in pieces:
        while piece.first + 1 < piece.stop and sheet.keys[piece.first] == "-":
            piece.first += 1  # "-?-"
    _take_numbers(sheet, pieces)
    return pieces


def _running_numbers(sheet: Sheet, low: int, high: int) -> set[int]:
    """Where the numbers stand that part the persons of a list that begins with the first of them ("1) Jo Doe 2) Ann Roe")."""
    found: list[int] = []
    begins = low + (sheet.closes[low] == low + 2)
    if begins < high and not sheet.flags[begins] & (Flag.NUMBER | Flag.CAPITAL):
        begins += 1  # a verb
    if begins >= high or not sheet.flags[begins] & Flag.NUMBER or not sheet.tokens[begins].text.isdecimal():
        return set()
    following = begins
    for i in range(begins, high):
        token = sheet.tokens[i]
        counts = sheet.flags[i] & Flag.NUMBER and token.text.isdecimal() and len(token.text) < _MANY_DIGITS
        if not counts or int(token.text) != int(sheet.tokens[following].text) + (i > begins):
            continue
        bracketed = sheet.keys[i - 1] == "(" and sheet.closes[i - 1] == i + 1
        name = i + 1 + (sheet.keys[i + 1] in {")", ":", "-", "="})
        if sheet.flags[name] & Flag.CAPITAL and (not token.dotted or not sheet.flags[name] & Flag.ROLE):
            found.append(i - bracketed)
            following = i
    return set(found) if len(found) > _FEWEST_NUMBERS else set()


def _leads_to_last(sheet: Sheet, i: int, high: int) -> bool:
    """Whether the last person of a list with semicolons stands behind "and": a given name or number, and no more semicolon."""
    following = sheet.flags[i + 1]
    numbered = following & Flag.NUMBER and sheet.name_words[i + 2]
    named = following & Flag.GIVEN and sheet.name_words[i + 2] and not following & Flag.ROLE
    office = following & (Flag.ROLE | Flag.TITLE) and sheet.name_words[i - 1] and not sheet.flags[i - 1] & Flag.ROLE
    office = office and any(sheet.flags[k] & Flag.GIVEN and sheet.name_words[k + 1] for k in range(i + 2, high))
    unfit = Flag.ROLE | Flag.NOUN | Flag.BODY | Flag.COMPANY
    known = not (sheet.flags[i + 1] | sheet.flags[i + 2]) & unfit
    whole = (
        sheet.keys[i] not in {"&", "+"}
        and sheet.name_words[i + 1]
        and sheet.name_words[i + 2]
        and known
        and sheet.keys[i + 3] in {",", ".", ""}
    )
    return bool(numbered or named or office or whole) and ";" not in sheet.keys[i:high]


def _begins_person(sheet: Sheet, i: int, high: int) -> bool:
    """Whether a whole name, alone or behind an office in small letters, fills what follows a comma up to the next mark."""
    titled = i
    while i < high and sheet.flags[i] & Flag.TITLE and not sheet.flags[i] & (Flag.GIVEN | Flag.INITIAL):
        i += 1  # "Mrs. Jo Doe"
    named = i > titled and sheet.name_words[i] and sheet.name_words[i + 1]
    office = i
    while (
        not named
        and i < high
        and i - office < _LONGEST_OFFICE
        and not sheet.flags[i] & Flag.GIVEN
        and sheet.flags[i] & Flag.WORD
    ):
        i += 1
    if i > office and not (sheet.flags[i - 1] & Flag.ROLE and not sheet.flags[i - 1] & Flag.CAPITAL):
        return False
    first = i
    unfit = Flag.ROLE | Flag.NOUN | Flag.BODY | Flag.COMPANY | Flag.UPPER | Flag.OWNER | Flag.STATE
    while (
        i < high
        and sheet.name_words[i]
        and (not sheet.flags[i] & unfit or sheet.flags[i] & (Flag.SURNAME | Flag.INITIAL))
    ):
        i += 1
    whole = (named or sheet.flags[first] & Flag.GIVEN) and 1 < i - first <= _LONGEST_NAME
    return bool(whole) and (i >= high or sheet.keys[i] in {",", ";", "("} or bool(sheet.flags[i] & Flag.CONNECTOR))


def _ends_person(sheet: Sheet, comma: int) -> bool:
    """Whether somebody is named between the semicolon before a comma and the comma; else what stands there is an office."""
    k = comma - 1
    while k > 0 and sheet.keys[k] not in {";", ":", "\n"}:
        if sheet.flags[k] & (Flag.GIVEN | Flag.INITIAL) and sheet.name_words[k + 1]:
            return True
        k -= 1
    return False


def _parts_persons(sheet: Sheet, comma: int, high: int) -> bool:
    """Whether a comma where semicolons part the others stands between two persons."""
    apart = _begins_person(sheet, comma + 1, high) and _ends_person(sheet, comma)
    return apart and (not sheet.flags[comma + 1] & Flag.TITLE or _begins_named(sheet, comma))


def _begins_named(sheet: Sheet, comma: int) -> bool:
    """Whether what stands between the semicolon before a comma and the comma opens with somebody, maybe behind titles ("Mayor Jo Doe")."""
    first = comma
    while first > 0 and sheet.keys[first - 1] not in {";", ":", "\n", ","} and comma - first < _LONGEST_SEGMENT:
        first -= 1
    lead = Flag.TITLE | Flag.ROLE | Flag.OWNER
    while first < comma and sheet.flags[first] & lead and not sheet.flags[first] & Flag.GIVEN:
        first += 1
    return bool(sheet.flags[first] & (Flag.GIVEN | Flag.INITIAL)) and sheet.name_words[first + 1]


def _joins_names(sheet: Sheet, i: int) -> bool:
    """Whether "and" stands between two whole names, whatever parts the others ("Jo Doe and Ann Roe, both of Hale; …")."""
    first = i
    while first > 0 and sheet.name_words[first - 1] and i - first <= _LONGEST_NAME:
        first -= 1
    unfit = Flag.ROLE | Flag.NOUN | Flag.BODY | Flag.COMPANY
    named = i - first > 1 and not any(sheet.flags[k] & unfit for k in range(first, i))
    return bool(named and sheet.flags[i + 1] & Flag.GIVEN and sheet.name_words[i + 2])


def _marks(sheet: Sheet, low: int, high: int) -> set[str]:
    """The marks that part the persons of a list: a comma does not where semicolons do, a slash not where commas do."""
    keys = [sheet.keys[k] for k in range(low, high) if sheet.depth[k] == sheet.depth[low]]
    commas = "," in keys
    if commas and keys.count(";") >= _MANY_SEMICOLONS:
        return {";", ":", "\n"}
    return {",", ";", ":", "\n", "·", "•", "|", "…"} | (set() if commas else {"/"})


def _take_numbers(sheet: Sheet, pieces: list[Piece]) -> None:
    """Take running numbers off the pieces ("1 Jo Doe, 2. Ann Roe, (3) Lu Poe"); numbers of offices stay ("2. Vorsitzende")."""
    found = [(piece, *_leading_number(sheet, piece)) for piece in pieces]
    numbered = [(piece, number, first) for piece, number, first in found if number]
    if len(numbered) < _FEWEST_NUMBERS or (numbered[0][1] != 1 and len(numbered) < len(pieces) // 2):
        return
    if any(after[1] != before[1] + 1 for before, after in pairwise(numbered)):
        return
    if all(sheet.tokens[first - 1].dotted and sheet.flags[first] & Flag.ROLE for _, _, first in numbered):
        return
    if len({sheet.keys[first] for _, _, first in numbered}) == 1:
        return  # "1. Platz Jo Doe, 2. Platz Ann Roe"
    for piece, number, first in numbered:
        piece.number, piece.first = number, first


def _leading_number(sheet: Sheet, piece: Piece) -> tuple[int, int]:
    """(number, index after it) at the beginning of a piece; number 0 for none."""
    first = piece.first
    bracketed = sheet.closes[first] == first + 2
    token = sheet.tokens[first + bracketed]
    after = first + (3 if bracketed else 1)
    after += not bracketed and sheet.keys[after] == ")"
    fits = token.flags & Flag.NUMBER and token.text.isdecimal() and len(token.text) < _MANY_DIGITS
    return (int(token.text), after) if fits and after < piece.stop else (0, first)


def _separator(sheet: Sheet, i: int, marks: set[str], high: int) -> str:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    key = sheet.keys[i]
    flags = sheet.flags[i]
    if key == "," and "," not in marks and _parts_persons(sheet, i, high):
        return ","
    if not flags:
        if i in sheet.list_stops:
            return ","
        if key in marks and key != "/":
            if key == "," and sheet.flags[i + 1] & Flag.SUFFIX and sheet.keys[i + 1] in {"jr", "sr"}:
                return ""
            return key
        spaced = i + 1 < high and not sheet.tokens[i].tight and not sheet.tokens[i + 1].tight
        if key == "+" and spaced:
            return "and"
        stroke = sheet.keys[i - 1] == "," == sheet.keys[i + 1]  # "Jo Doe, ---, Ann Roe"
        parts = (key == "-" and not stroke) or (key == "/" and "/" in marks)
        return key if parts and spaced else ""
    listed = flags & Flag.CAPITAL and sheet.keys[i - 1] in {",", ";"} and sheet.name_words[i + 1]  # ", And Jo Doe"
    if flags & Flag.CONNECTOR and (not flags & Flag.CAPITAL or listed):
        if sheet.flags[i - 1] & sheet.flags[i + 1] & Flag.PARTICLE:
            return ""  # "von und zu"
        inside = "," not in marks and sheet.keys[i - 1] not in {",", ";"}
        if inside and not _leads_to_last(sheet, i, high) and not _joins_names(sheet, i):
            return ""
        return "and"
    return ""
