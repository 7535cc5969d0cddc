"""Writes captions into picture files the way news desks do: IPTC-IIM, XMP and EXIF.

IPTC-IIM is the Information Interchange Model 4.2 of the IPTC; its records lie in a Photoshop image resource (0x0404)
in the APP13 segment of a JPEG. XMP is ISO 16684-1; the properties are those of the IPTC Photo Metadata Standard.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image

__all__ = ["app13", "exif", "iim", "insert_app13", "xmp_packet"]

_UTF8 = b"\x1b%G"  # ISO 2022 escape sequence for UTF-8, the value of 1:90

# IIM dataset of record 2, metadata field; a list repeats the dataset.
_DATASETS = (
    (25, "keywords"),
    (40, "instructions"),
    (55, "date"),
    (60, "time"),
    (80, "byline"),
    (90, "city"),
    (95, "state"),
    (101, "country"),
    (105, "headline"),
    (110, "credit_line"),
    (115, "source"),
    (116, "copyright_notice"),
    (120, "caption"),
)

# XMP property, metadata field, form: plain text, one text per language, ordered or unordered list.
_PROPERTIES = (
    ("dc:description", "caption", "Alt"),
    ("dc:creator", "byline", "Seq"),
    ("dc:rights", "copyright_notice", "Alt"),
    ("dc:subject", "keywords", "Bag"),
    ("photoshop:Headline", "headline", "text"),
    ("photoshop:Credit", "credit_line", "text"),
    ("photoshop:Source", "source", "text"),
    ("photoshop:Instructions", "instructions", "text"),
    ("photoshop:City", "city", "text"),
    ("photoshop:State", "state", "text"),
    ("photoshop:Country", "country", "text"),
    ("photoshop:DateCreated", "taken", "text"),
    ("xmpRights:UsageTerms", "usage_terms", "Alt"),
    ("Iptc4xmpExt:Event", "event", "Alt"),
)
_NAMESPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
)


def _dataset(record: int, number: int, value: bytes) -> bytes:
    """One IIM dataset in its standard form: marker 0x1C, record, number, length (big-endian, 2 bytes), value."""
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def iim(fields: Mapping[str, Any]) -> bytes:
    """The IIM records of `fields` in UTF-8, announced by 1:90."""
    taken = str(fields["taken"])
    told = dict(fields) | {"date": taken[:10].replace("-", ""), "time": taken[11:].replace(":", "")}
    parts = [_dataset(1, 90, _UTF8), _dataset(2, 0, (4).to_bytes(2, "big"))]
    for number, field in _DATASETS:
        parts += [_dataset(2, number, value.encode()) for value in _values(told.get(field))]
    return b"".join(parts)


def _values(value: object) -> Iterable[str]:
    """A field as a list of texts: none, one or several."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def app13(records: bytes) -> bytes:
    """The JPEG segment that holds IIM records: Photoshop 3.0, resource 0x0404, both padded to even lengths."""
    resource = b"8BIM" + (0x0404).to_bytes(2, "big") + b"\0\0" + len(records).to_bytes(4, "big") + records
    payload = b"Photoshop 3.0\0" + resource + b"\0" * (len(records) % 2)
    return b"\xff\xed" + (len(payload) + 2).to_bytes(2, "big") + payload


def insert_app13(jpeg: bytes, segment: bytes) -> bytes:
    """Set an APP13 segment behind the leading APP0 and APP1 segments of a JPEG; nothing else is touched."""
    at = 2
    while jpeg[at] == 0xFF and jpeg[at + 1] in (0xE0, 0xE1):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return jpeg[:at] + segment + jpeg[at:]


def _property(name: str, form: str, values: Iterable[str]) -> str:
    """One XMP property as an RDF element."""
    texts = [escape(value) for value in values]
    if form == "text":
        return f"   <{name}>{texts[0]}</{name}>\n"
    language = ' xml:lang="x-default"' if form == "Alt" else ""
    lines = "".join(f"<rdf:li{language}>{text}</rdf:li>" for text in texts)
    return f"   <{name}><rdf:{form}>{lines}</rdf:{form}></{name}>\n"


def xmp_packet(fields: Mapping[str, Any]) -> bytes:
    """An XMP packet with all `fields` that have a value, UTF-8, ready for a file or a sidecar."""
    named = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES)
    body = "".join(
        _property(name, form, _values(fields[field])) for name, field, form in _PROPERTIES if fields.get(field)
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'  <rdf:Description rdf:about=""{named}>\n{body}  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n'
        '<?xpacket end="w"?>'
    ).encode()


def exif(taken: str, orientation: int, byline: Iterable[str] = (), notice: str | None = None) -> Image.Exif:
    """EXIF with the time of the exposure (ISO 8601 with offset), the orientation, the artist and the copyright."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    names = "; ".join(byline)
    if names:
        tags[0x013B] = names
    if notice:
        tags[0x8298] = notice.encode() + b"\0"
    exposure = tags.get_ifd(0x8769)
    exposure[0x9000] = b"0231"
    exposure[0x9003] = taken[:10].replace("-", ":") + " " + taken[11:19]
    exposure[0x9011] = taken[19:]
    return tags
