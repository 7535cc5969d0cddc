"""A saved page from its file."""

from pathlib import Path

from vonlinks.errors import RequestError
from vonlinks.metadata.articles.encoding import decode_page
from vonlinks.metadata.articles.html import parse_html
from vonlinks.metadata.articles.model import NO_CONTROLS, Page
from vonlinks.metadata.articles.text import parse_text

__all__ = ["PAGE_ENDINGS", "read_page"]

PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".txt")
"""Lower-case endings of files that are looked at as saved pages."""

_LARGEST = 16 * 1024 * 1024
_MARKUP_WITHIN = 1024
_MARKS = ("<html", "<!doctype html", "<body", "<figure", "<article")
_ODD_SHARE = 0.02


def read_page(path: Path) -> Page:
    """Read a saved page, HTML (by its ending or its beginning) or plain text; broken markup is read as far as it goes.

    Raises:
        RequestError: the file cannot be read, is too large, or is no text.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise RequestError(f"{path}: larger than {_LARGEST >> 20} MB, which no page is")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise RequestError(f"{path}: there is no such file") from None
    except OSError as error:
        raise RequestError(f"{path}: cannot be read ({error.strerror})") from None
    text = decode_page(raw).translate(NO_CONTROLS)
    if _is_binary(text):
        raise RequestError(f"{path}: is no page and no text")
    beginning = text[:_MARKUP_WITHIN].casefold()
    is_html = path.suffix.casefold() in {".html", ".htm", ".xhtml"} or any(mark in beginning for mark in _MARKS)
    return parse_html(text) if is_html else parse_text(text)


def _is_binary(text: str) -> bool:
    odd = sum(char < " " and char not in "\t\n\r\f" for char in text)
    return odd > len(text) * _ODD_SHARE
