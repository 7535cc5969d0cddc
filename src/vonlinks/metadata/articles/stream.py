"""A page as one stream of pictures and texts, in document order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from vonlinks.metadata.articles.marks import (
    PICTURE_TAGS,
    Role,
    addresses_of,
    described_by,
    is_drawing,
    one_line,
    printed_with,
    role_of,
)

__all__ = ["ShownPicture", "ShownText", "Stream", "read_stream"]

_LEFT_OUT = frozenset(
    ["style", "template", "svg", "math", "title", "select", "textarea", "iframe", "object", "video", "audio", "canvas"]
)
_SILENT = frozenset(["button", "nav", "footer"])
"""Their pictures count, their words do not: menus, and the page's own copyright."""

_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend",
        "li", "main", "noscript", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    ]
)  # fmt: skip
_SMALL_PRINT = frozenset(["em", "i", "small", "cite"])


_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class ShownPicture:
    """A picture in the stream; see PagePicture."""

    element: etree._Element
    addresses: tuple[str, ...]
    printed: tuple[str, ...]
    described: tuple[str, ...]


@dataclass(slots=True)
class ShownText:
    """A run of text in the stream.

    Attributes:
        element: that holds it.
        role: what its markup says that it is.
        in_figure: whether it stands in a figure with a picture.
        small_print: whether all of it is set in italics or small.
    """

    element: etree._Element
    text: str
    role: Role | None
    in_figure: bool
    small_print: bool


@dataclass(slots=True)
class Stream:
    """The pieces of a page in document order, and the texts of its JSON-LD scripts."""

    pieces: list[ShownPicture | ShownText] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)


def read_stream(root: etree._Element) -> Stream:
    """Walk over the page once."""
    return _Reader(root).read()


class _Reader:
    """The state of one walk: the text run that is open, and the elements around it that matter."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._stream = Stream()
        self._around_pictures = set(_around_pictures(root))
        self._run: list[tuple[str, bool]] = []
        self._holder = root
        self._role: Role | None = None
        self._role_element: etree._Element | None = None
        self._figures = self._small = self._silent = 0

    def read(self) -> Stream:
        walker = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if element.tag == "script" or element.tag in _LEFT_OUT:
                    if element.get("type", "").strip().casefold() == "application/ld+json":
                        self._stream.structured.append(element.text or "")
                    walker.skip_subtree()
                    continue
                self._open(element)
                self._say(element.text)
            else:
                self._close(element)
                self._say(element.tail)
        self._end_run()
        return self._stream

    def _open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._part(element)
        elif tag == "br":
            self._break()
        self._small += tag in _SMALL_PRINT
        self._silent += tag in _SILENT
        self._figures += tag == "figure" and element in self._around_pictures
        if self._role is None and element not in self._around_pictures and (role := role_of(element)):
            self._end_run()
            self._role, self._role_element = role, element
        if tag in PICTURE_TAGS and not is_drawing(element):
            self._end_run()
            self._stream.pieces.append(
                ShownPicture(element, addresses_of(element), printed_with(element), described_by(element))
            )

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        if element is self._role_element:
            self._end_run()
            self._role = self._role_element = None
        if tag in _BLOCKS:
            parent = element.getparent()
            self._part(element if parent is None else parent)
        if tag in _SMALL_PRINT:
            self._small -= 1
        if tag in _SILENT:
            self._silent -= 1
        if tag == "figure" and element in self._around_pictures:
            self._figures -= 1

    def _say(self, text: str | None) -> None:
        if text and not self._silent:
            self._run.append((_SPACE.sub(" ", text), self._small > 0))

    def _break(self) -> None:
        """A line ends; two line ends in a row end a paragraph, except in a caption."""
        said = next((part for part, _ in reversed(self._run) if part != " "), "")
        if said == "\n" and self._role is None:
            self._end_run()
        else:
            self._run.append(("\n", True))

    def _part(self, holder: etree._Element) -> None:
        """A block begins or ends: so does a run of text, but a caption is one text however many blocks it has."""
        if self._role is not None:
            self._run.append(("\n", True))
            return
        self._end_run()
        self._holder = holder

    def _end_run(self) -> None:
        run, self._run = self._run, []
        lines = (one_line(line) for line in "".join(part for part, _ in run).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            small = all(is_small for part, is_small in run if part.strip())
            holder = self._holder if self._role_element is None else self._role_element
            self._stream.pieces.append(ShownText(holder, text, self._role, self._figures > 0, small))


def _around_pictures(root: etree._Element) -> Iterator[etree._Element]:
    """All elements that hold a picture; each is climbed to once."""
    seen: set[etree._Element] = set()
    for picture in root.iter(*PICTURE_TAGS):
        for element in picture.iterancestors():
            if element in seen:
                break
            seen.add(element)
            yield element
