"""Plain text to paragraphs."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vonlinks.metadata.articles.model import Page, Paragraph
from vonlinks.metadata.files import PHOTO_ENDINGS
from vonlinks.metadata.text import clean

__all__ = ["parse_text"]

_NARROWEST, _WIDEST = 50, 100
"""Text that was broken into lines by a program is this wide: 72 and 78 in mails, 80 in terminals."""

_LEAST_GOING_ON = 1 / 3
"""Share of lines under a line that begin with a small letter: about half in German text that was broken to a width, more in
other languages, and almost none where each line is a paragraph."""

_ENDING = rf"\.(?:{'|'.join(sorted(ending[1:] for ending in PHOTO_ENDINGS))})"
_FILE = re.compile(
    rf"""
    \s* (?: [-*•] \s+ )?
    (?: (?P<bare> [^\s:;|]{{1,120}}? {_ENDING} ) (?: \s* [:;|–—-]+ )? (?: \s+ | $ )
      | (?P<spaced> [^\s:;|] [^\t:;|]{{0,120}}? {_ENDING} ) (?: \s* [:;|\t] \s* | \s+ [–—-] \s+ | \s* $ ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A name with spaces needs a mark behind it, or prose about a picture's file would be taken for one."""


def parse_text(text: str) -> Page:
    """Cut a plain text into paragraphs: at empty lines, and at line ends unless the text was broken to a width.

    A picture's file name at the beginning of a paragraph, or alone before it, is told with the paragraph and with those
    that stand right under it.

    >>> parse_text("IMG_1.jpg: Vera Beispiel (l.)").paragraphs
    (Paragraph(text='Vera Beispiel (l.)', follows=False, file='IMG_1.jpg'),)
    """
    paragraphs: list[Paragraph] = []
    file: str | None = None
    follows = False
    for line in _unbroken([line.strip() for line in clean(text).split("\n")]):
        found = _FILE.match(line)
        if found:
            file, follows = (found["bare"] or found["spaced"]).strip(), False
        said = line[found.end() :].strip() if found else line
        if said:
            paragraphs.append(Paragraph(said, follows, file))
            follows = True
        elif not found:
            # An empty line ends what a file name speaks of, unless that has not begun.
            file, follows = file if not follows else None, False
    return Page(paragraphs=tuple(paragraphs))


def _unbroken(lines: Sequence[str]) -> Iterator[str]:
    """The lines; those of a text that was broken to a width joined where the next word would not have fitted in any more."""
    width = max(map(len, lines), default=0)
    if not (_NARROWEST <= width <= _WIDEST and _goes_on(lines)):
        yield from lines
        return
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        parts.append(line)
        word = following.partition(" ")[0]
        if not line or not word or len(line) + 1 + len(word) <= width or _FILE.match(following):
            yield " ".join(parts)
            parts = []


def _goes_on(lines: Sequence[str]) -> bool:
    """Whether lines go on with the sentence of the line above as often as in a text that was broken to a width."""
    under = [line for before, line in pairwise(lines) if before and line]
    return sum(line[0].islower() for line in under) > len(under) * _LEAST_GOING_ON
