"""What the camera wrote: capture time, place, and the few texts that EXIF holds.

Source: EXIF 2.32, tags by their numbers; exifread reads the directories, with maker notes left alone because crafted
ones hang it.
"""

import logging
import math
from collections.abc import Mapping
from typing import Any, BinaryIO

import exifread

from vonlinks.metadata.dates import iso_moment
from vonlinks.metadata.text import clean, decode_guessing, each_once
from vonlinks.metadata.tiff import Entry, read_directory

__all__ = ["read_exif"]

# exifread reports every oddity of a file through logging; our own warnings say what matters.
logging.getLogger("exifread").setLevel(logging.CRITICAL)

_MOST_READS = 200_000
"""A photo needs a few hundred, a TIFF of a thousand pages about 100,000."""

_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298


def read_exif(tiff: BinaryIO) -> dict[str, tuple[str, ...]]:
    """The values by the name of their PhotoMetadata attribute; gps as two decimal numbers. Never raises.

    `tiff` is an EXIF block, or a whole TIFF file.
    """
    entries = read_directory(tiff)
    values = _texts(entries)
    if not entries:
        return values
    try:
        found = exifread.process_file(_Budgeted(tiff), details=False, extract_thumbnail=False)
    except Exception:  # noqa: BLE001  whatever a hostile block makes exifread raise, the texts above stay
        return values
    taken = _taken(found)
    if taken:
        values["taken"] = (taken,)
    place = _place(found)
    if place:
        values["gps"] = (repr(place[0]), repr(place[1]))
    return values


class _Budgeted:
    """A stream that ends after so many reads: exifread follows whatever a crafted block tells it to read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = _MOST_READS

    def read(self, size: int = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise EOFError("the EXIF block asks for too many reads")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def _texts(entries: Mapping[int, Entry]) -> dict[str, tuple[str, ...]]:
    """Read from the bytes, because exifread hands over text that is not UTF-8 undecoded."""
    values = {
        "caption": each_once([_text(entries.get(_DESCRIPTION))]),
        "byline": each_once(_text(entries.get(_ARTIST)).split(";")),
        "copyright_notice": _copyright(entries.get(_COPYRIGHT)),
    }
    return {name: texts for name, texts in values.items() if texts}


def _text(entry: Entry | None) -> str:
    return decode_guessing(entry.raw.partition(b"\0")[0])[0] if entry else ""


def _copyright(entry: Entry | None) -> tuple[str, ...]:
    """The photographer's and the editor's part, which EXIF keeps apart by a zero byte."""
    parts = entry.raw.split(b"\0")[:2] if entry else []
    joined = "; ".join(each_once([decode_guessing(part)[0] for part in parts]))
    return (joined,) if joined else ()


def _taken(found: Mapping[str, Any]) -> str | None:
    moment = clean(str(found.get("EXIF DateTimeOriginal", "")))
    offset = clean(str(found.get("EXIF OffsetTimeOriginal", "")))
    return iso_moment(moment + offset) or iso_moment(moment)


def _place(found: Mapping[str, Any]) -> tuple[float, float] | None:
    latitude = _degrees(found, "Latitude", "S", 90)
    longitude = _degrees(found, "Longitude", "W", 180)
    if latitude is None or longitude is None or (latitude, longitude) == (0, 0):
        return None
    return latitude, longitude


def _degrees(found: Mapping[str, Any], name: str, negative: str, limit: float) -> float | None:
    """Degrees from degrees, minutes, seconds; None where they are missing or lie nowhere on earth."""
    try:
        parts = [float(part) for part in found[f"GPS GPS{name}"].values]
    except (KeyError, AttributeError, TypeError, ValueError, ZeroDivisionError):
        return None
    degrees = math.fsum(part / 60.0**power for power, part in enumerate(parts[:3]))
    if not parts or not math.isfinite(degrees) or abs(degrees) > limit:
        return None
    reference = clean(str(found.get(f"GPS GPS{name}Ref", ""))).upper()
    return round(-degrees if reference.startswith(negative) else degrees, 7)
