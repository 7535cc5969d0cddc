"""What a saved page holds, as values."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from vonlinks.metadata.files import PHOTO_ENDINGS
from vonlinks.metadata.text import clean

__all__ = [
    "NO_CONTROLS",
    "Page",
    "PageCaption",
    "PagePicture",
    "Paragraph",
    "file_name",
    "is_photo_name",
    "picture_key",
]


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One picture of a page with all that the page says of it.

    Attributes:
        addresses: where the page says that the picture lies, as written: first what it shows, then other sizes; empty
            where it is inlined.
        printed: what markup says is its caption, each once, in the order of the page.
        described: texts for those who do not see the picture (alt, title), which are not always captions.
        below: the paragraphs right under it, which may be its caption or go on with the article; none where markup tells
            the caption.
        byline: creators.
        credit_line: as schema.org's creditText.
        copyright_notice: as schema.org's copyrightNotice.
    """

    addresses: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    credit_line: str | None = None
    copyright_notice: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of text.

    Attributes:
        text: as written, trimmed.
        follows: whether it stands right under the paragraph before, without an empty line between.
        file: the name of a picture that stands before it ("IMG_0017.jpg: Vera Beispiel …"); None if there is none.
    """

    text: str
    follows: bool = False
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page.

    Attributes:
        pictures: in the order of the page; empty for plain text.
        paragraphs: the text without captions that markup gives, in the order of the page.
    """

    pictures: tuple[PagePicture, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class PageCaption:
    """What a page prints under one picture.

    Attributes:
        text: the fullest variant.
        variants: all of them as written, `text` among them, in the order of the page.
        addresses: of the picture; see PagePicture.
        byline: creators.
    """

    text: str
    variants: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    credit_line: str | None = None
    copyright_notice: str | None = None

    @property
    def image(self) -> str | None:
        """The picture's file name; None where the page does not tell it."""
        return next((name for address in self.addresses if (name := file_name(address))), None)


NO_CONTROLS = dict.fromkeys(range(0x7F, 0xA0))
"""For str.translate: the controls beyond ASCII, which no page needs and some terminals obey."""

_ADDRESS_END = re.compile(r"[?#]")
_SIZE = re.compile(r"[-_](?:\d{2,5}x\d{2,5}|scaled|e\d{10,})$")
"""What WordPress appends to the names of the other sizes of a picture."""


def file_name(address: str) -> str:
    """The last part of a picture's address, without query and percent-encoding; "" for an inlined picture.

    >>> file_name("https://example.org/bilder/Rats%C3%B6ffnung.jpg?width=300")
    'Ratsöffnung.jpg'
    """
    if address.lstrip().casefold().startswith("data:"):
        return ""
    path = unquote(_ADDRESS_END.split(address.strip(), maxsplit=1)[0]).replace("\\", "/").rstrip("/")
    return " ".join(clean(path.rpartition("/")[2].translate(NO_CONTROLS)).split())


def is_photo_name(name: str) -> bool:
    """Whether the ending of a file name is that of a photo."""
    return name.casefold().endswith(tuple(PHOTO_ENDINGS))


def picture_key(name: str) -> str:
    """The compare form of a picture's file name: without case, ending, and the size that a page appends.

    >>> picture_key("IMG_0017-1024x683.JPG.webp") == picture_key("img_0017.jpg") == "img_0017"
    True
    """
    key = unicodedata.normalize("NFC", name.strip()).casefold()
    while is_photo_name(key):
        key = key.rpartition(".")[0]
    while (cut := _SIZE.sub("", key)) != key:
        key = cut
    return key
