"""Whether a row word opens a row, by what stands around it."""

from dataclasses import replace

from vonlinks.caption.markers import Marker
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["cuts_names", "meets_name", "stands_alone", "with_led_row"]

_LONGEST_LEAD = 8  # tokens from a row word to the direction


def with_led_row(sheet: Sheet, marker: Marker, low: int) -> Marker:
    """The direction with the row that its sentence begins with, words in small letters between ("Seated at the table, from left: …")."""
    begin = marker.first - marker.bracketed
    if marker.kind not in {"list", "clock"} or marker.row is not None or not 1 < begin - low <= _LONGEST_LEAD:
        return marker
    led = sheet.words.phrases.longest(sheet.tokens, low, sheet.words.ordinals)
    if led is None or led.meaning.kind not in {"row", "row-nth"}:
        return marker
    if any(sheet.flags[k] & Flag.CAPITAL for k in range(low + 1, begin)):
        return marker
    for k in range(begin - 1, low - 1, -1):
        told = sheet.marker_at.get(k)
        if told is not None and told.row is not None:
            return replace(marker, row=told.row)  # "Seated in the first row, from left: …"
    return replace(marker, first=low, bracketed=False, row=led.meaning.row or led.ordinal)


def stands_alone(sheet: Sheet, before: int, after: int) -> bool:
    """Whether a row word opens a row, and does not only describe the person between two commas."""
    key = sheet.keys[before]
    if key == ")" and sheet.flags[before + 1] & Flag.CAPITAL:
        return True
    if key == ",":
        return sheet.keys[after] != ","
    if key == "-" and before and sheet.keys[before - 1] == ":":
        return True  # ":- (standing) Jo Doe"
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
