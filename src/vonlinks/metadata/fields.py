"""Where each field of PhotoMetadata stands in XMP and in IIM.

Source: IPTC Photo Metadata Standard 2025.1 and its mapping to IIM and EXIF (Mapping Guidelines 2023.1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vonlinks.metadata.dates import iso_moment
from vonlinks.metadata.iim import Iim
from vonlinks.metadata.text import each_once
from vonlinks.metadata.xmp import Packet

__all__ = ["FIELDS", "Field", "Values", "iim_values", "xmp_values"]

Values = Mapping[str, tuple[str, ...]]
"""Cleaned, non-empty texts by the name of the PhotoMetadata attribute; gps is two decimal numbers."""


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute of PhotoMetadata with its property in XMP and its dataset of record 2 in IIM."""

    name: str
    xmp: str
    iim: int | None = None
    several: bool = False


FIELDS = (
    Field("caption", "dc:description", 120),
    Field("headline", "photoshop:Headline", 105),
    Field("byline", "dc:creator", 80, several=True),
    Field("credit_line", "photoshop:Credit", 110),
    Field("copyright_notice", "dc:rights", 116),
    Field("source", "photoshop:Source", 115),
    Field("usage_terms", "xmpRights:UsageTerms"),
    Field("instructions", "photoshop:Instructions", 40),
    Field("keywords", "dc:subject", 25, several=True),
    Field("city", "photoshop:City", 90),
    Field("state", "photoshop:State", 95),
    Field("country", "photoshop:Country", 101),
    Field("location", "Iptc4xmpCore:Location", 92),
    Field("event", "Iptc4xmpExt:Event"),
    Field("persons_shown", "Iptc4xmpExt:PersonInImage", several=True),
)

_PLACES = {"city": "City", "state": "ProvinceState", "country": "CountryName", "location": "Sublocation"}
_MOMENTS = ("photoshop:DateCreated", "exif:DateTimeOriginal", "xmp:CreateDate")
_DATE, _TIME = 55, 60


def xmp_values(packet: Packet) -> Values:
    """What a packet or sidecar says in each field."""
    values = {}
    for field in FIELDS:
        node = packet.get(field.xmp)
        values[field.name] = node.texts() if field.several else each_once([node.one_text()])
    for name, part in _PLACES.items():
        values[name] = values[name] or _place(packet, part)
    values["persons_shown"] = each_once([*values["persons_shown"], *_detailed_persons(packet)])
    moment = next((m for name in _MOMENTS if (m := iso_moment(packet.get(name).one_text()))), None)
    values["taken"] = (moment,) if moment else ()
    values["gps"] = _gps(packet)
    return {name: texts for name, texts in values.items() if texts}


def _place(packet: Packet, part: str) -> tuple[str, ...]:
    """The newer structures: the place shown goes before the place of the camera."""
    for name in ("Iptc4xmpExt:LocationShown", "Iptc4xmpExt:LocationCreated"):
        node = packet.get(name)
        for entry in node.items or [node]:
            if text := entry.get(part).one_text():
                return (text,)
    return ()


def _detailed_persons(packet: Packet) -> list[str]:
    detailed = [entry.get("PersonName").one_text() for entry in packet.get("Iptc4xmpExt:PersonInImageWDetails").items]
    return [*detailed, *packet.get("mediapro:People").texts()]


_COORDINATE = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])", re.ASCII)


def _gps(packet: Packet) -> tuple[str, ...]:
    """Two coordinates in XMP's form "DDD,MM.mmk" or "DDD,MM,SSk" (XMP Specification Part 2, GPSCoordinate)."""
    degrees = []
    for name, limit in (("exif:GPSLatitude", 90), ("exif:GPSLongitude", 180)):
        match = _COORDINATE.fullmatch(packet.get(name).one_text())
        if match is None:
            return ()
        value = int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600
        if value > limit:
            return ()
        degrees.append(round(-value if match[4] in "SW" else value, 7))
    return tuple(map(repr, degrees)) if any(degrees) else ()


def iim_values(iim: Iim) -> Values:
    """What an IIM block says in each field."""
    values = {}
    for field in FIELDS:
        texts = each_once([text.text for text in iim.texts.get(field.iim or 0, ())])
        values[field.name] = texts if field.several else texts[:1]
    moment = _iim_moment(iim)
    values["taken"] = (moment,) if moment else ()
    return {name: texts for name, texts in values.items() if texts}


def _iim_moment(iim: Iim) -> str | None:
    """Date "CCYYMMDD" and time "HHMMSS±HHMM"; some writers put separators in."""
    date, time = ("".join(t.text for t in iim.texts.get(number, ())[:1]).strip() for number in (_DATE, _TIME))
    digits = re.sub(r"[^0-9]", "", date)
    if len(digits) != 8:
        return None
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    clock = re.fullmatch(r"(\d\d):?(\d\d):?(\d\d)([+-]\d\d:?\d\d)?", time, re.ASCII)
    moment = f"{day}T{clock[1]}:{clock[2]}:{clock[3]}{clock[4] or ''}" if clock else day
    return iso_moment(moment) or iso_moment(day)
