"""What an editor should look at beside the caption itself: dates that the camera or other captions contradict."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from vonlinks.caption import contradictions
from vonlinks.domain import CaptionReading, PhotoMetadata, PhotoRecord, fold
from vonlinks.errors import QueryError

if TYPE_CHECKING:
    # Whoever only analyses a photo does not wait for the database.
    from vonlinks.catalogue import Catalogue

__all__ = ["EventDoubts", "with_camera_doubts"]

_MOST_BESIDE = 200
"""Photos of one event that are compared: the first ones tell whether its captions agree."""
_ISO_DAY = 10


def with_camera_doubts(reading: CaptionReading, metadata: PhotoMetadata) -> CaptionReading:
    """The reading with a warning where its date is not the day on which the picture was taken."""
    taken = _day(metadata.taken)
    return reading if taken is None else _with(reading, contradictions(reading, taken))


class EventDoubts:
    """Compares the captions of one event; each event is looked up once."""

    def __init__(self, catalogue: "Catalogue") -> None:
        self._catalogue = catalogue
        self._dates: dict[str, dict[str, tuple[str, str]]] = {}

    def add(self, record: PhotoRecord) -> PhotoRecord:
        """The photo with a warning where another caption of its event tells another day."""
        event = record.metadata.event
        if not event or record.reading is None or record.reading.date is None:
            return record
        beside = {name: date for photo, (name, date) in self._of(event).items() if photo != record.id}
        return replace(record, reading=_with(record.reading, contradictions(record.reading, None, beside)))

    def _of(self, event: str) -> dict[str, tuple[str, str]]:
        """For each photo of an event whose caption tells a date: the file's name and the date."""
        key = fold(event)
        if key not in self._dates:
            self._dates[key] = {
                other.id: (other.path.name, other.reading.date)
                for other in self._catalogue.photos(self._photos(event))
                if other.metadata.event and fold(other.metadata.event) == key and other.reading and other.reading.date
            }
        return self._dates[key]

    def _photos(self, event: str) -> tuple[str, ...]:
        words = " ".join(event.replace('"', " ").split())
        try:
            return self._catalogue.find(f'event:"{words}"', limit=_MOST_BESIDE).photos if words else ()
        except QueryError:
            return ()


def _with(reading: CaptionReading, sentences: tuple[str, ...]) -> CaptionReading:
    new = tuple(sentence for sentence in sentences if sentence not in reading.warnings)
    return replace(reading, warnings=(*reading.warnings, *new)) if new else reading


def _day(taken: str | None) -> dt.date | None:
    """The day of a date and time as the metadata give it; None where they tell no day."""
    try:
        return dt.date.fromisoformat(taken[:_ISO_DAY]) if taken and len(taken) >= _ISO_DAY else None
    except ValueError:
        return None
