"""Persons in sentences, outside of lists: named with evidence, placed by the markers beside them."""

from vonlinks.caption.markers import Marker
from vonlinks.caption.names import find_name, name_before, name_text
from vonlinks.caption.roles import attach, place, role_before
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.domain import Position

__all__ = ["read_prose"]

_CLAUSE = frozenset({".", ";", "!", "?", "\n", "…", ":"})


def read_prose(sheet: Sheet, low: int, high: int) -> list[Person]:
    """The persons whom the tokens [low, high) of a sentence name.

    prose    = { word | person | prefix person }
    person   = [role] name tail
    prefix   = point [":"]         ("Rechts im Bild: A", "at right is A", "Left, A and B")
    """
    people: list[Person] = []
    floor = low
    i = low
    pending: Marker | None = None
    placed: list[Person] = []
    while i < high:
        marker = sheet.marker_at.get(i)
        if marker is not None and marker.first not in sheet.used:
            person = _forced(sheet, marker, floor)
            if person is not None:
                people.append(person)
                floor = i = max(attach(sheet, person, high, in_list=False), marker.stop)
                pending = None
                continue
            if marker.kind in {"point", "row"} and _is_prefix(marker, high):
                pending, placed = marker, []
                sheet.used.add(marker.first)
            elif marker.kind == "around" and people:
                people[-1].position = people[-1].position or Position("center")
            i = marker.stop
            continue
        found = _name_at(sheet, i, high)
        if found is None:
            if sheet.key(i) in _CLAUSE and sheet.key(i) != ":":
                pending, floor = None, i + 1
            elif pending is not None and placed and not _joins(sheet, i):
                pending = None
            i += 1
            continue
        first, stop = found
        person = _person(sheet, first, stop, floor)
        people.append(person)
        floor = i = attach(sheet, person, high, in_list=False)
        if pending is not None:
            placed.append(person)
            _place_all(sheet, placed, pending)
    return people


def _name_at(sheet: Sheet, i: int, high: int) -> tuple[int, int] | None:
    """A name that begins in the run of words at token `i`."""
    if not sheet.is_name_word(i):
        return None
    if (
        i
        and sheet.is_name_word(i - 1)
        and not sheet.flags(i - 1) & (Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.UPPER | Flag.OWNER)
        and sheet.depth[i] == sheet.depth[i - 1]
    ):
        pass
    stop = i + 1
    limit = min(high, i + 12)
    found = find_name(sheet, i, limit, loose=False)
    if found is None or found[0] != i:
        return None
    first, stop, _ = found
    if _is_thing(sheet, first, stop, high) or _is_place(sheet, first, stop):
        return None
    return first, stop


def _is_thing(sheet: Sheet, first: int, stop: int, high: int) -> bool:
    """Whether a noun right after the words makes them a building, street or prize ("Adrienne Arsht Center")."""
    if (
        stop < high
        and sheet.flags(stop) & Flag.NOUN
        and sheet.flags(stop) & Flag.CAPITAL
        and not sheet.flags(stop) & Flag.ROLE
    ):
        return True
    return any(sheet.flags(k) & Flag.NOUN for k in range(first + 1, stop)) and not sheet.words.nouns_have_capitals


def _is_place(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether the words name where something is ("in Camp David"), or what somebody is ("als Direktor Handel")."""
    if first and sheet.flags(first - 1) & Flag.LOCATIVE:
        return stop not in sheet.marker_at and sheet.closes[stop : stop + 1] != [stop + 2]
    if sheet.flags(first) & Flag.GIVEN:
        return False
    k = first - 1
    while k > 0 and sheet.flags(k) & (Flag.ROLE | Flag.CAPITAL):
        k -= 1
    return k < first - 1 and bool(sheet.flags(k) & Flag.AS)


def _person(sheet: Sheet, first: int, stop: int, floor: int) -> Person:
    person = Person(first, stop, name_text(sheet, first, stop))
    begin = role_before(sheet, floor, first)
    if begin is not None and begin < first:
        end = first
        while end > begin and (sheet.key(end - 1) in {",", '"', ":", "-"} or sheet.flags(end - 1) & Flag.ARTICLE):
            end -= 1
        if end > begin:
            person.roles.append(sheet.span(begin, end))
            person.has_role_before = True
            person.plural = any(sheet.flags(k) & Flag.PLURAL for k in range(begin, end))
    person.pictured = _pictured(sheet, first, stop, begin)
    return person


def _pictured(sheet: Sheet, first: int, stop: int, begin: int | None) -> bool | None:
    """False for names that are only spoken of: after "gegen" or "about", in a genitive, in quotation marks."""
    if sheet.flags(stop - 1) & Flag.OWNER:
        return False
    start = begin if begin is not None else first
    if sheet.flags(start - 1) & Flag.AGAINST and start > 0:
        return False
    if start > 1 and sheet.flags(start - 1) & Flag.ARTICLE and sheet.flags(start - 2) & Flag.AGAINST:
        return False
    if sheet.key(first - 1) == '"' and sheet.key(stop) == '"':
        return False
    last = sheet.tokens[stop - 1]
    genitive = stop - first == 1 and last.key.endswith("s")
    return not (genitive and sheet.words.words.get(last.key[:-1], 0) & Flag.PUBLIC)


def _forced(sheet: Sheet, marker: Marker, floor: int) -> Person | None:
    """A person whom only the marker behind the name gives away ("Endrick (l)")."""
    if marker.kind not in {"point", "row"} or marker.ends == ":":
        return None
    at = marker.first - 1 if sheet.key(marker.first - 1) in {"(", ","} else marker.first
    if at < marker.first and sheet.key(at) == "," and marker.ends not in {",", ".", ")", ""}:
        return None
    if at <= floor:
        return None
    found = name_before(sheet, floor, at)
    if found is None:
        return None
    first, stop, _ = found
    if _is_thing(sheet, first, stop, stop):
        return None
    person = _person(sheet, first, stop, floor)
    person.pictured = True
    if at == marker.first:
        place(sheet, person, marker)
    return person


def _is_prefix(marker: Marker, high: int) -> bool:
    """Whether a marker stands before the person it places."""
    if marker.bracketed and marker.ends == ")":
        return False
    return marker.stop < high


def _joins(sheet: Sheet, i: int) -> bool:
    """Whether a word between two persons leaves both in the place that was told before the first."""
    flags = sheet.flags(i)
    return (
        bool(flags & (Flag.CONNECTOR | Flag.ROLE | Flag.TITLE | Flag.ARTICLE | Flag.POSSESSIVE | Flag.CAPITAL))
        and sheet.key(i) != "mit"
    )


def _place_all(sheet: Sheet, placed: list[Person], pending: Marker) -> None:
    """Place the persons after a prefix: several of them share the side, and none has a place counted from it."""
    for person in placed:
        if person.position is None or person.marker == sheet.span(pending.first, pending.stop):
            place(sheet, person, pending)
            if len(placed) > 1 and person.position is not None and person.position.side != "center":
                person.position = Position(person.position.side, None, person.position.row)
