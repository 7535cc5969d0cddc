"""The raw metadata blocks of a file, whatever its container: EXIF, Photoshop resources, IIM, XMP packets."""

import io
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from vonlinks.errors import PhotoError
from vonlinks.metadata.decoding import open_image
from vonlinks.metadata.tiff import read_directory

__all__ = ["Blocks", "exif_orientation", "read_blocks"]

_HEADER_LIMIT = 4 * 1024 * 1024
_SEGMENT_LIMIT = 2000
_MOST_JUNK = 65_536
_BLOCK_LIMIT = 16 * 1024 * 1024
_PNG_KEYWORDS = frozenset(
    {b"XML:com.adobe.xmp", *(b"Raw profile type " + kind for kind in (b"exif", b"APP1", b"xmp", b"iptc", b"8bim"))},
)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_PHOTOSHOP = (b"Photoshop 3.0\0", b"Adobe_Photoshop2.5:")
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ORIENTATION, _XMP_TAG, _IIM_TAG, _PHOTOSHOP_TAG = 0x0112, 700, 33723, 34377


@dataclass(slots=True)
class Blocks:
    """What was found in one file.

    Attributes:
        exif: a TIFF structure; None if there is none.
        is_tiff: the file itself is one, and so its own EXIF block.
        photoshop: streams of image resources ("8BIM…"), consecutive segments joined.
        iim: IIM that stands outside Photoshop resources (TIFF, PNG).
        xmp: whole packets in the order of the file.
        extended: (GUID, full length, offset, bytes) of each ExtendedXMP segment.
        size: (width, height) of the stored picture; None where the header does not tell.
        orientation: EXIF orientation where the container's reader tells it; None: look into `exif`.
        unpacked: bytes that compressed texts unpacked to.
    """

    exif: bytes | None = None
    is_tiff: bool = False
    photoshop: list[bytes] = field(default_factory=list)
    iim: bytes | None = None
    xmp: list[bytes] = field(default_factory=list)
    extended: list[tuple[str, int, int, bytes]] = field(default_factory=list)
    size: tuple[int, int] | None = None
    orientation: int | None = None
    unpacked: int = 0
    warnings: list[str] = field(default_factory=list)

    @property
    def upright_by(self) -> int:
        """The EXIF orientation, 1..8; 1 where the file tells none or nonsense."""
        if self.orientation is not None and 1 <= self.orientation <= 8:
            return self.orientation
        return exif_orientation(self.exif)


def exif_orientation(exif: bytes | None) -> int:
    """The orientation 1..8 that an EXIF block tells; 1 where it tells none or nonsense."""
    if exif is None:
        return 1
    entry = read_directory(io.BytesIO(exif)).get(_ORIENTATION)
    number = entry.number if entry else None
    return number if number is not None and 1 <= number <= 8 else 1


def read_blocks(path: Path) -> Blocks:
    """Read the metadata blocks of `path` by its first bytes, not by its ending.

    Damaged parts are left out with a warning.

    Raises:
        OSError: the file cannot be read.
    """
    blocks = Blocks()
    with path.open("rb") as stream:
        head = stream.read(16)
        stream.seek(0)
        try:
            if head[:2] == b"\xff\xd8":
                _read_jpeg(stream, blocks)
            elif head[:8] == b"\x89PNG\r\n\x1a\n":
                _read_png(stream, blocks)
            elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
                _read_webp(stream, blocks)
            elif head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
                _read_tiff(stream, blocks)
            elif head[4:8] == b"ftyp":
                _read_heif(path, blocks)
        except (struct.error, ValueError, IndexError, OverflowError, zlib.error) as error:
            blocks.warnings.append(f"the file's metadata is damaged and was read only in part ({error})")
    return blocks


def _read_jpeg(stream: BinaryIO, blocks: Blocks) -> None:
    """Walk the segments up to the picture itself; tolerant of fill bytes and junk between segments."""
    stream.seek(2)
    before = 0
    for _ in range(_SEGMENT_LIMIT):
        marker = _next_marker(stream)
        if marker is None or marker in {0xD9, 0xDA} or stream.tell() > _HEADER_LIMIT:
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            continue
        length = stream.read(2)
        if len(length) < 2:
            return
        payload = stream.read(max(int.from_bytes(length, "big") - 2, 0))
        _take_segment(marker, before, payload, blocks)
        before = marker


