"""The days a caption tells, in the usual forms of its language."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.caption.weekdays import BEFORE_WEEKDAY, WEEKDAY_NAMES, weekday_after, weekday_before, weekday_of

__all__ = ["CaptionDate", "find_dates"]

_YEARS = range(1839, 2100)  # 1839: the first photographs
_NUMERIC = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_DAY = re.compile(r"(?:[a-zà-ü]{1,5}')?(\d{1,2})(?:st|nd|rd|th|er|ère|e|ste|de|te|º|ª)?$")
_ROMAN = {
    name: n
    for n, name in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BETWEEN = frozenset({",", "de", "del", "of", "do", "di", "d'", ".", "°", "den", "the"})
# What stands between two days of one month: "8. und 9. Mai", "8-10 May", "del 8 al 10 de mayo".
_TO = frozenset(
    {
        "-",
        "/",
        "bis",
        "to",
        "through",
        "au",
        "al",
        "ao",
        "tot",
        "til",
        "till",
        "do",
        "a",
        "t",
        "m",
        "e",
        "y",
        "à",
        "u",
        ",",
    }
)
_MOST_DAYS = 4
_FAR = 3
# A life in brackets: two days further apart than this are no event.
_LONGEST_EVENT = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class CaptionDate:
    """One date in a caption.

    Attributes:
        iso: "2017-01-18", or "2017-01" where no day is told; of several days the first.
        first: index of its first token.
        stop: index after its last.
        earliest: the first day it can mean.
        latest: the last day it can mean.
        warning: a sentence if the weekday beside it is another than the calendar's.
        background: it tells since when, until when, or somebody's birth; not when the picture was taken.
    """

    iso: str
    first: int
    stop: int
    earliest: dt.date
    latest: dt.date
    warning: str | None = None
    background: bool = False


@dataclass(slots=True)
class _Told:
    """What the tokens say before the calendar is asked.

    Attributes:
        days: (day, index of its token), in the order of the text; empty where only a month is told.
        month: 1..12, of the last day.
        first_month: of the first day.
        year: of all of them.
        stop: index after the last token.
    """

    days: list[tuple[int, int]]
    month: int
    first_month: int
    year: int
    stop: int


def find_dates(tokens: Sequence[Token], words: Vocabulary) -> list[CaptionDate]:
    """All dates with a year, in the order of the text.

    date     = [weekday ","] (days month year | month days [","] year | month year | numeric) ["," weekday]
    days     = day { ("und" | "-" | "bis" | …) [weekday] day } | day month "bis" day
    day      = number ["." | "th" | "er" | "º" …]
    numeric  = "18.01.2017" | "18.1.17" | "18/01/2017" | "18-1-2017" | "2017-01-18" | "2017/01/18" | "18 I 2017" (Polish)
    A numeric date with a slash in English is month first; where both numbers could be the month, only the year is sure and
    no date is given, unless a weekday decides.
    """
    found: list[CaptionDate] = []
    i, size = 0, len(tokens)
    month, number = Flag.MONTH, Flag.NUMBER
    while i < size:
        told = None
        token = tokens[i]
        if token.flags & month:
            told = _month_first(tokens, i, words)
        elif token.flags & number or token.text[:1].isdigit():
            told = _numeric(tokens, i, words) or _day_first(tokens, i, words)
        elif "'" in token.key or token.key in words.first_days:
            told = _day_first(tokens, i, words)
        date = _build(tokens, i, told, words) if told is not None else None
        if date is not None:
            found.append(date)
            i = date.stop
        else:
            i += 1
    return _without_lives(tokens, found)


def _without_lives(tokens: Sequence[Token], found: list[CaptionDate]) -> list[CaptionDate]:
    """Call the two dates of a life background ("(1.5.1901 - 3.2.1980)")."""
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        if two.first == one.stop + 1 and tokens[one.stop].key == "-" and two.earliest - one.latest > _LONGEST_EVENT:
            found[k], found[k + 1] = replace(one, background=True), replace(two, background=True)
    return found


# --- numbers ---------------------------------------------------------------------------------------------------


def _number(tokens: Sequence[Token], i: int) -> int | None:
    if i >= len(tokens) or not tokens[i].flags & Flag.NUMBER or not tokens[i].text.isdecimal():
        return None
    return int(tokens[i].text) if len(tokens[i].text) <= 4 else None


def _year(tokens: Sequence[Token], i: int) -> int | None:
    value = _number(tokens, i)
    return value if value in _YEARS else None


def _day(tokens: Sequence[Token], i: int, words: Vocabulary) -> int | None:
    """The day of a month that token `i` is: "8", "8.", "8th", "1er", "l'8"; "primo"."""
    if i >= len(tokens):
        return None
    match = _DAY.match(tokens[i].key)
    value = int(match[1]) if match else words.first_days.get(tokens[i].key, 0)
    return value if 1 <= value <= 31 else None


def _month(tokens: Sequence[Token], i: int, words: Vocabulary) -> int | None:
    if i >= len(tokens):
        return None
    if tokens[i].flags & Flag.MONTH:
        return words.months[tokens[i].key]
    return _ROMAN.get(tokens[i].text) if words.language == "pl" else None


def _skip(tokens: Sequence[Token], i: int, keys: frozenset[str]) -> int:
    while i < len(tokens) and tokens[i].key in keys:
        i += 1
    return i


# --- the forms -------------------------------------------------------------------------------------------------


def _numeric(tokens: Sequence[Token], i: int, words: Vocabulary) -> _Told | None:
    text = tokens[i].text
    match = _NUMERIC.match(text)
    if match:
        year = int(match[4])
        return _day_and_month(
            tokens, i, (int(match[1]), int(match[3])), (year if year > 99 else 2000 + year, i + 1), words
        )
    match = _YEAR_FIRST.match(text)
    if match and int(match[1]) in _YEARS:
        return _Told([(int(match[4]), i)], int(match[3]), int(match[3]), int(match[1]), i + 1)
    if i + 5 <= len(tokens):
        joined = "".join(token.text + ("." if token.dotted else "") for token in tokens[i : i + 5])
        match = _ISO.match(joined)
        if match:
            return _Told([(int(match[3]), i)], int(match[2]), int(match[2]), int(match[1]), i + 5)
        if tokens[i + 1].key == tokens[i + 3].key and tokens[i + 1].key in {"-", "/", "."} and tokens[i + 1].tight:
            return _three(tokens, (i, i + 2, i + 4), words)
    if i + 3 <= len(tokens) and tokens[i].dotted and tokens[i + 1].dotted:
        return _three(tokens, (i, i + 1, i + 2), words)
    return None


def _three(tokens: Sequence[Token], at: tuple[int, int, int], words: Vocabulary) -> _Told | None:
    """Day, month and year as three numbers: "18. 1. 2017", "18-01-2017", "18 / 1 / 2017"."""
    if _year(tokens, at[0]):
        month, day = _number(tokens, at[1]) or 0, _number(tokens, at[2]) or 0
        told = _Told([(day, at[0])], month, month, _number(tokens, at[0]) or 0, at[2] + 1)
        return told if 1 <= month <= 12 and 1 <= day <= 31 else None
    one, two, year = _number(tokens, at[0]), _number(tokens, at[1]), _year(tokens, at[2])
    if not one or not two or not year:
        return None
    return _day_and_month(tokens, at[0], (one, two), (year, at[2] + 1), words)


def _day_and_month(
    tokens: Sequence[Token], i: int, numbers: tuple[int, int], rest: tuple[int, int], words: Vocabulary
) -> _Told | None:
    """Which of two numbers is the month: the second, but for the slashes of English."""
    one, two = numbers
    year, stop = rest
    slashed = "/" in tokens[i].text or (i + 1 < len(tokens) and tokens[i + 1].key == "/")
    day_first = _Told([(one, i)], two, two, year, stop)
    if not slashed or words.language != "en":
        return day_first
    month_first = _Told([(two, i)], one, one, year, stop)
    if one > 12 or one == two:
        return day_first
    if two > 12:
        return month_first
    told = weekday_before(tokens, i, words)
    if told is None:
        return None
    return next(
        (t for t in (month_first, day_first) if dt.date(t.year, t.month, t.days[0][0]).weekday() == told[0]), None
    )


def _day_first(tokens: Sequence[Token], i: int, words: Vocabulary) -> _Told | None:
    """Read "8. Mai 2019", "8. und 9. Mai 2019", "30. April bis 2. Mai 2019"."""
    days: list[tuple[int, int]] = []
    months: list[int] = []
    k = i
    while len(days) < _MOST_DAYS:
        day = _day(tokens, k, words)
        if day is None:
            last = _numeric(tokens, k, words) if days and not months and k < len(tokens) else None
            if last is None or last.days[0][0] <= days[-1][0]:
                return None
            return replace(last, days=days + last.days)  # "23.-24.02.1991"
        if days and not months and day <= days[-1][0]:
            return None  # "…, 12, 8. Mai 2019": the first number is no day
        days.append((day, k))
        after = _skip(tokens, _after_ordinal(tokens, k + 1), _BETWEEN)
        month = _month(tokens, after, words)
        if month:
            months.append(month)
            year = _year(tokens, _skip(tokens, after + 1, _BETWEEN))
            if year:
                return _Told(days, month, months[0], year, _skip(tokens, after + 1, _BETWEEN) + 1)
            after += 1
        k = _to_next_day(tokens, after, words)
        if not k:
            return None
    return None


def _after_ordinal(tokens: Sequence[Token], i: int) -> int:
    """Index after the ":e" of a Swedish ordinal."""
    if i + 1 < len(tokens) and tokens[i].key == ":" and tokens[i + 1].key in {"e", "a"} and tokens[i + 1].tight:
        return i + 2
    return i


def _to_next_day(tokens: Sequence[Token], i: int, words: Vocabulary) -> int:
    """Index of the next day of a range or list behind the words that join them; 0 if none joins there."""
    k = i
    while k < len(tokens) and k - i < _FAR and (tokens[k].key in _TO or tokens[k].flags & Flag.CONNECTOR):
        k += 1
    if k == i:
        return 0
    while (
        k < len(tokens)
        and k - i < 2 * _FAR
        and (tokens[k].key in BEFORE_WEEKDAY or weekday_of(tokens, k, words) is not None)
    ):
        k += 1
    return k


def _month_first(tokens: Sequence[Token], i: int, words: Vocabulary) -> _Told | None:
    """Read "May 8, 2019", "May 8-9, 2019", "April 30 to May 2, 2019", "May 2019", "Mai/Juni 2019"."""
    month = first_month = words.months[tokens[i].key]
    days: list[tuple[int, int]] = []
    k = i + 1
    while k < len(tokens) and len(days) < _MOST_DAYS and not _year(tokens, k):
        day = _day(tokens, k, words)
        if day is None:
            break
        days.append((day, k))
        year = _year(tokens, _skip(tokens, k + 1, _BETWEEN))
        if year:
            return _Told(days, month, first_month, year, _skip(tokens, k + 1, _BETWEEN) + 1)
        k = _to_next_day(tokens, k + 1, words) or len(tokens)
        more = _month(tokens, k, words)
        if more:
            month, k = more, k + 1
    if days:
        return None
    k = i + 1
    if k + 1 < len(tokens) and tokens[k].key in {"/", "-"} and tokens[k + 1].flags & Flag.MONTH:
        month, k = words.months[tokens[k + 1].key], k + 2
    k = _skip(tokens, k, _BETWEEN - {"."})
    year = _year(tokens, k)
    return _Told([], month, first_month, year, k + 1) if year else None


# --- the calendar ----------------------------------------------------------------------------------------------


def _build(tokens: Sequence[Token], first: int, told: _Told, words: Vocabulary) -> CaptionDate | None:
    try:
        if not told.days:
            earliest = dt.date(told.year, told.first_month, 1)
            latest = (dt.date(told.year, told.month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
            iso = f"{told.year:04d}-{told.first_month:02d}"
        else:
            turned = told.first_month > told.month  # "30. Dezember bis 2. Januar 2019"
            earliest = dt.date(told.year - turned, told.first_month, told.days[0][0])
            latest = dt.date(told.year, told.month, told.days[-1][0])
            iso = earliest.isoformat()
    except ValueError:
        return _impossible(first, told)
    latest = max(latest, earliest)
    warning = _doubt(tokens, earliest, told, words) if told.days else None
    background = _is_background(tokens, first, words)
    return CaptionDate(iso, first, told.stop, earliest, latest, warning, background)


def _impossible(first: int, told: _Told) -> CaptionDate | None:
    """A day that no calendar has, such as 31 February: its month, and a warning; None where even the month is none."""
    if not told.days or not 1 <= told.month <= 12:
        return None
    whole = dt.date(told.year, told.month, 1)
    warning = f"{told.days[-1][0]} {_MONTH_NAMES[told.month - 1]} {told.year} is no day of the calendar."
    return CaptionDate(f"{told.year:04d}-{told.month:02d}", first, told.stop, whole, whole, warning)


def _doubt(tokens: Sequence[Token], earliest: dt.date, told: _Told, words: Vocabulary) -> str | None:
    """A sentence if a weekday beside a day is not the calendar's."""
    for n, (number, at) in enumerate(told.days):
        try:
            day = earliest if n == 0 else dt.date(told.year, told.month, number)
        except ValueError:
            continue
        beside = weekday_before(tokens, at, words) or (weekday_before(tokens, at - 1, words) if n == 0 and at else None)
        if beside is None and n + 1 == len(told.days):
            beside = weekday_after(tokens, told.stop, words)
        if beside and beside[0] != day.weekday():
            return f"{day.isoformat()} was a {WEEKDAY_NAMES[day.weekday()]}, but the caption says {beside[1]}."
    return None


def _is_background(tokens: Sequence[Token], first: int, words: Vocabulary) -> bool:
    """Whether a word before the date says that it tells since when, until when, or a birth or death."""
    for k in range(first - 1, max(-1, first - 1 - _FAR), -1):
        if tokens[k].key in words.other_days:
            return True
        if tokens[k].key not in BEFORE_WEEKDAY and not tokens[k].flags & (Flag.WEEKDAY | Flag.ARTICLE):
            return False
    return False
