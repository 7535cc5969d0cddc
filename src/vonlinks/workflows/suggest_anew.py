"""Suggestions for photos that were named before, after a change of captions, of the reader, or of what is confirmed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from vonlinks.caption import read_caption
from vonlinks.catalogue import Catalogue
from vonlinks.domain import CaptionReading, OfferedName, PhotoRecord
from vonlinks.metadata import CaptionSheets, companions
from vonlinks.workflows.articles import read_with_variants
from vonlinks.workflows.doubts import with_camera_doubts
from vonlinks.workflows.pages import PageCaptions
from vonlinks.workflows.suggest import Namer

__all__ = ["Change", "SuggestReport", "suggest_anew"]

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Change:
    """A photo of which something else is suggested now.

    Attributes:
        before: as it was.
        after: as it is.
        reading: whether something else was read in the caption.
    """

    before: PhotoRecord
    after: PhotoRecord
    reading: bool

    @property
    def faces(self) -> list[tuple[str, OfferedName | None, OfferedName | None]]:
        """The id of each face whose first suggestion changed, with the one before and the one now."""
        earlier = {face.id: _first(face.suggestions) for face in self.before.faces}
        pairs = [(face.id, earlier.get(face.id), _first(face.suggestions)) for face in self.after.faces]
        return [(face, before, after) for face, before, after in pairs if _told(before) != _told(after)]


@dataclass(frozen=True, slots=True)
class SuggestReport:
    """The outcome: how many photos were looked at, which of them changed, and how long it took in seconds."""

    photos: int
    changed: tuple[Change, ...]
    seconds: float


def suggest_anew(
    catalogue: Catalogue, namer: Namer, query: str, on_progress: Callable[[int, int], None]
) -> SuggestReport:
    """Name the photos that a query finds anew: first their captions are read again, with all that is known now.

    What the files say is taken from the catalogue: an import looks whether they changed.
    """
    start = time.perf_counter()
    found = catalogue.find(query, limit=None).photos
    anew = _Anew(catalogue, namer)
    changed = []
    for begin in range(0, len(found), _AT_ONCE):
        for place, record in enumerate(catalogue.photos(found[begin : begin + _AT_ONCE]), begin + 1):
            if change := anew.suggest(record):
                changed.append(change)
            on_progress(place, len(found))
    return SuggestReport(len(found), tuple(changed), time.perf_counter() - start)


class _Anew:
    def __init__(self, catalogue: Catalogue, namer: Namer) -> None:
        self._catalogue = catalogue
        self._namer = namer
        self._names = tuple(catalogue.known_names())
        self._sheets = CaptionSheets()
        self._pages = PageCaptions(self._names)

    def suggest(self, record: PhotoRecord) -> Change | None:
        """Store what is suggested now; what changed, if anything a person would notice did."""
        reading = self._read(record)
        naming = self._namer.rename(replace(record, reading=reading))
        if reading is None or reading == record.reading:
            self._catalogue.store_naming(record.id, naming)
        elif not self._catalogue.store_reading(record.id, reading, naming):
            return None
        after = self._catalogue.photo(record.id)
        change = Change(record, after, _understood(record.reading) != _understood(after.reading))
        others = (record.status, record.unplaced, record.conflicts) != (after.status, after.unplaced, after.conflicts)
        return change if change.reading or change.faces or others else None

    def _read(self, record: PhotoRecord) -> CaptionReading | None:
        caption = record.metadata.caption
        if not caption:
            return None
        if record.correction is not None:
            read = read_caption(caption, known_names=self._names)
            return with_camera_doubts(read, record.metadata)
        beside = self._pages.beside(record.path, companions(record.path, self._sheets))
        merged = read_with_variants(record.metadata, beside, known_names=self._names)
        return with_camera_doubts(merged, record.metadata) if merged else None


def _understood(reading: CaptionReading | None) -> object:
    """What an editor sees of a reading."""
    return reading and (reading.people, reading.credit, reading.date, reading.warnings)


def _first(offers: tuple[OfferedName, ...]) -> OfferedName | None:
    return offers[0] if offers else None


def _told(offer: OfferedName | None) -> tuple[str, bool, int] | None:
    """What is told of a suggestion: a change of a thousandth is none."""
    return None if offer is None else (offer.person, offer.strong, round(offer.probability * 100))
