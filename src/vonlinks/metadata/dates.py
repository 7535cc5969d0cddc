"""Moments as cameras and agencies write them, to ISO 8601."""

import re
from datetime import UTC, datetime, timedelta, timezone

__all__ = ["iso_moment"]

_YEAR_FIRST = r"(?P<year>\d{4})(?:[-:/.](?P<month>\d{1,2})(?:[-:/.](?P<day>\d{1,2}))?)?"
_DAY_FIRST = r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
_TIME = r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
_OFFSET = r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
_FORMS = tuple(re.compile(date + _TIME + _OFFSET, re.ASCII) for date in (_YEAR_FIRST, _DAY_FIRST))


def iso_moment(text: str) -> str | None:
    """The moment in ISO 8601, as precise as `text` is; None where it is none (such as a camera clock never set).

    Fractions of a second are dropped.

    >>> iso_moment("2017:01:18 18:02:11+01:00"), iso_moment("2017-01"), iso_moment("0000:00:00 00:00:00")
    ('2017-01-18T18:02:11+01:00', '2017-01', None)
    """
    match = next((m for form in _FORMS if (m := form.fullmatch(text.strip()))), None)
    if match is None or int(match["year"]) == 0:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    if not month or not day:
        return f"{year:04}-{month:02}" if 1 <= month <= 12 else f"{year:04}"
    try:
        moment = datetime(year, month, day, *_clock(match), tzinfo=_zone(match["offset"]))
    except ValueError:
        return None
    if match["hour"] is None:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if match["second"] else "minutes")


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0)


def _zone(offset: str | None) -> timezone | None:
    """The time zone; an offset that no place on earth has raises ValueError."""
    if offset is None:
        return None
    if offset == "Z":
        return UTC
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:])))
