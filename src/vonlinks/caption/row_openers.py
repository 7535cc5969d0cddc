"""Whether a row word opens a row, by what stands around it."""

from vonlinks.caption.markers import Marker
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["cuts_names", "meets_name", "stands_alone"]


def stands_alone(sheet: Sheet, before: int, after: int) -> bool:
    """Whether a row word opens a row, and does not only describe the person between two commas."""
    key = sheet.keys[before]
    if key == ")" and sheet.flags[before + 1] & Flag.CAPITAL:
        return True
    if key == ",":
        return sheet.keys[after] != ","
    return key in {"", ";", ".", "\n", ":"} or bool(sheet.flags[before] & Flag.CONNECTOR)


def cuts_names(sheet: Sheet, marker: Marker, after: int) -> bool:
    """Whether a row that begins with a capital stands right between two persons ("… Jo Doe Bottom row Sergeant Roe, …")."""
    opens = sheet.flags[marker.first] & Flag.CAPITAL and marker.stop - marker.first > 1
    return bool(opens) and meets_name(sheet, marker.first - 1, after)


def meets_name(sheet: Sheet, before: int, after: int) -> bool:
    """Whether a row in a bracket stands between two names without a mark ("A B (front row) C D, …")."""
    flags = sheet.flags
    named = Flag.GIVEN | Flag.TITLE | Flag.INITIAL
    return sheet.name_words[before] and bool(flags[after] & named) and not sheet.tokens[after].tight
