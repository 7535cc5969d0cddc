"""IPTC-IIM: the captions of the agencies since 1991, inside Photoshop image resources.

Sources: IPTC-NAA Information Interchange Model 4.2, chapters 1 and 3; Adobe Photoshop File Formats, "Image resources".
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from vonlinks.metadata.text import decode_guessing, decode_utf8_cut, likelier_charset

__all__ = ["Iim", "IimText", "read_iim", "read_resources"]

_SIGNATURES = frozenset({b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa"})
_IIM_RESOURCE, _DIGEST_RESOURCE = 0x0404, 0x0425
_DATASET = re.compile(rb"\x1c[\x01-\x09].{3}", re.DOTALL)
_MOST_DATASETS = 20_000
_LARGEST_BLOCK = 4 * 1024 * 1024
_CODECS = {
    b"\x1b%G": "utf-8",
    b"\x1b%/G": "utf-8",
    b"\x1b%/H": "utf-8",
    b"\x1b%/I": "utf-8",
    b"\x1b-A": "cp1252",
    b"\x1b.A": "cp1252",
    b"\x1b-B": "iso8859-2",
    b"\x1b.B": "iso8859-2",
    b"\x1b-C": "iso8859-3",
    b"\x1b-D": "iso8859-4",
    b"\x1b-L": "iso8859-5",
    b"\x1b-G": "iso8859-6",
    b"\x1b-F": "iso8859-7",
    b"\x1b-H": "iso8859-8",
    b"\x1b-M": "iso8859-9",
}
"""ISO 2022 escapes of dataset 1:90; what calls itself Latin-1 in practice is its superset Windows-1252."""

BYTE_LIMITS = {5: 64, 25: 64, 40: 256, 80: 32, 90: 32, 92: 32, 95: 32, 101: 64, 103: 32, 105: 256}
BYTE_LIMITS |= {110: 32, 115: 32, 116: 128, 120: 2000, 122: 32}
"""Largest length in bytes of the datasets of record 2 (IIM 4.2); writers cut longer text there."""


@dataclass(frozen=True, slots=True)
class IimText:
    """One text with how many bytes it had and how they were decoded."""

    text: str
    length: int
    charset: str


@dataclass(slots=True)
class Iim:
    """The application record (2) of one IIM block.

    Attributes:
        texts: by dataset number, repeated ones in their order.
        in_step: whether the stored digest equals that of the block; None without digest. False means that a program
            which knows no XMP changed the block after the XMP was written.
        charset: declared, or how the first text that is not plain ASCII was decoded; "ascii" if there is none.
        declared: whether dataset 1:90 gave the charset.
    """

    texts: dict[int, list[IimText]] = field(default_factory=dict)
    in_step: bool | None = None
    charset: str = "ascii"
    declared: bool = False


def read_resources(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The (id, bytes) of each Photoshop image resource; stops where the stream is damaged."""
    at = 0
    while at + 11 < len(stream) and stream[at : at + 4] in _SIGNATURES:
        number = int.from_bytes(stream[at + 4 : at + 6], "big")
        named = 1 + stream[at + 6]
        start = at + 6 + named + (named & 1)
        length = int.from_bytes(stream[start : start + 4], "big")
        yield number, stream[start + 4 : start + 4 + length]
        at = start + 4 + length
        # Some writers leave out the byte that pads to an even length.
        if length & 1 and stream[at : at + 4] not in _SIGNATURES:
            at += 1


def read_iim(streams: Iterable[bytes], bare: bytes | None = None, charset: str | None = None) -> Iim | None:
    """Read the first IIM block; None if there is none.

    Args:
        streams: of image resources.
        bare: IIM outside any resource, used where no resource holds a block.
        charset: Python codec for text that neither declares one nor is valid UTF-8; None to guess between Windows-1252
            and Mac Roman.
    """
    block, digest = None, None
    for stream in streams:
        for number, payload in read_resources(stream):
            if number == _IIM_RESOURCE and block is None:
                block = payload
            elif number == _DIGEST_RESOURCE and digest is None:
                digest = payload[:16]
    if block is None:
        block, digest = bare, None
    if block is None:
        return None
    iim = _decode(list(islice(_datasets(block[:_LARGEST_BLOCK]), _MOST_DATASETS)), charset)
    if digest is not None and any(digest):
        iim.in_step = digest == hashlib.md5(block, usedforsecurity=False).digest()
    return iim


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(record, dataset, bytes) of each dataset; bytes between datasets are skipped."""
    at = 0
    while (found := _DATASET.search(block, at)) is not None:
        at = found.start()
        record, dataset = block[at + 1], block[at + 2]
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        start = at + 5
        if length & 0x8000:
            size = length & 0x7FFF
            length = int.from_bytes(block[start : start + size], "big") if size <= 8 else len(block)
            start += size
        yield record, dataset, block[start : start + length]
        at = start + length


def _decode(datasets: list[tuple[int, int, bytes]], fallback: str | None) -> Iim:
    iim = Iim()
    declared = next((_CODECS.get(raw.rstrip(b"\0 ")) for r, d, raw in datasets if (r, d) == (1, 90)), None)
    iim.declared = declared is not None
    if fallback is None:
        fallback = likelier_charset(raw for record, _, raw in datasets if record == 2 and not _is_utf8(raw))
    for record, dataset, raw in datasets:
        if record != 2:
            continue
        text, charset = _text(raw, declared, fallback, BYTE_LIMITS.get(dataset))
        iim.texts.setdefault(dataset, []).append(IimText(text, len(raw), charset))
        if charset != "ascii" and iim.charset == "ascii":
            iim.charset = charset
    return iim


def _is_utf8(raw: bytes) -> bool:
    return decode_utf8_cut(raw) is not None


def _text(raw: bytes, declared: str | None, fallback: str, limit: int | None) -> tuple[str, str]:
    """Decode one dataset: as declared, else UTF-8, else UTF-8 cut at its limit, else the fallback; never fails."""
    if raw.isascii():
        return raw.decode("ascii"), "ascii"
    if declared is not None and declared != "utf-8":
        return raw.decode(declared, "replace") if declared != "cp1252" else decode_guessing(raw)[0], declared
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        cut = decode_utf8_cut(raw)
    # Without a limit reached or other UTF-8 letters, a last "é" of Windows-1252 would look like a cut character.
    if cut is not None and (not cut.isascii() or (limit is not None and limit - 4 < len(raw) <= limit)):
        return cut, "utf-8"
    return (decode_guessing(raw)[0] if fallback == "cp1252" else raw.decode(fallback, "replace")), fallback
