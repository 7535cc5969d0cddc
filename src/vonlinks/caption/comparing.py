"""A caption held against what else is known of its picture: when it was taken, and what other captions tell."""

import datetime as dt
from collections.abc import Mapping

from vonlinks.caption.credit import read_credits
from vonlinks.caption.dates import CaptionDate, find_dates
from vonlinks.caption.tokens import pair_brackets, split_words
from vonlinks.caption.vocabulary_files import vocabulary
from vonlinks.domain import CaptionReading

__all__ = ["contradictions"]

_A_DAY = dt.timedelta(days=1)  # midnight, and cameras set to the time of another place
_DIGITAL = 1995  # pictures told to be older were scanned: the file's date is the scanner's
_SERIES = 3  # an event whose captions tell so many days goes on for days
_ISO_DAY = 10


def contradictions(
    reading: CaptionReading, taken: dt.date | None = None, event_dates: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """One sentence for each date that does not fit the one the caption tells.

    A caption contradicts the date of exposure only where none of its dates fits: a date of month and year fits any day of
    that month, several days ("8. bis 10. Mai 2019") fit each, and a day before or after always fits, for an event past
    midnight or a camera that keeps the time of another place. Archive pictures, as the caption or its credit calls them, and
    pictures older than digital cameras contradict nothing; nor do dates that only tell since when, or a birth.

    Two captions of one event contradict each other where both tell a day, and these lie more than a day apart; unless the
    event's captions tell three days or more, as those of a festival or a championship do.

    Args:
        reading: of the caption.
        taken: the day of the exposure, as the camera wrote it; None where that is not known.
        event_dates: the dates (ISO 8601) that captions of the same event tell, by the name of their picture.

    >>> from vonlinks.caption import read_caption
    >>> reading = read_caption("Eva Muster am 18. Januar 2017 im Rathaus.")
    >>> contradictions(reading, dt.date(2017, 3, 2))
    ('The caption tells 2017-01-18, but the camera dates the picture 2017-03-02.',)
    >>> contradictions(reading, None, {"rathaus-2.jpg": "2017-01-25"})
    ('The caption tells 2017-01-18, but that of rathaus-2.jpg, of the same event, tells 2017-01-25.',)
    """
    if reading.date is None or (taken is None and not event_dates):
        return ()
    dates, archived = _told(reading)
    if not dates:
        return ()
    found = []
    if taken is not None and not archived and not any(_fits(date, taken) for date in dates):
        found.append(f"The caption tells {reading.date}, but the camera dates the picture {taken.isoformat()}.")
    return (*found, *_beside(reading.date, dates, event_dates or {}))


def _told(reading: CaptionReading) -> tuple[list[CaptionDate], bool]:
    """The dates of the caption that may be its picture's, and whether it calls the picture an old one."""
    words = vocabulary(reading.language)
    tokens = split_words(reading.text, words.look, words.abbreviations, words.credit.glued, words.acronyms)
    credited = [(c.first, c.stop) for c in read_credits(reading.text, tokens, pair_brackets(tokens), words)]
    archived = any(token.key in words.archive_words for token in tokens)
    dates = [
        date
        for date in find_dates(tokens, words)
        if not date.background and not any(low <= date.first < high for low, high in credited)
    ]
    return dates, archived


def _fits(date: CaptionDate, taken: dt.date) -> bool:
    old = date.earliest.year < _DIGITAL
    return old or date.earliest - _A_DAY <= taken <= date.latest + _A_DAY


def _beside(told: str, dates: list[CaptionDate], event_dates: Mapping[str, str]) -> list[str]:
    """The other captions of the event that tell a day which is none of this caption's."""
    days = {date for date in event_dates.values() if len(date) == _ISO_DAY} | (
        {told} if len(told) == _ISO_DAY else set()
    )
    if len(days) >= _SERIES or len(told) < _ISO_DAY:
        return []
    found = []
    for name, other in event_dates.items():
        day = _day(other)
        if day is not None and not any(date.earliest - _A_DAY <= day <= date.latest + _A_DAY for date in dates):
            found.append(f"The caption tells {told}, but that of {name}, of the same event, tells {other}.")
    return found[:1]


def _day(iso: str) -> dt.date | None:
    """The day of an ISO date; None for a month or year, or what is no date."""
    try:
        return dt.date.fromisoformat(iso) if len(iso) == _ISO_DAY else None
    except ValueError:
        return None
