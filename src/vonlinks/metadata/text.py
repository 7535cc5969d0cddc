"""From bytes and loose strings to clean text."""

import codecs
import re
import unicodedata
from collections.abc import Iterable

__all__ = ["clean", "decode_file", "decode_guessing", "decode_utf8_cut", "each_once", "likelier_charset"]

_INSIDE_WORDS = "’‘´–\u00ad·"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    r"""NFC, line ends as "\n", no control characters, trimmed.

    >>> clean(" Zoe\u0308\x00\r\n")
    'Zoë'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", lines)).strip().strip("\ufeff").strip()


def decode_guessing(raw: bytes) -> tuple[str, str]:
    """Decode bytes of unknown encoding; returns (text, encoding): UTF-8 where they are valid UTF-8, else Windows-1252.

    The five bytes that Windows-1252 leaves undefined become the C1 controls of Latin-1, so this never fails.
    """
    try:
        return raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return "".join(_cp1252(byte) for byte in raw), "cp1252"


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def decode_file(raw: bytes) -> str:
    """Decode a text file that a person wrote: UTF-16 where a BOM says so, else as `decode_guessing`."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    return decode_guessing(raw)[0]


def decode_utf8_cut(raw: bytes) -> str | None:
    """Decode UTF-8 whose last character was cut by a byte limit, without that character; None if it is not UTF-8."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(raw, final=False)
    except UnicodeDecodeError:
        return None


def each_once(texts: list[str]) -> tuple[str, ...]:
    """The non-empty texts, cleaned, each once, in their order."""
    return tuple(dict.fromkeys(cleaned for text in texts if (cleaned := clean(text))))


def likelier_charset(raws: Iterable[bytes]) -> str:
    """Which of the two 8-bit charsets of European press archives the texts are in: "cp1252" or "mac_roman".

    The wrong one puts capitals and signs into the middle of words ("TrŸbsal", "M¸ller"); the one that does so less
    is taken, Windows-1252 where both do so equally.

    >>> likelier_charset(["Eva Trübsal".encode("mac_roman")]), likelier_charset(["Eva Trübsal".encode("cp1252")])
    ('mac_roman', 'cp1252')
    """
    texts = list(raws)
    windows = sum(_oddities(decode_guessing(raw)[0]) for raw in texts)
    mac = sum(_oddities(raw.decode("mac_roman")) for raw in texts)
    return "mac_roman" if mac < windows else "cp1252"


def _oddities(text: str) -> int:
    """How many characters beyond ASCII stand where no language puts them."""
    return sum(
        not char.isascii() and _is_odd(before, char, after)
        for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False)
    )


def _is_odd(before: str, char: str, after: str) -> bool:
    if unicodedata.category(char) == "Cc":
        return True
    if char.isupper():
        return before.isalpha() and (before.islower() or after.islower())
    return before.isalpha() and after.isalpha() and not char.isalpha() and char not in _INSIDE_WORDS
