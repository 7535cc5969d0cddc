"""The day a caption tells, in the usual forms of its language."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["CaptionDate", "find_dates"]

_YEARS = range(1839, 2100)  # 1839: the first photographs
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class CaptionDate:
    """One date in a caption.

    Attributes:
        iso: "2017-01-18", or "2017-01" where no day is told.
        first: index of its first token.
        stop: index after its last.
        warning: a sentence if the weekday beside it is another than the calendar's.
    """

    iso: str
    first: int
    stop: int
    warning: str | None = None


def find_dates(tokens: Sequence[Token], words: Vocabulary) -> list[CaptionDate]:
    """All dates with a year, in the order of the text.

    date     = [weekday ","] (day ["."|"de"|"of"] month ["," | "de"] year | month day [","] year | month year | "18.01.2017" | "2017-01-18")
    """
    found: list[CaptionDate] = []
    i, size = 0, len(tokens)
    while i < size:
        flags = tokens[i].flags
        result = None
        if flags & Flag.NUMBER:
            result = _numeric(tokens, i) or _day_first(tokens, i, words)
        elif flags & Flag.MONTH:
            result = _month_first(tokens, i, words)
        if result is None:
            i += 1
            continue
        year, month, day, stop = result
        date = _build(tokens, i, stop, (year, month, day), words)
        if date is not None:
            found.append(date)
            i = stop
        else:
            i += 1
    return found


def _number(tokens: Sequence[Token], i: int) -> int | None:
    if i >= len(tokens) or not tokens[i].flags & Flag.NUMBER or not tokens[i].text.isdecimal():
        return None
    return int(tokens[i].text) if len(tokens[i].text) <= 4 else None


def _year(tokens: Sequence[Token], i: int) -> int | None:
    value = _number(tokens, i)
    return value if value in _YEARS else None


def _numeric(tokens: Sequence[Token], i: int) -> tuple[int, int, int | None, int] | None:
    text = tokens[i].text
    match = _NUMERIC.match(text)
    if match:
        told = int(match[3])
        return (told if told > 99 else 2000 + told), int(match[2]), int(match[1]), i + 1
    stop = i + 5
    if stop <= len(tokens):
        joined = "".join(token.text + ("." if token.dotted else "") for token in tokens[i:stop])
        match = _ISO.match(joined)
        if match:
            return int(match[1]), int(match[2]), int(match[3]), stop
    parts = [tokens[k] for k in range(i, min(i + 3, len(tokens)))]
    if len(parts) == 3 and all(p.flags & Flag.NUMBER for p in parts) and parts[0].dotted and parts[1].dotted:
        year = _year(tokens, i + 2)
        first, second = _number(tokens, i), _number(tokens, i + 1)
        if year and first and second:
            return year, second, first, i + 3
    return None


def _skip(tokens: Sequence[Token], i: int, keys: frozenset[str]) -> int:
    while i < len(tokens) and tokens[i].key in keys:
        i += 1
    return i


_BETWEEN = frozenset({",", "de", "del", "of", "do", "di", "."})


def _day_first(tokens: Sequence[Token], i: int, words: Vocabulary) -> tuple[int, int, int | None, int] | None:
    day = _number(tokens, i)
    if day is None or not 1 <= day <= 31:
        return None
    k = _skip(tokens, i + 1, _BETWEEN)
    if k >= len(tokens) or not tokens[k].flags & Flag.MONTH:
        return None
    month = words.months[tokens[k].key]
    k = _skip(tokens, k + 1, _BETWEEN)
    year = _year(tokens, k)
    return (year, month, day, k + 1) if year else None


def _month_first(tokens: Sequence[Token], i: int, words: Vocabulary) -> tuple[int, int, int | None, int] | None:
    month = words.months[tokens[i].key]
    if i + 1 < len(tokens):
        day = _number(tokens, i + 1) or _suffixed(tokens[i + 1])
        k = _skip(tokens, i + 2, _BETWEEN)
        year = _year(tokens, k)
        if day and 1 <= day <= 31 and year:
            return year, month, day, k + 1
    k = _skip(tokens, i + 1, _BETWEEN - {"."})
    year = _year(tokens, k)
    return (year, month, None, k + 1) if year else None


def _suffixed(token: Token) -> int | None:
    """The number in "4th"."""
    digits = token.key.rstrip("stndrh")
    return int(digits) if digits.isdecimal() and len(digits) <= 2 and token.key[:1].isdecimal() else None


def _build(
    tokens: Sequence[Token], first: int, stop: int, parts: tuple[int, int, int | None], words: Vocabulary
) -> CaptionDate | None:
    year, month, day = parts
    if not 1 <= month <= 12:
        return None
    if day is None:
        return CaptionDate(f"{year:04d}-{month:02d}", first, stop)
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    warning = None
    k = first - 1
    while k >= 0 and first - k <= 4 and (tokens[k].key in {",", "(", "den", "dem", "the", "le", "el"}):
        k -= 1
    if k >= 0 and tokens[k].flags & Flag.WEEKDAY and len(tokens[k].key) > 1:
        told = words.weekdays[tokens[k].key]
        if told != date.weekday():
            warning = (
                f"{date.isoformat()} was a {_WEEKDAY_NAMES[date.weekday()]}, but the caption says {tokens[k].text}."
            )
    return CaptionDate(date.isoformat(), first, stop, warning)
