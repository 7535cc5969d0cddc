"""What of a photo is searched: its texts, its days, whether it is under embargo. Pure."""

import re
from calendar import monthrange
from datetime import date

from vonlinks.domain import CaptionReading, PhotoMetadata, fold

__all__ = ["days_of", "is_embargoed", "taken_of", "texts_of"]

_MOMENT = re.compile(r"[0-9TZ:.+ -]+")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d])")

# IPTC 2:40 "Special Instructions" is where agencies write embargoes; "keine Sperrfrist" is written there too.
_EMBARGO_WORDS = (
    *("embargo", "embargoed", "hold for release", "not for publication before", "not for release before"),
    *("Sperrfrist", "Sperrvermerk", "gesperrt bis", "frei ab"),
)
_DENIALS = ("no", "without", "kein", "keine", "keinen", "ohne")
_EMBARGO = re.compile(
    "".join(rf"(?<!\b{fold(word)} )" for word in _DENIALS) + rf"\b({'|'.join(fold(word) for word in _EMBARGO_WORDS)})\b"
)


def texts_of(metadata: PhotoMetadata, reading: CaptionReading | None) -> dict[str, tuple[str, ...]]:
    """For each search field the texts that it looks in; empty ones left out.

    The rights line inside a caption counts with the fields: its photographer as byline, its holder as copyright, all
    three as credit.
    """
    credit = reading.credit if reading else None
    holder, photographer, agency = (credit.holder, credit.photographer, credit.agency) if credit else (None,) * 3
    texts: dict[str, tuple[str | None, ...]] = {
        "caption": (metadata.caption,),
        "headline": (metadata.headline,),
        "keyword": metadata.keywords,
        "city": (metadata.city,),
        "country": (metadata.country,),
        "event": (metadata.event,),
        "credit": (metadata.credit_line, holder, photographer, agency),
        "byline": (*metadata.byline, photographer),
        "copyright": (metadata.copyright_notice, holder),
    }
    return {field: tuple(text for text in given if text and fold(text)) for field, given in texts.items()}


def taken_of(metadata: PhotoMetadata, reading: CaptionReading | None) -> str | None:
    """When the photo was taken, else the day that its caption tells; None where neither can be read."""
    told = (metadata.taken, reading.date if reading else None)
    moments = (_MOMENT.match(text.strip()) for text in told if text)
    return next((moment[0] for moment in moments if moment and days_of(moment[0])), None)


def days_of(text: str) -> tuple[str, str] | None:
    """The first and the last day that an ISO 8601 date may mean; None for what is no date.

    >>> days_of("2017-01-18T18:02:11+01:00")
    ('2017-01-18', '2017-01-18')
    >>> days_of("2016-02")
    ('2016-02-01', '2016-02-29')
    >>> days_of("2017-13")
    """
    found = _DAY.match(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def is_embargoed(metadata: PhotoMetadata) -> bool:
    """Whether the instructions speak of an embargo; whether it is over is not judged.

    >>> is_embargoed(PhotoMetadata(instructions="Sperrfrist: 18. Januar, 12 Uhr"))
    True
    >>> is_embargoed(PhotoMetadata(instructions="Keine Sperrfrist"))
    False
    """
    return bool(metadata.instructions and _EMBARGO.search(fold(metadata.instructions)))
