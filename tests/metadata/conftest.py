"""Writers of metadata blocks, so that each test builds the very bytes it is about."""

import hashlib
import io
import struct
import zlib
from types import SimpleNamespace

import pytest
from PIL import Image

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
    "stArea": "http://ns.adobe.com/xmp/sType/Area#",
    "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
    "MP": "http://ns.microsoft.com/photo/1.2/",
    "MPRI": "http://ns.microsoft.com/photo/1.2/t/RegionInfo#",
    "MPReg": "http://ns.microsoft.com/photo/1.2/t/Region#",
    "acdsee-rs": "http://ns.acdsee.com/regions/",
    "acdsee-stArea": "http://ns.acdsee.com/sType/Area#",
}


def xmp(properties: str, *, wrapped: bool = True) -> bytes:
    """A packet around property elements."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items() if prefix != "rdf")
    rdf = f'<rdf:RDF xmlns:rdf="{PREFIXES["rdf"]}"><rdf:Description rdf:about="" {names}>{properties}</rdf:Description></rdf:RDF>'
    body = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{rdf}</x:xmpmeta>' if wrapped else rdf
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{body}{" " * 40}<?xpacket end="w"?>'.encode()


def alt(name: str, text: str) -> str:
    """A language alternative."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{name}>'


def bag(name: str, *texts: str, kind: str = "Bag") -> str:
    """An array of texts, or of whole structures."""
    entries = "".join(t if t.startswith("<rdf:li") else f"<rdf:li>{t}</rdf:li>" for t in texts)
    return f"<{name}><rdf:{kind}>{entries}</rdf:{kind}></{name}>"


def mwg_face(x, y, w, h, name=None, *, kind="Face", unit='stArea:unit="normalized"') -> str:
    """One entry of an MWG region list; x and y are its centre."""
    named = f"<mwg-rs:Name>{name}</mwg-rs:Name>" if name is not None else ""
    typed = f"<mwg-rs:Type>{kind}</mwg-rs:Type>" if kind is not None else ""
    area = f'<mwg-rs:Area stArea:x="{x}" stArea:y="{y}" stArea:w="{w}" stArea:h="{h}" {unit}/>'
    return f'<rdf:li rdf:parseType="Resource">{area}{named}{typed}</rdf:li>'


def mwg(*entries: str, applied: tuple[int, int] | None = None) -> str:
    """An MWG region container."""
    size = ""
    if applied:
        size = f'<mwg-rs:AppliedToDimensions stDim:w="{applied[0]}" stDim:h="{applied[1]}" stDim:unit="pixel"/>'
    return f'<mwg-rs:Regions rdf:parseType="Resource">{size}{bag("mwg-rs:RegionList", *entries)}</mwg-rs:Regions>'


def dataset(record: int, number: int, raw: bytes) -> bytes:
    """One IIM dataset, in the extended form where it is too long for the other."""
    length = struct.pack(">H", len(raw)) if len(raw) < 0x8000 else struct.pack(">HI", 0x8004, len(raw))
    return bytes((0x1C, record, number)) + length + raw


def iim(*datasets: tuple[int, bytes], charset: bytes | None = None) -> bytes:
    """Datasets of record 2 as (number, bytes), after 1:90 where a charset is given."""
    head = dataset(1, 90, charset) if charset is not None else b""
    return head + b"".join(dataset(2, number, raw) for number, raw in datasets)


def resource(number: int, raw: bytes, name: bytes = b"") -> bytes:
    """One Photoshop image resource."""
    named = bytes((len(name),)) + name
    named += b"\0" * (len(named) & 1)
    return b"8BIM" + struct.pack(">H", number) + named + struct.pack(">I", len(raw)) + raw + b"\0" * (len(raw) & 1)


def photoshop(block: bytes, digest: bytes | None = None) -> bytes:
    """Image resources with an IIM block, and its digest where one is given ("right" computes the right one)."""
    stored = b""
    if digest is not None:
        right = hashlib.md5(block, usedforsecurity=False).digest()
        stored = resource(0x0425, right if digest == b"right" else digest)
    return resource(0x0404, block) + stored


def exif(texts: dict[int, bytes] | None = None, orientation: int | None = None, taken: bytes | None = None) -> bytes:
    """A little-endian EXIF block with ASCII texts, orientation and capture time."""
    entries = [(0x0112, 3, 1, struct.pack("<HH", orientation, 0))] if orientation is not None else []
    entries += [(number, 2, len(raw) + 1, raw + b"\0") for number, raw in (texts or {}).items()]
    if taken is not None:
        entries.append((0x8769, 4, 1, b"sub"))
    entries.sort()
    table, heap = b"", b""
    start = 8 + 2 + 12 * len(entries) + 4
    for number, kind, count, content in entries:
        raw = content
        if content == b"sub":
            sub = struct.pack("<HHHII", 1, 0x9003, 2, 20, start + len(heap) + 18) + b"\0" * 4 + taken.ljust(20, b"\0")
            value, raw = struct.pack("<I", start + len(heap)), sub
        elif len(raw) <= 4:
            value, raw = raw.ljust(4, b"\0"), b""
        else:
            value = struct.pack("<I", start + len(heap))
        table += struct.pack("<HHI", number, kind, count) + value
        heap += raw
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + table + b"\0" * 4 + heap


def segment(marker: int, payload: bytes) -> bytes:
    """One JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def app1_xmp(packet: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def app1_exif(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + block)


def app13(resources: bytes) -> bytes:
    return segment(0xED, b"Photoshop 3.0\0" + resources)


def encoded(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(*segments: bytes, size: tuple[int, int] = (48, 32)) -> bytes:
    """A JPEG with the segments in front of everything else."""
    return b"\xff\xd8" + b"".join(segments) + encoded(Image.new("RGB", size, (90, 120, 60)))[2:]


def png(*chunks: tuple[bytes, bytes], size: tuple[int, int] = (48, 32)) -> bytes:
    """A PNG with the chunks after its header."""
    plain = encoded(Image.new("RGB", size), "PNG")
    made = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return plain[:33] + made + plain[33:]


@pytest.fixture(scope="session")
def write() -> SimpleNamespace:
    """All writers of this file."""
    functions = (
        xmp,
        alt,
        bag,
        mwg,
        mwg_face,
        dataset,
        iim,
        resource,
        photoshop,
        exif,
        segment,
        app1_xmp,
        app1_exif,
        app13,
        encoded,
        jpeg,
        png,
    )
    return SimpleNamespace(**{function.__name__: function for function in functions})


@pytest.fixture
def photo(tmp_path):
    """Write bytes to a file of the test's own folder."""

    def make(raw: bytes, name: str = "photo.jpg"):
        path = tmp_path / name
        path.write_bytes(raw)
        return path

    return make
