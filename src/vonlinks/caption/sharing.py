"""What several persons of a list have in common: a role in the plural, a surname."""

from vonlinks.caption.names import name_text
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["share_roles", "share_surnames"]

_MOST_COUPLE = 8  # first names that may share one surname


def share_roles(sheet: Sheet, people: list[Person]) -> None:
    """A role in the plural before one person is also that of those who follow without a role of their own before the name."""
    shared: str | None = None
    for person in people:
        if person.has_role_before:
            start, end = person.roles[0]
            shared = sheet.text[start:end] if person.plural else None
        elif shared is not None:
            person.shared = shared


def share_surnames(sheet: Sheet, people: list[Person], joined: list[bool]) -> None:
    """First names joined by "and" to a full name share its surname ("Eva, Jan und Ute Muster").

    Args:
        sheet: the caption.
        people: those of one list.
        joined: for each of them whether "and" stands right before.
    """
    for k in range(len(people) - 1, 0, -1):
        full, before = people[k], people[k - 1]
        if k >= len(joined) or not joined[k]:
            continue
        if full.stop - full.first < 2 or before.stop - before.first != 1 or not sheet.flags[before.first] & Flag.GIVEN:
            continue
        if before.stop < len(sheet.tokens) and sheet.keys[before.stop] == "(":
            continue
        surname = name_text(sheet, full.first + 1, full.stop)
        shared_with = k - 1
        first_names = all(p.stop - p.first == 1 for p in people[max(0, k - _MOST_COUPLE) : k])
        j = k - 1
        while (
            j >= max(0, k - _MOST_COUPLE)
            and people[j].stop - people[j].first == 1
            and sheet.flags[people[j].first] & Flag.GIVEN
        ):
            if j < shared_with and not first_names:
                break
            people[j].name = f"{people[j].name} {surname}"
            j -= 1