def _next_marker(stream: BinaryIO) -> int | None:
    """The number of the next marker; up to 64 KB of bytes that belong to none are skipped."""
    byte = stream.read(1)
    for _ in range(_MOST_JUNK):
        if not byte:
            return None
        after = stream.read(1)
        if byte == b"\xff" and after not in {b"", b"\x00", b"\xff"}:
            return after[0]
        byte = after
    return None


def _take_segment(marker: int, before: int, payload: bytes, blocks: Blocks) -> None:
    if marker in _FRAME_MARKERS and len(payload) >= 5 and blocks.size is None:
        height, width = struct.unpack(">HH", payload[1:5])
        blocks.size = (width, height)
    elif marker == 0xE1 and payload[:5] == b"Exif\0":
        _take_exif(payload[6:], blocks)
    elif marker == 0xE1 and payload.startswith(_XMP):
        blocks.xmp.append(payload[len(_XMP) :])
    elif marker == 0xE1 and payload.startswith(_EXTENDED_XMP) and len(payload) >= len(_EXTENDED_XMP) + 40:
        rest = payload[len(_EXTENDED_XMP) :]
        full, offset = struct.unpack(">II", rest[32:40])
        blocks.extended.append((rest[:32].decode("latin-1"), full, offset, rest[40:]))
    elif marker == 0xED:
        for head in _PHOTOSHOP:
            if payload.startswith(head):
                _take_photoshop(payload[len(head) :], joins=before == 0xED, blocks=blocks)


def _take_exif(tiff: bytes, blocks: Blocks) -> None:
    """Keep the first EXIF block; a following segment without a TIFF header continues it."""
    if blocks.exif is None:
        blocks.exif = tiff
    elif tiff[:4] in {b"II*\0", b"MM\0*"}:
        blocks.warnings.append("the file has more than one EXIF block; the first was read")
    elif len(blocks.exif) < _HEADER_LIMIT:
        blocks.exif += tiff


def _take_photoshop(resources: bytes, *, joins: bool, blocks: Blocks) -> None:
    """Keep image resources; segments that follow each other are one stream cut at 64 KB."""
    if joins and blocks.photoshop:
        blocks.photoshop[-1] += resources
    else:
        blocks.photoshop.append(resources)


def _read_png(stream: BinaryIO, blocks: Blocks) -> None:
    """Source: PNG third edition, chunks eXIf and iTXt; "Raw profile type" texts are ImageMagick's form."""
    stream.seek(8)
    for _ in range(_SEGMENT_LIMIT * 50):
        head = stream.read(8)
        if len(head) < 8:
            return
        length, kind = struct.unpack(">I4s", head)
        if kind in {b"IHDR", b"eXIf", b"iTXt", b"zTXt", b"tEXt"} and length <= _BLOCK_LIMIT:
            _take_chunk(kind, stream.read(length), blocks)
            stream.seek(4, io.SEEK_CUR)
        else:
            stream.seek(length + 4, io.SEEK_CUR)
        if kind == b"IEND":
            return


def _take_chunk(kind: bytes, body: bytes, blocks: Blocks) -> None:
    if kind == b"IHDR":
        width, height = struct.unpack(">II", body[:8])
        blocks.size = (width, height)
        return
    if kind == b"eXIf":
        _take_exif(body.removeprefix(b"Exif\0\0"), blocks)
        return
    keyword, _, rest = body.partition(b"\0")
    if keyword not in _PNG_KEYWORDS:
        return
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        text = rest[2:].split(b"\0", 2)[-1]
        value = _inflate(text, blocks) if packed else text
    else:
        value = _inflate(rest[1:], blocks) if kind == b"zTXt" else rest
    _take_keyword(keyword, value, blocks)


