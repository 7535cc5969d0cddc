"""What is told of several persons at once: "beide vom TSV Muster", "all of Acme"."""

from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = ["COVERING", "covers"]

COVERING, _NUMBERS = around("covering"), around("covering_numbers")


def covers(sheet: Sheet, person: Person, first: int, stop: int) -> bool:
    """Whether a piece tells what several persons are together ("beide vom TSV Muster", "tous trois du club")."""
    if sheet.keys[first] not in COVERING or stop - first < 2:
        return False
    at = first + 1
    if sheet.keys[at] in _NUMBERS and at + 1 < stop:
        at += 1
    if sheet.flags[at] & Flag.ARTICLE:
        return False  # "with all the pictures"
    told = Flag.FROM | Flag.LINK | Flag.ROLE | Flag.PARTICLE | Flag.CAPITAL
    if not sheet.flags[at] & told and not any(sheet.flags[k] & Flag.ROLE for k in range(at, stop)):
        return False
    person.covers = sheet.keys[first]
    person.roles.append(sheet.span(at, stop))
    return True
