"""From bytes and loose strings to clean text."""

import codecs
import re
import unicodedata

__all__ = ["clean", "decode_guessing", "decode_utf8_cut", "each_once"]

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


def decode_utf8_cut(raw: bytes) -> str | None:
    """Decode UTF-8 whose last character was cut by a byte limit, without that character; None if it is not UTF-8."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(raw, final=False)
    except UnicodeDecodeError:
        return None


def each_once(texts: list[str]) -> tuple[str, ...]:
    """The non-empty texts, cleaned, each once, in their order."""
    return tuple(dict.fromkeys(cleaned for text in texts if (cleaned := clean(text))))
