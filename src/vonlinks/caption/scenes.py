"""Lists that do not stand right behind what opens them: words about the scene come between."""

from collections.abc import Callable

from vonlinks.caption.offices import role_before
from vonlinks.caption.prose_names import name_at
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = ["COPULAS", "SEVERAL_MISS", "list_behind_scene"]

_LONGEST_SCENE = 40  # tokens
COPULAS = around("joins")
"""Verbs and prepositions that join a direction to its list ("From left are …")."""
# Behind several names these verbs speak of all of them; any other word of absence only of the last.
SEVERAL_MISS = frozenset(
    [
        *("fehlen", "fehlten", "konnten", "are", "were", "ontbreken", "missen", "manquent", "absents", "absentes"),
        *("mancano", "assenti", "faltan", "ausentes", "faltam", "nieobecni", "brakuje", "vantar", "entschuldigt"),
    ]
)


def list_behind_scene(
    sheet: Sheet, low: int, high: int, begins_name: Callable[[int, int], bool], *, told: bool = False
) -> int | None:
    """Index where the list begins that was opened before token `low`; None if the sentence names nobody.

    A colon before persons decides; without one a verb such as "are" before them; without both the first person.

    Args:
        sheet: the caption.
        low: index after what opens the list.
        high: index after the last token of the sentence.
        begins_name: whether a person may begin at a token, up to another.
        told: only a colon or verb opens the list, not the first person.
    """
    last = min(high, low + _LONGEST_SCENE)
    verb = None
    i = low
    while i < last:
        if sheet.closes[i] >= 0:
            row = sheet.marker_at.get(i + 1)
            if row is not None and row.kind == "row" and begins_name(sheet.closes[i] + 1, high):
                return i  # "(left to right) are (standing) Jo Doe, …"
            i = sheet.closes[i] + 1
            continue
        marker = sheet.marker_at.get(i)
        if marker is not None and marker.kind == "row" and marker.ends == ":":
            return i  # "Von links auf der Treppe vorne: Jo Doe, …"
        if marker is not None and marker.kind != "shown" and i > low:
            break
        if sheet.keys[i] == ":" and begins_name(i + 1, high):
            return i + 1
        joins = sheet.keys[i] in COPULAS and not sheet.flags[i] & (Flag.CAPITAL | Flag.FROM | Flag.PARTICLE)
        if verb is None and joins and begins_name(i + 1, high):
            verb = i + 1
        i += 1
    if told:
        return verb
    first = _first_person(sheet, low, last, high)
    return verb if verb is not None and (first is None or verb <= first) else first


def _first_person(sheet: Sheet, low: int, last: int, high: int) -> int | None:
    """Where the first person with the office before it begins."""
    for i in range(low, last):
        found = name_at(sheet, [], i, low, high)
        if found is not None:
            begin = role_before(sheet, low, found[0])
            return found[0] if begin is None else begin
    return None
