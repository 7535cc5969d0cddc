"""Saved pages beside the photos of an import: which photo a page prints a caption for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from vonlinks.caption.variants import merge_readings, same_caption
from vonlinks.errors import RequestError
from vonlinks.metadata import Companions, is_photo
from vonlinks.metadata.articles import PageCaption, file_name, find_pages, picture_key
from vonlinks.metadata.sheet import file_key
from vonlinks.workflows.articles import ArticleCaption, read_article

__all__ = ["PageCaptions"]

_SAVED_FOLDER = re.compile(r"[-_ ][^\W\d_]{2,12}$")
"""What browsers append to a page's name for the folder of its pictures: "_files", "-Dateien", "_archivos"."""


_MOST_NEARBY = 100
"""Each photo's caption is compared with so many captions without a name; press texts have a few."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A caption and the page that prints it."""

    page: Path
    caption: ArticleCaption


@dataclass(slots=True)
class _Folder:
    """The captions of the pages that speak of one folder's photos.

    Attributes:
        by_name: by the compare form of the picture's file name.
        by_picture: by the compare form without ending and size.
        nameless: captions that no picture's name stands with.
        photos: how many photos there are.
    """

    by_name: dict[str, list[_Printed]] = field(default_factory=lambda: defaultdict(list))
    by_picture: dict[str, list[_Printed]] = field(default_factory=lambda: defaultdict(list))
    nameless: list[_Printed] = field(default_factory=list)
    photos: int = 0

    def of(self, name: str) -> Sequence[_Printed]:
        """The captions of one photo: by its whole name, else by its name in another size or format."""
        return self.by_name.get(file_key(name)) or self.by_picture.get(picture_key(name)) or ()

    def only(self) -> PageCaption | None:
        """The only caption of the only photo, where the pages name no picture."""
        alone = self.photos == 1 and len(self.nameless) == 1 and not self.by_name
        return self.nameless[0].caption.caption if alone else None


class PageCaptions:
    """The saved pages of each folder, read once."""

    def __init__(self, known_names: Sequence[str] = ()) -> None:
        self._known_names = known_names
        self._folders: dict[Path, _Folder] = {}
        self._pages: dict[Path, tuple[Path, ...]] = {}
        self._told: dict[str, None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """One sentence for each page that could not be used, and each photo of which two pages say different things."""
        return tuple(self._told)

    def speak_of(self, folder: Path) -> bool:
        """Whether any page prints a caption that may belong to a photo in `folder`. Never raises."""
        told = self._folder(folder)
        return bool(told.by_name or told.nameless)

    def beside(self, path: Path, found: Companions) -> Companions:
        """What was found beside the photo at `path`, with the captions of pages that may be its own. Never raises."""
        folder = self._folder(path.parent)
        printed = folder.of(path.name)
        if printed:
            return found.with_pages(self._one(path, printed))
        nearby = tuple(one.caption.caption for one in folder.nameless[:_MOST_NEARBY])
        return found.with_pages(folder.only(), nearby) if nearby else found

    def _folder(self, place: Path) -> _Folder:
        if place not in self._folders:
            self._folders[place] = self._read(place)
        return self._folders[place]

    def _read(self, place: Path) -> _Folder:
        folder = _Folder()
        around = [page for page in self._pages_in(place.parent) if _is_saved_with(page, place)]
        for page in (*self._pages_in(place), *around):
            for caption in self._captions(page):
                if page.parent == place or _lies_in(caption.caption, place):
                    _enter(folder, _Printed(page, caption))
        if folder.nameless:
            folder.photos = _count_photos(place)
        return folder

    def _pages_in(self, folder: Path) -> tuple[Path, ...]:
        """Its pages, looked for once: it may be the parent of hundreds of folders of photos."""
        if folder not in self._pages:
            self._pages[folder] = find_pages(folder)
        return self._pages[folder]

    def _captions(self, page: Path) -> tuple[ArticleCaption, ...]:
        try:
            return read_article(page, known_names=self._known_names).captions
        except RequestError as error:
            self._told[str(error)] = None
            return ()

    def _one(self, path: Path, printed: Sequence[_Printed]) -> PageCaption:
        """The caption that the first page prints, with the variants of the others."""
        first, *others = printed
        same = [first]
        for other in others:
            if same_caption(first.caption.reading, other.caption.reading):
                same.append(other)
            else:
                self._told[
                    f"{other.page}: its caption of {path.name} is another one than in {first.page.name}, which was taken"
                ] = None
        captions = [one.caption.caption for one in same]
        return replace(
            captions[0],
            text=merge_readings(one.caption.reading for one in same).text,
            variants=_each(text for caption in captions for text in caption.variants),
            addresses=_each(address for caption in captions for address in caption.addresses),
        )


def _enter(folder: _Folder, printed: _Printed) -> None:
    names = _each(name for address in printed.caption.caption.addresses if (name := file_name(address)))
    for name in names:
        folder.by_name[file_key(name)].append(printed)
    for key in _each(map(picture_key, names)):
        folder.by_picture[key].append(printed)
    if not names:
        folder.nameless.append(printed)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _is_saved_with(page: Path, folder: Path) -> bool:
    """Whether a browser saved the page with its pictures in `folder`: "Rat.html" with "Rat-Dateien"."""
    stem = page.stem
    return folder.name.startswith(stem) and bool(_SAVED_FOLDER.fullmatch(folder.name[len(stem) :]))


def _lies_in(caption: PageCaption, folder: Path) -> bool:
    """Whether the page says that the picture lies in `folder`."""
    return any(unquote(address).split("/")[-2:-1] == [folder.name] for address in caption.addresses)


def _count_photos(folder: Path) -> int:
    try:
        return sum(is_photo(path) for path in folder.iterdir())
    except OSError:
        return 0
