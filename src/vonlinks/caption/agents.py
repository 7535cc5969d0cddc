"""Somebody else right behind a name, whom a preposition joins to it."""

from vonlinks.caption.names import find_name
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["is_agent", "leads_to_other"]

_LEAD = 4  # words in which the office begins


def leads_to_other(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether "as" joins what somebody else does, told by office, name and place ("as County Manager Jo Doe (right) holds …")."""
    other = find_name(sheet, first, stop, loose=False)
    if other is None or not other[2] or other[1] - other[0] == 1 or other[0] == first:
        return False
    placed = other[1] in sheet.marker_at or other[1] + 1 in sheet.marker_at
    return placed and bool(sheet.flags[other[0] - 1] & Flag.ROLE)


def is_agent(sheet: Sheet, i: int) -> bool:
    """Whether somebody with an office follows a preposition, who does something to the one before ("von Kanzler Jo Doe begrüßt")."""
    lead = i + _LEAD - 1
    while i < lead and sheet.flags[i] and not sheet.flags[i] & Flag.CAPITAL:
        i += 1  # "vom 1. Vorsitzenden", "vom damaligen Rektor"
    while sheet.flags[i] & (Flag.ROLE | Flag.TITLE) and sheet.flags[i] & Flag.CAPITAL:
        i += 1
        if sheet.flags[i] & (Flag.GIVEN | Flag.SURNAME) and sheet.name_words[i]:
            return True
    return False
