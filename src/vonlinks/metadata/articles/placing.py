"""Which caption belongs to which picture of a page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from vonlinks.metadata.articles.model import Page, PagePicture, Paragraph, file_name, is_photo_name, picture_key
from vonlinks.metadata.articles.stream import ShownPicture, ShownText, Stream
from vonlinks.metadata.articles.structured import structured_pictures
from vonlinks.metadata.text import each_once

__all__ = ["place_captions"]

_WHOLE_PAGE = frozenset(["html", "body", "main"])
"""A caption that shares nothing smaller than these with a picture says nothing about it."""

_MOST_BELOW = 8
"""A group photo has a paragraph a row under it."""

_SECTIONS = frozenset(["article", "section"])
_ROW_DEPTH = 3
"""Pictures side by side have an element around both at most so far up: a table row, a list, a flex box."""


@dataclass(slots=True)
class _Place:
    """One picture while its captions are still being found.

    Attributes:
        at: index in the stream.
        printed: what markup says is its caption.
        gallery: the caption that a gallery shows with the large picture.
        inside: other text of its figure, or small print right under it, which is the caption where nothing else is.
    """

    at: int
    addresses: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    gallery: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def picture(self) -> PagePicture:
        """All that was found."""
        printed = self.printed or (["\n".join(self.inside)] if self.inside else [])
        if printed and self.credits:
            missing = [one for one in self.credits if one.casefold() not in printed[0].casefold()]
            printed = ["\n".join([printed[0], *missing]), *printed[1:]]
        credit = " ".join(self.credits) if self.credits and not printed else None
        return PagePicture(
            addresses=each_once(self.addresses),
            printed=each_once([*printed, *self.gallery]),
            described=each_once(self.described),
            below=() if printed or self.gallery else tuple(self.below),
            credit_line=credit,
        )


def place_captions(stream: Stream) -> Page:
    """Give each caption of the stream to its picture.

    A caption belongs to the one picture of the smallest element that holds a picture beside it; where that element
    holds several pictures, to the picture right before it. Under a row of pictures it belongs to none of them alone.
    """
    placer = _Placer(stream.pieces)
    placer.place()
    places = [*placer.places, *placer.shared]
    pictures = _with_structured([place.picture() for place in sorted(places, key=lambda p: p.at)], stream.structured)
    return Page(tuple(pictures), tuple(Paragraph(text) for text in placer.prose))


class _Placer:
    """The pictures of a stream, and the walk that gives them their captions."""

    def __init__(self, pieces: Sequence[ShownPicture | ShownText]) -> None:
        self._pieces = pieces
        self._place_at: dict[int, _Place] = {}
        self._held: dict[etree._Element, list[_Place]] = defaultdict(list)
        self.places: list[_Place] = []
        self.shared: list[_Place] = []
        self.prose: list[str] = []
        self._recent: int | None = None  # index of the last picture, while only captions came after it
        self._under: _Place | None = None  # the last picture, if prose began right under it

    def place(self) -> None:
        """Find all pictures, then give each text its place."""
        by_key: dict[str, _Place] = {}
        for at, piece in enumerate(self._pieces):
            if isinstance(piece, ShownPicture):
                self._take(at, piece, by_key)
        for at, piece in enumerate(self._pieces):
            if isinstance(piece, ShownPicture):
                self._recent, self._under = at, None
            elif not self._give(at, piece):
                self.prose.append(piece.text)
                self._recent = None

    def _take(self, at: int, piece: ShownPicture, by_key: dict[str, _Place]) -> None:
        key = _key(piece.addresses)
        place = by_key.get(key) if key else None
        if place is None:
            place = _Place(at)
            self.places.append(place)
            by_key[key] = place
        place.addresses += piece.addresses
        place.gallery += piece.printed
        place.described += piece.described
        self._place_at[at] = place
        for element in (piece.element, *piece.element.iterancestors()):
            held = self._held[element]
            if len(held) > 1 or any(one is place for one in held):
                break  # so do all elements above
            held.append(place)

    def _give(self, at: int, piece: ShownText) -> bool:
        """Give a text to its picture; False where it is the article's."""
        if piece.role == "caption":
            return self._give_caption(at, piece)
        place = self._beside(piece) if piece.role or piece.in_figure else None
        if piece.role == "credit":
            place = place or self._place_before()
            if place is not None:
                place.credits.append(piece.text)
            return place is not None
        if place is None and piece.small_print and self._recent == at - 1:
            place = self._place_before()
        if place is not None:
            place.inside.append(piece.text)
            return True
        if self._recent == at - 1:
            self._under = self._place_before()
        if self._under is not None and len(self._under.below) < _MOST_BELOW:
            self._under.below.append(piece.text)
        return False

    def _give_caption(self, at: int, piece: ShownText) -> bool:
        holder = self._holder(piece)
        if holder is None:
            return False
        place = self._beside(piece)
        if place is None and self._recent is None:
            place = self._place_at.get(at + 1)
        elif place is None:
            place = self._place_before()
            place = None if place is None or place.printed or self._is_framed_apart(piece) else place
        if place is not None:
            place.printed.append(piece.text)
        elif self._recent is not None or holder.tag not in _WHOLE_PAGE:
            # It speaks of a whole gallery.
            self.shared.append(_Place(at, printed=[piece.text]))
        else:
            return False
        return True

    def _holder(self, piece: ShownText) -> etree._Element | None:
        """The smallest element around a text that holds a picture."""
        return next((e for e in (piece.element, *piece.element.iterancestors()) if e in self._held), None)

    def _beside(self, piece: ShownText) -> _Place | None:
        """The one picture of the smallest element around a text that holds any."""
        holder = self._holder(piece)
        if holder is None or holder.tag in _WHOLE_PAGE:
            return None
        held = self._held[holder]
        return held[0] if len(held) == 1 else None

    def _is_framed_apart(self, piece: ShownText) -> bool:
        """Whether the picture before stands in a figure of its own that the text is not part of."""
        picture = self._pieces[self._recent or 0].element
        figure = next(picture.iterancestors("figure"), None)
        return figure is not None and all(element is not figure for element in piece.element.iterancestors())

    def _place_before(self) -> _Place | None:
        """The picture before, with nothing but captions between, if it does not stand in a row of pictures."""
        if self._recent is None:
            return None
        place, neighbour = self._place_at[self._recent], self._place_at.get(self._recent - 1)
        in_row = neighbour is not None and neighbour is not place and self._side_by_side(self._recent)
        return None if in_row else place

    def _side_by_side(self, at: int) -> bool:
        """Whether a small element holds the picture and the one before it."""
        first, second = (self._pieces[k].element for k in (at - 1, at))
        around = list(islice(second.iterancestors(), _ROW_DEPTH))
        common = next((element for element in islice(first.iterancestors(), _ROW_DEPTH) if element in around), None)
        return common is not None and common.tag not in _WHOLE_PAGE | _SECTIONS


