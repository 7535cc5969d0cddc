"""Saved pages: which captions they print, merged from their variants; without a library."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from vonlinks.caption.judging import goes_on, is_caption, is_credit_alone
from vonlinks.caption.reader import read_caption
from vonlinks.caption.variants import differences, merge_readings, same_caption
from vonlinks.domain import CaptionReading, PhotoMetadata
from vonlinks.metadata import Companions
from vonlinks.metadata.articles import Page, PageCaption, PagePicture, Paragraph, file_name, picture_key, read_page

__all__ = ["Article", "ArticleCaption", "article_form", "read_article", "read_with_variants"]

_LONGEST = 5000
"""Letters; a longer text under a picture is the article."""

_FEWEST_WORDS = 3
"""An alternative text of fewer words ("Foto", "Logo Musterstadt") is no variant of a caption."""

_FEWEST_WORDS_ALONE = 6
"""An alternative text that is to be a caption by itself, without naming anybody, is a whole sentence."""

_NEAR = 20
"""A caption is compared with so many before it, so that a page of ten thousand takes linear time."""


_ISO_DAY = 10

_Read = Callable[[str], CaptionReading]


@dataclass(frozen=True, slots=True)
class ArticleCaption:
    """The caption of one picture of a page.

    Attributes:
        caption: its fullest variant, all variants, and the picture.
        reading: merged from all variants; its text is the fullest one.
        differences: what the variants say differently, one sentence each.
    """

    caption: PageCaption
    reading: CaptionReading
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A saved page.

    Attributes:
        path: of its file.
        captions: in the order of the page.
        notes: one sentence each, of what concerns several captions.
    """

    path: Path
    captions: tuple[ArticleCaption, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A caption with the readings of its variants, in the order of the page."""

    readings: tuple[CaptionReading, ...]
    addresses: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    credit_line: str | None = None
    copyright_notice: str | None = None

    def merged(self) -> ArticleCaption:
        reading = merge_readings(self.readings)
        caption = PageCaption(
            text=reading.text,
            variants=tuple(dict.fromkeys(one.text for one in self.readings)),
            addresses=self.addresses,
            byline=self.byline,
            credit_line=self.credit_line,
            copyright_notice=self.copyright_notice,
        )
        return ArticleCaption(caption, reading, differences(self.readings))


def read_article(path: Path | str, *, known_names: Sequence[str] = ()) -> Article:
    """The captions of a saved page, HTML or plain text, each merged from its variants.

    Args:
        path: of the page.
        known_names: names of known persons; where one stands in a caption it is read as a name.

    Raises:
        RequestError: the file cannot be read, or is no page.
    """
    page = read_page(Path(path))
    captions = tuple(found.merged() for found in _captions(page, known_names))
    return Article(Path(path), captions, tuple(_notes(captions)))


def read_with_variants(
    metadata: PhotoMetadata, companions: Companions, *, known_names: Sequence[str] = ()
) -> CaptionReading | None:
    """What a photo's caption says, merged with the variants that a page and the photo's other sources have of it.

    The text is that of `metadata.caption`, whether a page has it or not; None without one. Other captions that are no
    variants of it are left out.
    """
    if not metadata.caption:
        return None
    read = partial(read_caption, known_names=known_names)
    main = read(metadata.caption)
    page = companions.page or next((one for one in companions.nearby if same_caption(main, read(one.text))), None)
    if page is None:
        return main
    own = [one.value for one in metadata.sources if one.field == "caption"]
    belongs = main.text in page.variants or same_caption(main, read(page.text))
    others = [read(text) for text in dict.fromkeys((*own, *page.variants)) if text != main.text]
    kept = [one for one in others if (belongs and one.text in page.variants) or same_caption(main, one)]
    return merge_readings(kept, main=main)


def _captions(page: Page, known_names: Sequence[str]) -> list[_Found]:
    read = partial(read_caption, known_names=known_names)
    pictures = [found for picture in page.pictures if (found := _of_picture(picture, read))]
    return _united(pictures or _of_paragraphs(page.paragraphs, read))


def _notes(captions: Sequence[ArticleCaption]) -> Iterator[str]:
    """Two days on one page: one is likely a slip; three and more are a chronicle."""
    days = sorted({date for one in captions if (date := one.reading.date) and len(date) == _ISO_DAY})
    if len(days) == 2:
        yield f"The captions of this page tell different dates: {' and '.join(days)}."


def _of_picture(picture: PagePicture, read: _Read) -> _Found | None:
    """A picture's caption: what markup says, else what reads as one right under it or in its description."""
    readings = [read(text) for text in picture.printed if len(text) <= _LONGEST]
    described = [read(text) for text in picture.described if _FEWEST_WORDS <= len(text.split()) <= _LONGEST]
    if not readings:
        under = (Paragraph(text, follows=True) for text in picture.below)
        readings = [
            below
            for below, _ in islice(_joined(under, read), 1)
            if is_caption(below) or any(same_caption(below, other) for other in described)
        ]
    if not readings and not any(map(_stands_alone, described)):
        return None
    once = dict.fromkeys((*readings, *described))
    return _Found(tuple(once), picture.addresses, picture.byline, picture.credit_line, picture.copyright_notice)


def _stands_alone(described: CaptionReading) -> bool:
    """Whether an alternative text tells enough to be a caption, and is not the name of a logo or a button."""
    words = len(described.text.split())
    return words >= _FEWEST_WORDS_ALONE or bool(described.people) or is_caption(described)


def _of_paragraphs(paragraphs: Sequence[Paragraph], read: _Read) -> list[_Found]:
    """The captions of a text without pictures.

    Those that stand with a picture's file name; those that read as captions; and those that say twice in a row, in
    other words, who was there: an article does not repeat itself, but prints one caption in two forms.
    """
    found: list[_Found] = []
    run: list[CaptionReading] = []
    file: str | None = None
    for reading, name in _joined(paragraphs, read):
        if run and name == file and (file is not None or same_caption(run[-1], reading)):
            run.append(reading)
            continue
        found += _of_run(run, file)
        run, file = [reading], name
    return found + _of_run(run, file)


def _joined(paragraphs: Iterable[Paragraph], read: _Read) -> Iterator[tuple[CaptionReading, str | None]]:
    """The reading of each paragraph with the file name before it.

    A credit in a line of its own, or the next row of a group, is part of the caption right above it.
    """
    last: tuple[CaptionReading, str | None] | None = None
    for paragraph in paragraphs:
        if len(paragraph.text) > _LONGEST:
            continue
        reading = read(paragraph.text)
        if last:
            whole = f"{last[0].text}\n{paragraph.text}"
            is_part = paragraph.follows and (is_credit_alone(reading) or goes_on(last[0], reading))
            if is_part and len(whole) <= _LONGEST:
                last = read(whole), last[1]
                continue
            yield last
        last = reading, paragraph.file
    if last:
        yield last


def _of_run(run: Sequence[CaptionReading], file: str | None) -> list[_Found]:
    """The caption of neighbouring paragraphs that say the same; none where they are the article's."""
    repeated = len(run) > 1 and all(reading.people for reading in run)
    if file is None and not repeated and not any(map(is_caption, run)):
        return []
    return [_Found(tuple(dict.fromkeys(run)), (file,) if file else ())] if run else []


def _united(captions: Sequence[_Found]) -> list[_Found]:
    """The captions, each picture's once: a page shows it as a teaser, in the article and in a gallery."""
    kept: list[_Found] = []
    for caption in captions:
        near = range(len(kept) - 1, max(len(kept) - _NEAR, 0) - 1, -1)
        same = next((at for at in near if _same_picture(kept[at], caption)), None)
        if same is None:
            kept.append(caption)
        else:
            kept[same] = _join(kept[same], caption)
    return kept


def _same_picture(a: _Found, b: _Found) -> bool:
    keys = [{picture_key(file_name(address)) for address in one.addresses} for one in (a, b)]
    if all(keys) and not keys[0] & keys[1]:
        return False
    return any(same_caption(first, second) for first in a.readings for second in b.readings[:_NEAR])


def _join(a: _Found, b: _Found) -> _Found:
    return _Found(
        readings=tuple(dict.fromkeys((*a.readings, *b.readings))),
        addresses=tuple(dict.fromkeys((*a.addresses, *b.addresses))),
        byline=a.byline or b.byline,
        credit_line=a.credit_line or b.credit_line,
        copyright_notice=a.copyright_notice or b.copyright_notice,
    )


def article_form(article: Article) -> dict[str, Any]:
    """What `vonlinks article` prints."""
    return {
        "captions": [
            {
                "text": one.caption.text,
                "variants": list(one.caption.variants),
                "image": one.caption.image,
            }
            for one in article.captions
        ]
    }
