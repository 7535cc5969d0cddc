"""From the bytes of a saved page to its text."""

import codecs
import re

from vonlinks.metadata.text import decode_guessing

__all__ = ["decode_page"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
"""Browsers look at the first 1024 bytes; saved pages have comments before them."""

_PAGE_CODECS = re.compile(r"iso8859-\d+|cp125\d|cp874|koi8-[ru]|mac-(?:roman|cyrillic)|gb\w+|big5|shift_jis|euc_\w\w")


def decode_page(raw: bytes) -> str:
    """Decode a page: by its BOM, as UTF-8 where it is that, by what it declares, else by guessing. Never fails.

    A page that is valid UTF-8 is UTF-8 whatever it declares: browsers save pages anew without correcting them. ISO
    8859-1 means Windows-1252 (WHATWG Encoding Standard, section 4.2).
    """
    for bom, codec in _BOMS:
        if raw.startswith(bom):
            return raw[len(bom) :].decode(codec, "replace")
    if raw[:40:2].strip(b"\0") == b"" or raw[1:40:2].strip(b"\0") == b"":
        return raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(raw)


def _decode_other(raw: bytes) -> str:
    codec = _declared(raw)
    if codec is not None:
        return raw.decode(codec, "replace")
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # UTF-8 with a few bytes gone is still UTF-8; in Windows-1252 every umlaut would be broken.
    if broken < sum(not char.isascii() for char in text) - broken:
        return text
    return decode_guessing(raw)[0]


def _declared(raw: bytes) -> str | None:
    """The 8-bit or East Asian codec that the page declares; None for UTF-8, Latin-1 and what is no page's encoding."""
    found = _DECLARED.search(raw[:_DECLARED_WITHIN])
    if found is None:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None
    return name if name not in {"iso8859-1", "cp1252"} and _PAGE_CODECS.fullmatch(name) else None