def _key(addresses: Sequence[str]) -> str:
    """What tells one picture of a page from another: the folder and the name without the size that a page appends."""
    if not addresses:
        return ""
    path = addresses[0].split("?")[0].split("#")[0]
    folder, _, name = path.rpartition("/")
    return f"{folder}/{picture_key(name)}" if is_photo_name(name) else addresses[0]


def _with_structured(pictures: Sequence[PagePicture], scripts: Sequence[str]) -> list[PagePicture]:
    """The pictures of the page with what its structured data says of them; a captioned one that it alone tells is added."""
    found = list(pictures)
    by_name: dict[str, int] = {}
    for at, picture in enumerate(found):
        for address in picture.addresses:
            by_name.setdefault(picture_key(file_name(address)), at)
    for told in (picture for script in scripts for picture in structured_pictures(script)):
        names = [picture_key(file_name(address)) for address in told.addresses]
        known = next((by_name[name] for name in names if name in by_name), None)
        if known is not None:
            found[known] = _joined(found[known], told)
        elif told.printed:
            by_name.update(dict.fromkeys(names, len(found)))
            found.append(told)
    return found


def _joined(shown: PagePicture, told: PagePicture) -> PagePicture:
    return PagePicture(
        addresses=each_once([*shown.addresses, *told.addresses]),
        printed=each_once([*shown.printed, *told.printed]),
        described=each_once([*shown.described, *told.described]),
        below=shown.below,
        byline=shown.byline or told.byline,
        credit_line=told.credit_line or shown.credit_line,
        copyright_notice=told.copyright_notice or shown.copyright_notice,
    )
