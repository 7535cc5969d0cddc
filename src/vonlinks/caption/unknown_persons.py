"""Two or three words that nobody knows, in a sentence: what stands beside them can still make a person of them."""

from vonlinks.caption.person_words import person_words
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["does_something", "is_act", "is_met"]

_OLDEST = 110
_LONGEST_HOME = 7  # tokens of where somebody is from
_LONGEST_OFFICE = 4  # words of an office in a bracket
_ENDS = frozenset({"", ",", ".", ";", ":", "\n", "!", "?"})


def is_met(sheet: Sheet, first: int, stop: int, high: int) -> bool:
    """Whether the words are whom somebody meets, or an age or office behind them tells of a person.

    met      = meeting name ("greets", "is joined by", "shakes hands with")
             | name "," age ("," | end) | name "(" office ")"
    """
    if _behind_meeting(sheet, first) and (stop >= high or _goes_on(sheet, stop)):
        return True
    return _age_end(sheet, stop, high) > stop or _has_office(sheet, stop, high)


def does_something(sheet: Sheet, stop: int, high: int) -> bool:
    """Whether a verb of what persons do in pictures stands behind words, maybe behind where they are from and an age."""
    at = _home_end(sheet, _age_end(sheet, stop, high), high)
    return at < high and is_act(sheet, at)


def is_act(sheet: Sheet, i: int, *, several: bool = False) -> bool:
    """Whether a word is what a person does in a picture ("holds", "holding", "presented"), or several do ("hold")."""
    acts = person_words(sheet.words.language).acts
    key = sheet.keys[i]
    if sheet.flags[i] & (Flag.CAPITAL | Flag.ROLE | Flag.NOUN) or not sheet.flags[i] & Flag.WORD:
        return False
    return key in acts or (several and (f"{key}s" in acts or f"{key}es" in acts))


def _behind_meeting(sheet: Sheet, first: int) -> bool:
    """Whether what stands right before a word leads to somebody ("greets", "is joined by")."""
    for keys in person_words(sheet.words.language).meetings.get(sheet.keys[first - 1], ()):
        low = first - len(keys)
        if low >= 0 and all(sheet.keys[low + k] == key for k, key in enumerate(keys)):
            return True
    return False


def _goes_on(sheet: Sheet, stop: int) -> bool:
    """Whether the sentence goes on behind a name as it does behind a person."""
    small = sheet.flags[stop] & Flag.WORD and not sheet.flags[stop] & (Flag.CAPITAL | Flag.NOUN)
    return bool(small) or sheet.keys[stop] in _ENDS or sheet.closes[stop] >= 0 or stop in sheet.marker_at


def _age_end(sheet: Sheet, stop: int, high: int) -> int:
    """Index after an age between commas behind a name ("Jo Doe, 12, holds"); `stop` if there is none."""
    at = stop + 1
    if at >= high or sheet.keys[stop] != "," or not sheet.flags[at] & Flag.NUMBER:
        return stop
    text = sheet.tokens[at].text
    told = text.isdecimal() and len(text) <= len("110") and 0 < int(text) <= _OLDEST
    return at + 1 if told and sheet.keys[at + 1] in {",", "."} else stop


def _home_end(sheet: Sheet, at: int, high: int) -> int:
    """Index after where somebody is from, and the comma that ends it ("of Sampleton, Ohio,"); `at` if nothing is told."""
    i = at + (sheet.keys[at] == ",")
    if i >= high or not sheet.flags[i] & Flag.FROM:
        return i if sheet.flags[i] & Flag.WORD and i < high else at
    last = i = i + 1
    while i < min(high, at + _LONGEST_HOME) and (sheet.flags[i] & Flag.CAPITAL or sheet.keys[i] in {",", "of", "the"}):
        i += 1
        if sheet.flags[i - 1] & Flag.CAPITAL or sheet.keys[i - 1] == ",":
            last = i
    return last


def _has_office(sheet: Sheet, stop: int, high: int) -> bool:
    """Whether the bracket behind words holds one person's office and nothing else ("(captain)")."""
    last = sheet.closes[stop]
    if last < 0 or last >= high or last - stop - 1 > _LONGEST_OFFICE or last - stop == 1:
        return False
    inside = range(stop + 1, last)
    if sheet.flags[last - 1] & Flag.PLURAL or not all(sheet.flags[k] & Flag.WORD for k in inside):
        return False
    return bool(sheet.flags[last - 1] & Flag.ROLE) and not sheet.flags[last - 1] & Flag.CAPITAL
