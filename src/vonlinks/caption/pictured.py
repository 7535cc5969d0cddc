"""Who is shown, and who is only spoken of."""

from vonlinks.caption.names import find_name, name_text
from vonlinks.caption.person_words import person_words
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = ["absent_inside", "is_pictured", "is_remote", "is_spoken_of"]

_DONE = ("ed", "en", "t", "built", "painted")
_FAR = 7  # tokens between the participle and its "by"
_HEADING_ENDS = frozenset({":", ".", ";", "!", "?", "\n"})
_LONGEST_HEADED, _LONGEST_HEADING = 60, 12  # tokens
_REMOTE, _OF = around("remote"), around("kin_of")


def is_pictured(sheet: Sheet, first: int, stop: int, begin: int | None) -> bool:
    """False for names that are only spoken of: after "gegen" or "in memory of", in a genitive, in quotation marks.

    Args:
        sheet: the caption.
        first: first token of the name.
        stop: index after the name.
        begin: first token of the role before the name, if it has one.
    """
    if sheet.flags[stop - 1] & Flag.OWNER:
        return False
    start = begin if begin is not None else first
    if (
        (start + 2 < first and any(is_spoken_of(sheet, at) for at in range(start + 2, first)))
        or is_spoken_of(sheet, start)
        or (start < first and is_spoken_of(sheet, first))
    ):
        return False
    alone = stop - first == 1 and sheet.flags[first] & Flag.PUBLIC
    if alone and sheet.flags[start - 1] & Flag.AGAINST and start > 0:
        return False
    if alone and start > 1 and sheet.flags[start - 1] & Flag.ARTICLE and sheet.flags[start - 2] & Flag.AGAINST:
        return False
    if sheet.keys[first - 1] == '"' and sheet.keys[stop] == '"':
        return False
    last = sheet.tokens[stop - 1]
    genitive = stop - first == 1 and last.key.endswith("s")
    return not (genitive and sheet.words.words.get(last.key[:-1], 0) & Flag.PUBLIC)


def is_remote(sheet: Sheet, first: int) -> bool:
    """Whether a heading with a colon before a name says that those took part from afar, so that it is open who is seen."""
    colon = first - 1
    while colon > 0 and first - colon <= _LONGEST_HEADED and sheet.keys[colon] not in _HEADING_ENDS:
        colon -= 1
    if sheet.keys[colon] != ":":
        return False
    return any(sheet.keys[k] in _REMOTE for k in range(max(0, colon - _LONGEST_HEADING), colon))


def is_spoken_of(sheet: Sheet, start: int) -> bool:
    """Whether words right before a name or its role speak of somebody who is not there ("in memory of", "Tochter von")."""
    words = person_words(sheet.words.language)
    for at in _ends_before(sheet, start):
        for keys in words.spoken.get(sheet.keys[at], ()):
            low = at - len(keys) + 1
            if low >= 0 and tuple(sheet.keys[low : at + 1]) == keys:
                return True
            apart = len(keys) == 2 and keys[0].endswith(_DONE)
            if apart and keys[0] in sheet.keys[max(0, at - _FAR) : at]:
                return True  # "established in 1972 by"
    return start > 1 and sheet.keys[start - 1] in _OF and sheet.keys[start - 2] in words.kin


def _ends_before(sheet: Sheet, start: int) -> list[int]:
    """Indices where a phrase before `start` can end: right before it, or before an article in between."""
    at = start - 1
    ends = []
    while at >= 0 and start - at <= 3 and sheet.flags[at] & Flag.WORD:
        ends.append(at)
        if not sheet.flags[at] & (Flag.ARTICLE | Flag.POSSESSIVE):
            break
        at -= 1
    return ends


def absent_inside(sheet: Sheet, first: int, last: int) -> bool:
    """Somebody else in the bracket, who is said not to be in the picture ("Jo Doe (Ann Roe, not pictured)"): noted, and nothing more."""
    inside = (sheet.marker_at[k] for k in range(first + 2, last) if k in sheet.marker_at)
    marker = next((one for one in inside if one.kind == "missing"), None)
    found = find_name(sheet, first + 1, marker.first, loose=False) if marker is not None else None
    if marker is None or found is None or found[1] - found[0] == 1:
        return False
    sheet.served.append(Person(found[0], found[1], name_text(sheet, found[0], found[1]), pictured=False))
    sheet.used.add(marker.first)
    return True
