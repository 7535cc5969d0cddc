"""The name that ends right before a place, where somebody must be."""

from vonlinks.caption.names import in_run, is_unknown
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["name_before"]

_LONGEST_RUN = 12
_NEAR = 3  # tokens before a name in which an article makes a thing of it


def name_before(sheet: Sheet, low: int, i: int) -> tuple[int, int, bool] | None:
    """The name that ends right before token `i`, where a position marker says that somebody must be there.

    A thing with a marker ("neuen Bildungsquartier (li.)") is told from a person by its article, adjective or noun ending.
    """
    stop = i
    first = i
    low = max(low, i - _LONGEST_RUN)
    while first > low and (sheet.name_words[first - 1] or (sheet.flags[first - 1] & Flag.PARTICLE and first < i)):
        first -= 1
    while first < stop and not sheet.name_words[first]:
        first += 1
    if first >= stop:
        return None
    found = in_run(sheet, first, stop, loose=True)
    if found is None or found[1] != stop:
        return None
    start = found[0]
    if found[2] and (stop - start > 1 or sheet.flags[start] & Flag.GIVEN or sheet.flags[start - 1] & Flag.ROLE):
        return found
    if any(sheet.flags[k] & Flag.NOUN for k in range(start, stop)):
        return None
    if not found[2] and _describes_thing(sheet, low, first) and not _is_whole(sheet, low, start, stop):
        return None
    return start, stop, found[2]


def _is_whole(sheet: Sheet, low: int, start: int, stop: int) -> bool:
    """Whether two unknown words are a first name and a surname: no article or preposition that leads to a thing stands near."""
    if stop - start != len(("given", "surname")) or not all(is_unknown(sheet, k) for k in range(start, stop)):
        return False
    leads = Flag.ARTICLE | Flag.POSSESSIVE | Flag.LOCATIVE | Flag.FROM
    return not any(sheet.flags[k] & leads for k in range(max(low, start - _NEAR), start))


def _describes_thing(sheet: Sheet, low: int, first: int) -> bool:
    """Whether an article, preposition or adjective stands before the word `first`."""
    if first <= low:
        return False
    flags = sheet.flags[first - 1]
    if not flags & Flag.WORD:
        return False
    if flags & Flag.CONNECTOR:
        return False
    return not flags & (Flag.ROLE | Flag.CAPITAL) or bool(flags & Flag.STOP)
