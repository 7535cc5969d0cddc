"""Dates as the reader's language writes them."""

import re

__all__ = ["day_of", "written_date", "written_days"]

_PARTS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
# Order and punctuation from the Unicode CLDR, date format "long", and its skeleton yMMMM.
_PATTERNS = {
    "en": ("{month} {year}", "{day} {month} {year}"),
    "en-us": ("{month} {year}", "{month} {day}, {year}"),
    "de": ("{month} {year}", "{day}. {month} {year}"),
    "fr": ("{month} {year}", "{day} {month} {year}"),
}


def day_of(taken: str | None) -> str:
    """The day of an ISO 8601 date, as partial as it is written; "" for none.

    >>> day_of("2017-01-18T18:02:11+01:00"), day_of("2017"), day_of(None), day_of("long ago")
    ('2017-01-18', '2017', '', '')
    """
    found = _PARTS.match(taken or "")
    return found.group() if found else ""


def written_date(taken: str | None, languages: str = "") -> str:
    """A date as the first known language of an Accept-Language header writes it, in ISO 8601 if none is known.

    >>> written_date("2017-01-18T18:02", "de-AT,de;q=0.9,en;q=0.8"), written_date("2017-01", "en-US,en")
    ('18. Januar 2017', 'January 2017')
    >>> written_date("2017-01-18", "nl"), written_date(None, "de")
    ('2017-01-18', '')
    """
    day = day_of(taken)
    language = _language(languages)
    if language is None or not 1 <= int(day[5:7] or 0) <= 12:
        return day
    return _filled(language, day, day[8:].removeprefix("0"))


def written_days(first: str, last: str, languages: str = "") -> str:
    """A run of days of one month, from the earlier to the later; one date if they are the same.

    >>> written_days("2017-01-18", "2017-01-21", "de"), written_days("2017-01-18", "2017-01-21", "en-US")
    ('18.–21. Januar 2017', 'January 18–21, 2017')
    >>> written_days("2017-01-18", "2017-01-18", "de"), written_days("2017-01-18", "2017-01-21")
    ('18. Januar 2017', '2017-01-18 – 2017-01-21')
    """
    language = _language(languages)
    if first == last or language is None:
        return " – ".join(dict.fromkeys((written_date(first, languages), written_date(last, languages))))
    dot = "." if language == "de" else ""
    return _filled(language, first, f"{int(first[8:])}{dot}–{int(last[8:])}")


def _filled(language: str, date: str, day: str) -> str:
    name = _MONTHS[language[:2]].split()[int(date[5:7]) - 1]
    return _PATTERNS[language][bool(day)].format(year=date[:4], month=name, day=day)


def _language(wishes: str) -> str | None:
    """The first wish of an Accept-Language header that is known: the exact language, else its main language."""
    codes = (wish.split(";", maxsplit=1)[0].strip().lower() for wish in wishes.split(","))
    keys = (key for code in codes for key in (code, code.split("-", maxsplit=1)[0]))
    return next((key for key in keys if key in _PATTERNS), None)
