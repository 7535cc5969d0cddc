"""XMP packets as plain values, whichever of RDF's spellings a program chose.

Sources: XMP Specification Part 1 (ISO 16684-1), section 7; Part 3, section 1.1.3.1 (ExtendedXMP in JPEG).
"""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from vonlinks.metadata.text import clean, decode_guessing, each_once

__all__ = ["NAMESPACES", "Node", "Packet", "parse_packet", "read_packets"]

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LARGEST = 16 * 1024 * 1024
_MOST_EXTENDED = 64 * 1024 * 1024

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "acdsee-rs": "http://ns.acdsee.com/regions/",
    "mediapro": "http://ns.iview-multimedia.com/mediapro/1.0/",
}


@dataclass(slots=True)
class Node:
    """One value: a text, an array, a structure, or (with qualifiers) more than one of them.

    Attributes:
        fields: of a structure, by local name; the first of a name stays.
        language: of a text in a language alternative, lower case.
    """

    text: str = ""
    items: list["Node"] = field(default_factory=list)
    fields: dict[str, "Node"] = field(default_factory=dict)
    language: str = ""

    def get(self, *names: str) -> "Node":
        """The field at the end of the path of `names`; an empty node where the path breaks off."""
        node = self
        for name in names:
            node = node.fields.get(name, _EMPTY)
        return node

    def texts(self) -> tuple[str, ...]:
        """All texts of an array, or the one text of a plain value; cleaned, each once, empty ones left out."""
        return each_once([item.text for item in self.items] if self.items else [self.text])

    def one_text(self) -> str:
        """The text; of a language alternative the default one, or else the first that is not empty."""
        if not self.items:
            return clean(self.text)
        default = [item.text for item in self.items if item.language == "x-default"]
        return next(iter(each_once([*default, *(item.text for item in self.items)])), "")

    def __bool__(self) -> bool:
        return bool(self.text or self.items or self.fields)


_EMPTY = Node()


@dataclass(slots=True)
class Packet:
    """The properties of one or more packets, by "{namespace}name".

    Attributes:
        recovered: the XML was damaged and was read tolerantly; such a packet must not be rewritten in place.
    """

    properties: dict[str, Node] = field(default_factory=dict)
    recovered: bool = False

    def get(self, name: str) -> Node:
        """The property called "prefix:name" in `NAMESPACES`; an empty node if there is none."""
        return self.properties.get(self._key(name), _EMPTY)

    def declares(self, name: str) -> bool:
        """Whether the property stands there at all, even empty."""
        return self._key(name) in self.properties

    @staticmethod
    def _key(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{{{NAMESPACES[prefix]}}}{local}"

    def add(self, name: str, node: Node) -> None:
        """Keep the first value of each property that is not empty."""
        if not self.properties.get(name):
            self.properties[name] = node


def read_packets(
    packets: Sequence[bytes], extended: Sequence[tuple[str, int, int, bytes]] = ()
) -> tuple[Packet | None, list[str]]:
    """Read the main packet with its extension; returns (None if there is none or nothing of it can be read, warnings).

    Args:
        packets: whole packets in the order of the file; the first is the main one.
        extended: (GUID, full length, offset, bytes) of each ExtendedXMP segment.
    """
    warnings: list[str] = []
    main: Packet | None = None
    for raw in packets:
        packet = parse_packet(raw)
        if packet is None:
            warnings.append("an XMP block cannot be read and was left out")
        elif main is None:
            main = packet
        else:
            warnings.append("the file has more than one XMP block; the first was read")
            break
    if main is None:
        return None, warnings
    if extended:
        _extend(main, extended, warnings)
    if main.recovered:
        warnings.append("the XMP block is damaged; what could be read of it was read")
    return main, warnings


def _extend(main: Packet, extended: Sequence[tuple[str, int, int, bytes]], warnings: list[str]) -> None:
    guid = main.get("xmpNote:HasExtendedXMP").one_text().upper()
    joined = _join(piece for piece in extended if piece[0].upper() == guid)
    if joined is None or hashlib.md5(joined, usedforsecurity=False).hexdigest().upper() != guid:
        warnings.append("the extended XMP block does not belong to the main one or is incomplete; it was left out")
        return
    extension = parse_packet(joined)
    for name, node in (extension.properties if extension else {}).items():
        main.add(name, node)


def _join(pieces: Iterable[tuple[str, int, int, bytes]]) -> bytes | None:
    """The pieces in the order of their offsets; None where they leave a gap or tell different lengths."""
    joined = bytearray()
    lengths = set()
    for _, full, offset, raw in sorted(pieces, key=lambda piece: piece[2]):
        lengths.add(full)
        if offset != len(joined) or len(joined) > _MOST_EXTENDED:
            return None
        joined += raw
    return bytes(joined) if lengths == {len(joined)} else None


def parse_packet(raw: bytes) -> Packet | None:
    """Read one packet, or a whole .xmp sidecar; None where no RDF is in it.

    No document type is obeyed, no entity expanded, no address opened.
    """
    if len(raw) > _LARGEST:
        return None
    text, intact = _decode(raw)
    text = _bare(text)
    for tolerance, candidate in enumerate((text, _escaped(text), _escaped(text))):
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            recover=tolerance == 2,
        )
        try:
            root = etree.fromstring(candidate.encode("utf-8", "replace"), parser)
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is None:
            continue
        packet = Packet(recovered=tolerance > 0 or not intact)
        found = False
        for description in _descriptions(root):
            found = True
            _take_properties(description, packet)
        return packet if found else None
    return None


