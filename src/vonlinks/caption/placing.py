"""Who stands where, once the lists are read: places counted, and what one list or bracket tells of another."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vonlinks.caption.lists import PersonList
from vonlinks.caption.marker_bounds import SENTENCE_ENDS
from vonlinks.caption.markers import Marker
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.domain import Position, Side

__all__ = ["arrange_rows", "number_list", "place_between", "place_partners"]

_COVER_TWO = frozenset({"beide", "both", "båda", "begge", "entrambi"})
# Who sits on chairs has others kneeling or sitting on the floor before them.
_SITTING = frozenset(
    [
        *("sitzend", "sitzende", "sitzen", "sitting", "seated", "zittend", "zittende", "assis", "assises", "assise"),
        *("seduti", "sedute", "sentados", "sentadas", "siddende", "sittande", "sittende", "sitjande", "sitjandi"),
        *("siedzą", "siedzący", "siedząc"),
    ]
)


_LYING = frozenset({"liegend", "liegende", "liegen", "lying", "liggend", "couchés", "couché", "sdraiati", "liggende"})


def number_list(sheet: Sheet, marker: Marker, found: PersonList, direction: Side | None, group: int) -> None:
    """Count the places of a list; those without a name take up their places too.

    Args:
        sheet: the caption.
        marker: what opens or closes the list.
        found: the list.
        direction: the side that an earlier list was counted from, for a row that tells none.
        group: number of the list.
    """
    side = marker.side if marker.kind in {"list", "point"} else direction
    span = sheet.span(marker.first, marker.stop)
    alone = sum(person.position is None for person in found.people) == 1
    index = marker.index - 1 if marker.kind == "list" and marker.index else 0
    for entry in found.entries:
        index += entry.width
        person = entry.person
        if person is None:
            continue
        if person.pictured is False:
            index -= entry.width
            continue
        if person.position is not None:
            told = person.position
            person.position = replace(told, row=marker.row if told.row is None else told.row)
            continue
        person.group = group
        if person.row is not None and entry is found.entries[-1] and marker.row is None and index > 1:
            person.position = Position(None, None, person.row)  # "(v. l.) Jo Doe, Ann Roe und Lu Poe (vorne)"
            continue
        person.marker = span
        if marker.kind == "clock":
            person.clock = index
        elif marker.kind == "point":
            person.position = Position(side, marker.index if alone else None, marker.row)
        elif marker.kind == "row" and side is None:
            person.position = Position(None, None, marker.row)
        else:
            person.position = Position(side, index, marker.row)


def place_partners(sheet: Sheet, people: Sequence[Person]) -> None:
    """Give those before a person what is told behind that person of them too: places for several, a role for all."""
    if len(people) == 1:
        return
    ordered = sorted(people, key=lambda person: person.first)
    for person, before in pairwise(reversed(ordered)):
        if person.covers and person.roles and not before.roles:
            before.roles = [role for role in person.roles if role[0] >= sheet.tokens[person.stop - 1].end] or [
                person.roles[-1]
            ]
            before.covers = "" if person.covers in _COVER_TWO else person.covers
        both = before.plural and person.shared is not None and person.position == Position("center")
        if both and before.position is None:
            before.position, before.marker = person.position, person.marker
    for k, person in enumerate(ordered):
        for back, place in enumerate(reversed(person.partner_positions), start=1):
            if back > k or ordered[k - back].position is not None:
                break
            ordered[k - back].position, ordered[k - back].marker = place, person.marker


def place_between(sheet: Sheet, people: Sequence[Person]) -> None:
    """Put who is told to be between two others in the center, if these have a side each ("zwischen Jo Doe (l.) und Ann Roe (r.)").

    It is the person right before the word, else the one behind the two ("Flankiert von … (links) und … (rechts): Lu Poe").
    """
    markers = [marker for marker in sheet.markers if marker.kind in {"between", "around"}]
    ordered = sorted(people, key=lambda person: person.first) if markers else []
    for marker in markers:
        k = next((k for k, person in enumerate(ordered) if person.first >= marker.stop), len(ordered))
        sides = {person.position.side for person in ordered[k : k + 2] if person.position is not None}
        if sides != {"left", "right"}:
            continue
        first = marker.first
        while first > 0 and sheet.keys[first - 1] not in SENTENCE_ENDS:
            first -= 1
        before = ordered[k - 1] if k and ordered[k - 1].first >= first else None
        amid = before or (ordered[k + 2] if k + 2 < len(ordered) else None)
        if amid is not None and amid.position is None and amid.pictured:
            amid.position, amid.marker = Position("center"), sheet.span(marker.first, marker.stop)


def arrange_rows(sheet: Sheet, lists: Sequence[tuple[Marker, PersonList]], direction: Side | None) -> None:
    """Let rows that are told side by side explain each other.

    - A posture alone is no row where no other row is told: all who stand there are the whole group.
    - Those who sit are in the middle where others stand behind them and others kneel or sit before them.
    - "Center:" before several persons is the middle row where other rows are told.
    """
    rows = {marker.row for marker, _ in lists if marker.row is not None}
    if len(rows) == 1:
        _forget_lone_posture(sheet, lists)
    lying = any(_words(sheet, marker) & _LYING for marker, _ in lists)
    for marker, found in lists:
        if (lying and marker.row == "front" and "back" in rows and not _words(sheet, marker) & _LYING) or (
            marker.row == "front"
            and "back" in rows
            and _words(sheet, marker) & _SITTING
            and _others_kneel(sheet, lists)
        ):
            _seat_between(found)
    if rows & {"front", "back"}:
        for marker, found in lists:
            several = len(found.people) > 1 or (
                len(found.people) == 1 and rows >= {"front", "back"} and marker.ends == ":"
            )
            if marker.kind == "point" and marker.side == "center" and several:
                for person in found.people:
                    person.position = None
                number_list(
                    sheet, replace(marker, kind="row", row="middle"), found, direction, found.people[0].group or 0
                )


def _words(sheet: Sheet, marker: Marker) -> frozenset[str]:
    return frozenset(token.key for token in sheet.tokens[marker.first : marker.stop])


def _others_kneel(sheet: Sheet, lists: Sequence[tuple[Marker, PersonList]]) -> bool:
    """Whether another list is in front and its words do not tell of sitting."""
    return any(marker.row == "front" and not _words(sheet, marker) & _SITTING for marker, _ in lists)


def _seat_between(found: PersonList) -> None:
    for person in found.people:
        if person.position is not None and person.position.row == "front":
            person.position = replace(person.position, row="middle")


def _forget_lone_posture(sheet: Sheet, lists: Sequence[tuple[Marker, PersonList]]) -> None:
    for marker, found in lists:
        if not isinstance(marker.row, str) or not _words(sheet, marker) & sheet.words.postures or marker.kind == "row":
            continue
        if any(_tells_row(sheet, i, marker.stop) for i in range(marker.first, marker.stop)):
            continue  # "vorne sitzend von links"
        for person in found.people:
            if person.position is not None and person.position.row == marker.row:
                person.position = replace(person.position, row=None)


def _tells_row(sheet: Sheet, i: int, stop: int) -> bool:
    """Whether words at token `i` tell a row without any of how people stand or sit."""
    end = next((k for k in range(i, stop) if sheet.keys[k] in sheet.words.postures), stop)
    found = sheet.words.phrases.longest(sheet.tokens[i:end], 0, sheet.words.ordinals)
    return found is not None and found.meaning.kind in {"row", "row-nth"}
