"""The first directory of a TIFF structure, which is also what an EXIF block is.

Source: TIFF 6.0 (Adobe, 1992), section 2; BigTIFF as libtiff documents it.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["Entry", "read_directory"]

_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_UNSIGNED = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q"}
_MOST_ENTRIES = 1000
"""Real directories have fewer than 200; more is a damaged count."""
_MOST_BYTES = 16 * 1024 * 1024
"""Of one value: image strips and hostile counts are larger than any text block."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a directory, as bytes in the file's order."""

    kind: int
    raw: bytes
    order: str

    @property
    def number(self) -> int | None:
        """The first value of an unsigned integer entry; None for anything else."""
        code = _UNSIGNED.get(self.kind)
        size = _TYPE_SIZES[self.kind]
        if code is None or len(self.raw) < size:
            return None
        return int(struct.unpack(self.order + code, self.raw[:size])[0])


def read_directory(stream: BinaryIO) -> dict[int, Entry]:
    r"""The entries of the first directory by their number; what is damaged or too large is left out, nothing is raised.

    `stream` must stand at its byte 0 on the TIFF header ("II*\0" or "MM\0*", or the BigTIFF forms).
    """
    entries: dict[int, Entry] = {}
    try:
        stream.seek(0)
        head = stream.read(16)
        order = {b"II": "<", b"MM": ">"}[head[:2]]
        big = struct.unpack(order + "H", head[2:4])[0] == 43
        layout = ("Q", "HHQ", 8) if big else ("H", "HHI", 4)
        start = struct.unpack(order + ("Q" if big else "I"), head[8:16] if big else head[4:8])[0]
        stream.seek(start)
        (count,) = struct.unpack(order + layout[0], stream.read(struct.calcsize("<" + layout[0])))
        width = struct.calcsize("<" + layout[1]) + layout[2]
        table = stream.read(count * width) if count <= _MOST_ENTRIES else b""
    except (KeyError, struct.error, OSError, ValueError, OverflowError):
        return entries
    for at in range(0, len(table) - width + 1, width):
        number, kind, amount = struct.unpack_from(order + layout[1], table, at)
        raw = _value(stream, order, kind, amount, table[at + width - layout[2] : at + width])
        if raw is not None:
            entries.setdefault(number, Entry(kind, raw, order))
    return entries


def _value(stream: BinaryIO, order: str, kind: int, amount: int, inline: bytes) -> bytes | None:
    size = _TYPE_SIZES.get(kind, 0) * amount
    if not 0 < size <= _MOST_BYTES:
        return None
    if size <= len(inline):
        return inline[:size]
    try:
        stream.seek(struct.unpack(order + ("Q" if len(inline) == 8 else "I"), inline)[0])
        return stream.read(size)
    except (OSError, ValueError, OverflowError):
        return None
