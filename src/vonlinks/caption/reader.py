"""From text to CaptionReading: the steps in their order."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from vonlinks.caption.checks import find_miscounts, find_unread, find_warnings
from vonlinks.caption.credit import FoundCredit, merge_credits, read_credits
from vonlinks.caption.dates import find_dates
from vonlinks.caption.language import detect_language
from vonlinks.caption.marker_bounds import SENTENCE_ENDS
from vonlinks.caption.markers import ends_sentence
from vonlinks.caption.mentions import to_mentions
from vonlinks.caption.names import folded
from vonlinks.caption.role_dates import without_dates
from vonlinks.caption.sheet import Sheet, lay_out
from vonlinks.caption.statements import Statements
from vonlinks.caption.tokens import Flag, Token, pair_brackets, split_words
from vonlinks.caption.vocabulary_files import languages, vocabulary
from vonlinks.domain import CaptionReading

__all__ = ["read_caption"]

_LONGEST_TITLE = 6
_LONGEST_REST = 60  # tokens of a list that may follow a full stop inside it
_LONGEST_ENTRY = 12  # tokens of one person in a list that full stops part
_first = attrgetter("first")
_DIGIT = re.compile(r"\d")  # all dates have a year


def read_caption(text: str, *, language: str = "auto", known_names: Sequence[str] = ()) -> CaptionReading:
    """Read one caption: who is named, in which place, with which role; the credit and the date.

    It never raises; what serves no purpose comes back in `unread`. Time grows linearly with the length of the text.

    caption  = { statement } with the credit cut out
    statement= { prose | list }
    list     = opener entries | entries closer

    Args:
        text: the caption, as printed.
        language: ISO 639-1 code, or "auto" to tell it from the words.
        known_names: names of known persons; where one stands in the text it is read as a name, whatever it looks like.

    >>> reading = read_caption("Im Bild (v.l.): OB Eva Muster und Jan Beispiel. Foto: Ada Probe/dpa")
    >>> [(p.name, p.role, p.position.side, p.position.index) for p in reading.people]
    [('Eva Muster', 'OB', 'left', 1), ('Jan Beispiel', None, 'left', 2)]
    >>> reading.credit.photographer, reading.credit.agency
    ('Ada Probe', 'dpa')
    """
    words = vocabulary(language if language in languages() else detect_language(text))
    tokens = split_words(text, words.look, words.abbreviations, words.credit.glued, words.acronyms)
    closes = pair_brackets(tokens)
    credits_found = read_credits(text, tokens, closes, words)
    dates = find_dates(tokens, words) if _DIGIT.search(text) else []
    if credits_found:
        body = _without(tokens, credits_found)
        closes = pair_brackets(body)
    else:
        body = tokens
    sheet = lay_out(text, body, closes, words, _known(tuple(known_names)))
    statement = Statements(sheet)
    for low, high in _sentences(sheet):
        statement.read(low, high)
    statement.arrange()
    for person in (*statement.people, *sheet.served) if dates else ():
        person.roles = without_dates(person.roles, tokens, dates)
    mentions, complete = to_mentions(sheet, [*statement.people, *sheet.served], statement.lists)
    dates_at = [(tokens[d.first].start, tokens[d.stop - 1].end) for d in dates]
    day = next((d for d in dates if not d.background and not _inside(tokens[d.first].start, credits_found)), None)
    doubts = [d.warning for d in dates if d.warning] + find_miscounts(sheet, statement.lists, mentions)
    warnings = find_warnings(mentions, doubts, known_names)
    return CaptionReading(
        text=text,
        language=words.language,
        people=mentions,
        credit=merge_credits([found.credit for found in credits_found], text),
        date=day.iso if day else None,
        warnings=warnings,
        unread=find_unread(sheet, mentions, statement.people, dates_at),
        complete=complete,
        date_span=(tokens[day.first].start, tokens[day.stop - 1].end) if day else None,
    )


def _inside(place: int, credits_found: Sequence[FoundCredit]) -> bool:
    return any(found.credit.span[0] <= place < found.credit.span[1] for found in credits_found)


def _without(tokens: list[Token], credits_found: Sequence[FoundCredit]) -> list[Token]:
    """The tokens without those of credits; a full stop stands for each credit."""
    kept: list[Token] = []
    at = 0
    for found in credits_found:
        kept += tokens[at : found.first]
        place = tokens[found.first].start
        kept.append(Token("", place, place, ".", 0))
        at = found.stop
    return kept + tokens[at:]


@lru_cache(maxsize=8)
def _known(names: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Known names as folded words, longest first, by the first of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(folded(part.strip(".,")) for part in name.split() if part.strip(".,"))
        if words:
            found.setdefault(words[0], []).append(words)
    for entries in found.values():
        entries.sort(key=len, reverse=True)
    return found


def _sentences(sheet: Sheet) -> list[tuple[int, int]]:
    """Cut the tokens at full stops and the like outside of brackets, and at empty lines."""
    found: list[tuple[int, int]] = []
    start = 0
    rows = {
        marker.stop - 1
        for marker in sheet.markers
        if marker.kind == "row" and ends_sentence(sheet.tokens, marker.stop - 1)
    }
    for i in [i for i, key in enumerate(sheet.keys) if key in SENTENCE_ENDS or i in rows]:
        token = sheet.tokens[i]
        if i in rows and sheet.depth[i] == 0:
            found.append((start, i + 1))
            start = i + 1
        if token.flags or sheet.depth[i] > 0:
            continue
        if (token.key == "?" and _is_somebody(sheet, i)) or (token.key == "." and _is_heading(sheet, start, i)):
            continue
        if (token.key in {".", "!", "?"} and not _goes_on(sheet, i) and not _list_goes_on(sheet, start, i)) or (
            token.key == "\n" and token.text.count("\n") > 1
        ):
            if i > start:
                found.append((start, i))
            start = i + 1
    if start < len(sheet.tokens):
        found.append((start, len(sheet.tokens)))
    return found


def _is_heading(sheet: Sheet, start: int, i: int) -> bool:
    """Whether nothing but a row stands before a full stop ("Front row. L-R: Jo Doe, …", "Front. Jo Doe, Ann Roe")."""
    marker = sheet.marker_at.get(start)
    if marker is not None and marker.first == start and marker.row is not None and marker.stop > i:
        return True
    alone = marker is not None and marker.kind == "row" and marker.stop == i and i + 2 < len(sheet.tokens)
    return alone and (i + 1 in sheet.marker_at or bool(sheet.name_words[i + 1] and sheet.name_words[i + 2]))


def _is_somebody(sheet: Sheet, i: int) -> bool:
    """Whether a question mark stands for a person whose name nobody knows ("A B, ???, C D", "4 ?")."""
    before = sheet.keys[i - 1] if i else ""
    return before in {",", ";", ":", "?", "\n", "-"} or bool(i and sheet.flags[i - 1] & (Flag.NUMBER | Flag.CONNECTOR))


def _goes_on(sheet: Sheet, i: int) -> bool:
    """Whether a full stop only ends an abbreviation: a word in small letters or a tight one follows."""
    following = sheet.tokens[i + 1] if i + 1 < len(sheet.tokens) else None
    if following is None or not sheet.tokens[i].text:
        return False
    if not following.flags & Flag.WORD:
        return following.key in {",", ";"}
    if _is_short_title(sheet, i):
        return True
    return following.tight or not following.flags & (Flag.CAPITAL | Flag.NUMBER)


def _list_goes_on(sheet: Sheet, start: int, i: int) -> bool:  # noqa: C901, PLR0911 - one grammar rule, its exits in their order
    """Whether a full stop in a list stands for a comma: nothing but full names and marks follows up to the next stop.

    So "From left: A B, C D (coach). E F, G H; …" is one list.
    """
    opener = bisect_left(sheet.markers, start, key=_first)
    if sheet.tokens[i].key != "." or opener >= len(sheet.markers):
        return False
    if sheet.markers[opener].first >= i or sheet.markers[opener].kind not in {"list", "row"}:
        return False
    if _entry_follows(sheet, sheet.markers[opener].stop, i):
        sheet.list_stops.add(i)
        return True
    commas = words = 0
    k = i + 1
    while k < len(sheet.tokens) and k - i < _LONGEST_REST and sheet.keys[k] not in {".", ";"}:
        if sheet.closes[k] >= 0:
            if k in sheet.marker_at or k + 1 in sheet.marker_at:
                return False
            k = sheet.closes[k] + 1
            continue
        if k in sheet.marker_at:
            return False
        commas += sheet.keys[k] == ","
        words += sheet.name_words[k]
        if sheet.keys[k] != "," and not sheet.name_words[k] and not sheet.flags[k] & (Flag.CONNECTOR | Flag.PARTICLE):
            return False
        if sheet.flags[k] & (Flag.ROLE | Flag.TITLE | Flag.NOUN) and not sheet.flags[k] & (Flag.GIVEN | Flag.SURNAME):
            return False
        k += 1
    goes_on = commas > 0 and words > 2 * commas and bool(sheet.flags[i + 1] & Flag.GIVEN)
    if goes_on:
        sheet.list_stops.add(i)
    return goes_on


def _entry_follows(sheet: Sheet, low: int, i: int) -> bool:
    """Whether a person with an office stands before the full stop `i` of a list that begins at `low`, and another behind it."""
    return _is_entry(sheet, _segment_start(sheet, low, i), i) and _is_entry(sheet, i + 1, _stop_after(sheet, i))


def _segment_start(sheet: Sheet, low: int, i: int) -> int:
    """Index of the first word behind the last stop of a list before token `i`, or behind what opens the list at `low`."""
    first = max((stop + 1 for stop in sheet.list_stops if low <= stop < i), default=low)
    while first < i and sheet.keys[first] in {":", ")", "\n", "-", ","}:
        first += 1
    return first


def _stop_after(sheet: Sheet, i: int) -> int:
    """Index of the next full stop behind token `i`, at most an entry away."""
    high = min(len(sheet.tokens), i + 2 + _LONGEST_ENTRY)
    return next((k for k in range(i + 1, high) if sheet.keys[k] == "."), high)


def _is_entry(sheet: Sheet, low: int, high: int) -> bool:
    """Whether the tokens [low, high) are one person of a list with an office behind a comma ("Jo Doe, Leiterin")."""
    k = low
    while k < high and (sheet.name_words[k] or sheet.flags[k] & Flag.PARTICLE):
        k += 1
    if k - low < 2 or high - low > _LONGEST_ENTRY or sheet.keys[k] != "," or not sheet.flags[low] & Flag.GIVEN:
        return False
    office = range(k + 1, high)
    plain = all(sheet.flags[j] & (Flag.CAPITAL | Flag.LINK | Flag.ROLE | Flag.NUMBER) for j in office)
    return (
        plain
        and any(sheet.flags[j] & Flag.ROLE for j in office)
        and not any(sheet.flags[j] & Flag.GIVEN for j in office)
    )


def _is_short_title(sheet: Sheet, i: int) -> bool:
    """Whether the full stop `i` belongs to an unknown title: a short word, alone since the last mark, before a name (", Arch. Jo Doe")."""
    word = sheet.tokens[i - 1] if i else None
    if word is None or len(word.text) > _LONGEST_TITLE or not sheet.name_words[i - 1] or not sheet.name_words[i + 1]:
        return False
    if (
        word.flags & (Flag.GIVEN | Flag.SURNAME | Flag.ROLE | Flag.UPPER | Flag.NUMBER)
        or sheet.flags[i + 1] & Flag.STOP
    ):
        return False
    at = i - 2
    at -= at > 0 and bool(sheet.flags[at] & Flag.UPPER)  # "; and MPW Undir. Jo Doe"
    before = sheet.keys[at] if at >= 0 else ""
    return before in {",", ";", ":", "("} or bool(at >= 0 and sheet.flags[at] & Flag.CONNECTOR)
