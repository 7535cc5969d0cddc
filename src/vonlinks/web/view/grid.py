"""Photos as rows of tiles, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from vonlinks.domain import PhotoRecord
from vonlinks.web.view.dates import day_of
from vonlinks.web.view.faces import face_views
from vonlinks.web.view.photos import names_without_face, title_of
from vonlinks.web.view.rights import has_credit

__all__ = ["Day", "Tile", "days", "tile"]

_NARROWEST, _WIDEST, _STEP = 40, 300, 5
_ENOUGH = 5
"""Photos that fill a row of a wide window by themselves."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A photo in the grid.

    Attributes:
        ratio: width to height in hundredths, rounded to a step of the style sheet's classes.
        names: (name, whether confirmed) as they stand with the faces in reading order, then those without a face.
        marks: words for what needs attention.
    """

    id: str
    title: str
    size: tuple[int, int]
    ratio: int
    names: tuple[tuple[str, bool], ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The photos of one day, or of a run of days with few photos each.

    Attributes:
        date: the latest day, ISO 8601, as partial as it is known; "" where it is not.
        until: the earliest day; the same as `date` for a single one.
        tiles: in the order of the search.
    """

    date: str
    until: str
    tiles: tuple[Tile, ...]


def tile(record: PhotoRecord) -> Tile:
    """What the grid shows of one photo."""
    faces = face_views(record.faces, (1, 1))
    names = {face.name: face.state == "confirmed" for face in faces if face.name}
    names |= dict.fromkeys(names_without_face(record, faces), False)
    ratio = 100 * record.width / max(record.height, 1)
    marks = (("conflict", record.status == "conflict"), ("no credit", not has_credit(record)))
    return Tile(
        id=record.id,
        title=title_of(record),
        size=(record.width, record.height),
        ratio=min(max(_STEP * round(ratio / _STEP), _NARROWEST), _WIDEST),
        names=tuple(names.items()),
        marks=tuple(word for word, applies in marks if applies),
    )


def days(records: Iterable[PhotoRecord]) -> tuple[Day, ...]:
    """Group photos by day, in the order in which they come.

    Neighbouring days of one month with few photos share a group, so that a row is never one lonely picture wide.
    """
    single = [Day(date, date, tuple(map(tile, group))) for date, group in groupby(records, _day)]
    joined: list[Day] = []
    for day in single:
        last = joined[-1] if joined else None
        if last and last.date[:7] == day.date[:7] and _few(day) and (_few(last) or last.until != last.date):
            joined[-1] = Day(max(last.date, day.date), min(last.until, day.until), last.tiles + day.tiles)
        else:
            joined.append(day)
    return tuple(joined)


def _day(record: PhotoRecord) -> str:
    return day_of(record.metadata.taken or (record.reading.date if record.reading else None))


def _few(day: Day) -> bool:
    return len(day.date) == len("2017-01-18") and len(day.tiles) < _ENOUGH
