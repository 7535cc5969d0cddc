"""Dates as the reader's language writes them."""

import re

__all__ = ["day_of", "written_date"]

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
    found = _PARTS.match(taken or "")
    if not found:
        return ""
    year, month, day = (int(part) if part else None for part in found.groups())
    language = next((known for known in map(_known, languages.split(",")) if known), None)
    if language is None or month is None or not 1 <= month <= 12:
        return found.group()
    name = _MONTHS[language[:2]].split()[month - 1]
    return _PATTERNS[language][day is not None].format(year=year, month=name, day=day)


def _known(wish: str) -> str | None:
    """The pattern for one wish of an Accept-Language header: the exact language, else its main language."""
    code = wish.split(";", maxsplit=1)[0].strip().lower()
    return next((key for key in (code, code.split("-")[0]) if key in _PATTERNS), None)
