"""What the markup of one element says: a caption, a credit, a picture and where it lies."""

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from lxml import etree

from vonlinks.metadata.articles.model import file_name, is_photo_name
from vonlinks.metadata.junk import is_written_by_a_camera
from vonlinks.metadata.text import clean, each_once

__all__ = [
    "PICTURE_TAGS",
    "Role",
    "addresses_of",
    "described_by",
    "is_drawing",
    "one_line",
    "plain_text",
    "printed_with",
    "role_of",
]

Role = Literal["caption", "credit"]

PICTURE_TAGS = ("img", "amp-img")

_CAPTIONS = (
    "caption", "captiontext", "bildunterschrift", "bildtext", "bildlegende", "fotounterschrift", "legende",
    "didascalia", "bijschrift", "fotobijschrift", "billedtekst", "bildetekst", "piefoto", "legenda", "podpis",
)  # fmt: skip
"""Last words of class names that pages in ten languages give the text under a picture."""

_CREDITS = (
    "credit", "credits", "copyright", "photographer", "fotograf", "fotografin", "bildnachweis", "bildquelle",
    "fotonachweis", "fotoquelle",
)  # fmt: skip

_WORD_ENDS = re.compile(r"[-_:]+|(?<=[a-z])(?=[A-Z])")
_SHORT_CAPTION = "bu"
_LAZY = (
    "data-orig-file", "data-src", "data-lazy-src", "data-original", "data-lazy", "data-hi-res-src", "data-large-file",
    "data-full-url",
)  # fmt: skip
"""Where pages keep the address of a picture that is loaded when it is scrolled to; `src` is a placeholder then."""

_SRCSETS = ("srcset", "data-srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"\s*,*\s*([^\s,]\S*)(\s+[\d.]+[wxh])?[^,]*,?")
_PRINTED = ("data-caption", "data-image-caption", "data-sub-html", "data-lightbox-caption")
_DESCRIBED = ("alt", "title", "data-image-description")
_ABOVE = 4
"""How many elements above a picture its link may be."""

_MOST_SIZES = 50
_SMALLEST = 48
_DRAWINGS = (".svg", ".ico", ".cur")
_TAGS = re.compile(r"<[^<>]{0,2000}>")


def role_of(element: etree._Element) -> Role | None:
    """Whether the element is marked as a caption or a credit: figcaption, microdata, or a class name of that meaning."""
    if element.tag == "figcaption" or element.get("itemprop") == "caption":
        return "caption"
    names = element.get("class", "")
    if not names:
        return None
    words = [word.casefold() for name in names.split() for word in _WORD_ENDS.split(name)]
    if any(word.endswith(_CAPTIONS) or word == _SHORT_CAPTION for word in words):
        return "caption"
    return "credit" if any(word in _CREDITS for word in words) else None


def is_drawing(element: etree._Element) -> bool:
    """Whether a picture is an icon or a tracking pixel: a drawing's ending, or a size that no photo is shown in."""
    sizes = [element.get(name, "").removesuffix("px") for name in ("width", "height")]
    small = all(size.isdecimal() and len(size) < 9 and int(size) <= _SMALLEST for size in sizes)
    names = [name for address in addresses_of(element) if (name := file_name(address))]
    return small or (bool(names) and all(name.casefold().endswith(_DRAWINGS) for name in names))


def addresses_of(element: etree._Element) -> tuple[str, ...]:
    """Where the picture lies, each address once: what is shown, the larger sizes, and what it links to."""
    lazy = [element.get(name, "") for name in _LAZY]
    shown = [element.get("src", "")]
    sizes = [address for source in _sources(element) for name in _SRCSETS for address in _srcset(source.get(name, ""))]
    linked = [link.get("href", "") for link in _above(element) if link.tag == "a"]
    linked = [address for address in linked if is_photo_name(file_name(address))]
    found = [address.strip() for address in (*lazy, *shown, *sizes, *linked)]
    return tuple(dict.fromkeys(address for address in found if file_name(address)))


def _sources(element: etree._Element) -> Iterator[etree._Element]:
    """The picture and the sources beside it; the parser does not know that a source is empty, so it may hold the picture."""
    yield element
    for above in islice(element.iterancestors(), _MOST_SIZES):
        if above.tag == "picture":
            yield from islice(above.iterchildren("source"), _MOST_SIZES)
        if above.tag != "source":
            return
        yield above


def _srcset(value: str) -> list[str]:
    """The addresses of a srcset, the largest first (HTML Standard, 4.8.4.2.1).

    >>> _srcset("a-300.jpg 300w, a.jpg 1200w")
    ['a.jpg', 'a-300.jpg']
    """
    found = []
    for match in islice(_CANDIDATE.finditer(value), _MOST_SIZES):
        size = (match[2] or "").strip()[:-1]
        found.append((float(size) if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", size) else 1.0, match[1].rstrip(",")))
    return [address for _, address in sorted(found, key=lambda pair: -pair[0])]


def _above(element: etree._Element) -> Iterator[etree._Element]:
    return islice(element.iterancestors(), _ABOVE)


def printed_with(element: etree._Element) -> tuple[str, ...]:
    """Captions that galleries show with the large picture: attributes of the picture and of its link."""
    links = [link for link in _above(element) if link.tag in {"a", "figure"}]
    values = [one.get(name, "") for one in (element, *links) for name in _PRINTED]
    return each_once([plain_text(value) for value in values if not value.lstrip().startswith(("#", "."))])


def described_by(element: etree._Element) -> tuple[str, ...]:
    """Alternative text and titles of the picture and its link, without file names and a camera's defaults."""
    values = [element.get(name, "") for name in _DESCRIBED]
    values += [link.get("title", "") for link in _above(element) if link.tag == "a"]
    texts = each_once([plain_text(value) for value in values])
    return tuple(text for text in texts if not is_photo_name(text) and not is_written_by_a_camera(text))


def plain_text(value: str) -> str:
    """One line of text, without the markup that attributes and structured data carry.

    >>> plain_text("<p>Vera <b>Beispiel</b>&nbsp;(l.)</p>")
    'Vera Beispiel (l.)'
    """
    return one_line(html.unescape(_TAGS.sub(" ", value)))


def one_line(text: str) -> str:
    """The text as a browser shows it: white space is one space, and what only allows a break is nothing."""
    return " ".join(clean(text.replace("\u00ad", "").replace("\u200b", "")).split())