def _take_keyword(keyword: bytes, value: bytes, blocks: Blocks) -> None:
    if keyword == b"XML:com.adobe.xmp":
        blocks.xmp.append(value)
    elif keyword in {b"Raw profile type exif", b"Raw profile type APP1"}:
        raw = _raw_profile(value)
        if raw.startswith(_XMP):
            blocks.xmp.append(raw[len(_XMP) :])
        else:
            _take_exif(raw.removeprefix(b"Exif\0\0"), blocks)
    elif keyword == b"Raw profile type xmp":
        blocks.xmp.append(_raw_profile(value))
    elif keyword in {b"Raw profile type iptc", b"Raw profile type 8bim"}:
        raw = _raw_profile(value)
        if raw.startswith((b"8BIM", b"Photoshop 3.0\0")):
            blocks.photoshop.append(raw.removeprefix(b"Photoshop 3.0\0"))
        else:
            blocks.iim = blocks.iim or raw


def _inflate(packed: bytes, blocks: Blocks) -> bytes:
    """Unpack at most 16 MiB, and at most that much from one file, so that a few bytes cannot fill the memory."""
    value = zlib.decompressobj().decompress(packed, _BLOCK_LIMIT)
    blocks.unpacked += len(value)
    if blocks.unpacked > _BLOCK_LIMIT:
        raise ValueError("its texts unpack to too much")
    return value


def _raw_profile(text: bytes) -> bytes:
    """ImageMagick's form: a name, the length, and the bytes as hex digits."""
    lines = text.strip().split(b"\n", 2)
    return bytes.fromhex(lines[2].decode("ascii", "replace")) if len(lines) == 3 else b""


def _read_webp(stream: BinaryIO, blocks: Blocks) -> None:
    """Source: WebP container specification; only the extended form (VP8X) carries metadata."""
    stream.seek(12)
    for _ in range(_SEGMENT_LIMIT):
        head = stream.read(8)
        if len(head) < 8:
            return
        kind, length = struct.unpack("<4sI", head)
        if kind in {b"VP8X", b"EXIF", b"XMP "} and length <= _BLOCK_LIMIT:
            body = stream.read(length)
            if kind == b"VP8X":
                blocks.size = (1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little"))
            elif kind == b"EXIF":
                _take_exif(body.removeprefix(b"Exif\0\0"), blocks)
            else:
                blocks.xmp.append(body)
            stream.seek(length & 1, io.SEEK_CUR)
        else:
            stream.seek(length + (length & 1), io.SEEK_CUR)


def _read_tiff(stream: BinaryIO, blocks: Blocks) -> None:
    """Read the first directory ourselves, because Pillow does not hand over every IIM block."""
    blocks.is_tiff = True
    entries = read_directory(stream)
    if _XMP_TAG in entries:
        blocks.xmp.append(entries[_XMP_TAG].raw)
    if _PHOTOSHOP_TAG in entries:
        blocks.photoshop.append(entries[_PHOTOSHOP_TAG].raw)
    if _IIM_TAG in entries:
        blocks.iim = entries[_IIM_TAG].raw
    size = tuple(entries[number].number for number in (256, 257) if number in entries)
    if len(size) == 2 and size[0] and size[1]:
        blocks.size = (size[0], size[1])
    if _ORIENTATION in entries:
        blocks.orientation = entries[_ORIENTATION].number


def _read_heif(path: Path, blocks: Blocks) -> None:
    """HEIC and AVIF through their decoder, which alone knows where its container keeps each block."""
    try:
        with open_image(path) as image:
            exif, xmp = image.info.get("exif"), image.info.get("xmp")
            original = image.info.get("original_orientation")
            blocks.size = image.size
    except PhotoError as error:
        blocks.warnings.append(f"no metadata was read: {error.reason}")
        return
    if isinstance(exif, bytes):
        blocks.exif = exif.removeprefix(b"Exif\0\0")
    if isinstance(xmp, bytes):
        blocks.xmp.append(xmp)
    if isinstance(original, int):
        # pi_heif resets the EXIF orientation that it has already applied; regions still count from before it.
        blocks.orientation = original
        blocks.size = (blocks.size[1], blocks.size[0]) if original >= 5 else blocks.size