def _decode(raw: bytes) -> tuple[str, bool]:
    """(text, whether its bytes were valid): UTF-16 and UTF-32 are known by BOM or by where the zero bytes lie."""
    for bom, codec in (
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        start = raw.find("<".encode(codec), 0, 64)
        if raw.startswith(bom) or (start >= 0 and start % len("<".encode(codec)) == 0):
            return raw.decode(codec, "replace"), True
    text, codec = decode_guessing(raw.rstrip(b"\0"))
    return text, codec == "utf-8"


_STRAY_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|&#(?:x0*[0-8bcef]|x0*1[0-9a-f]|0*[0-8]);", re.IGNORECASE
)


def _bare(text: str) -> str:
    """The XML element alone: no declaration of an encoding it no longer has, no document type, no padding."""
    text = _without(text, "<?xml ", "?>")
    subset = text.find("[", text.find("<!DOCTYPE")) if "<!DOCTYPE" in text else -1
    has_subset = 0 <= subset < text.find(">", text.find("<!DOCTYPE"))
    text = _without(text, "<!DOCTYPE", "]", ">") if has_subset else _without(text, "<!DOCTYPE", ">")
    start, end = text.find("<"), text.rfind(">")
    return text[start : end + 1] if 0 <= start < end else ""


def _without(text: str, beginning: str, *ends: str) -> str:
    """The text without its first part from `beginning` to the last of `ends`, found one after another.

    Plain searches, because a pattern would try every beginning anew and take the square of the text's length.
    """
    at = stop = text.find(beginning)
    for end in ends:
        found = text.find(end, stop) if stop >= 0 else -1
        if found < 0:
            return text
        stop = found + len(end)
    return text[:at] + text[stop:]


def _escaped(text: str) -> str:
    """The text with stray "&" escaped and without the characters that XML forbids."""
    return _STRAY_AMPERSAND.sub("&amp;", _CONTROL.sub("", text))


def _descriptions(root: etree._Element) -> Iterator[etree._Element]:
    for rdf in [root] if root.tag == f"{_RDF}RDF" else root.iter(f"{_RDF}RDF"):
        yield from rdf.iterchildren(f"{_RDF}Description")


def _take_properties(description: etree._Element, packet: Packet) -> None:
    for name, value in description.attrib.items():
        if not str(name).startswith((_RDF, _XML)) and str(name).startswith("{"):
            packet.add(str(name), Node(text=str(value)))
    for child in description.iterchildren(etree.Element):
        packet.add(str(child.tag), _node(child))


def _node(element: etree._Element) -> Node:
    """The value of a property, an array's entry or a structure's field."""
    node = Node(text=(element.text or ""), language=str(element.get(f"{_XML}lang", "")).lower())
    resource = element.get(f"{_RDF}resource")
    if resource is not None:
        node.text = str(resource)
    _take_fields(element, node)
    return node


def _take_fields(element: etree._Element, node: Node) -> None:
    for name, value in element.attrib.items():
        if not str(name).startswith((_RDF, _XML)):
            node.fields.setdefault(_local(str(name)), Node(text=str(value)))
    for child in element.iterchildren(etree.Element):
        if child.tag in {f"{_RDF}Bag", f"{_RDF}Seq", f"{_RDF}Alt"}:
            node.items.extend(_node(entry) for entry in child.iterchildren(f"{_RDF}li"))
        elif child.tag == f"{_RDF}Description":
            _take_fields(child, node)
        elif child.tag == f"{_RDF}value":
            bare = _node(child)
            node.text, node.items = bare.text, bare.items or node.items
        else:
            node.fields.setdefault(_local(str(child.tag)), _node(child))


def _local(name: str) -> str:
    return name.rpartition("}")[2]
