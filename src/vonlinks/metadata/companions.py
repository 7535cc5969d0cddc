"""What stands beside a photo and feeds its metadata: its row of captions.csv, its sidecars, a saved page."""

import hashlib
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path

from vonlinks.metadata.articles.model import PageCaption
from vonlinks.metadata.raw import RAW_ENDINGS, is_raw
from vonlinks.metadata.sheet import SHEET_NAME, Sheet, SheetRow, file_key, read_sheet

__all__ = ["CaptionSheets", "Companions", "companions"]

_LARGEST_SIDECAR = 16 * 1024 * 1024
_SETTLED_SECONDS = 2.0
"""A folder changed that recently may change again within one tick of its clock, so its listing is not kept."""


@dataclass(frozen=True, slots=True)
class Companions:
    """The row and the sidecars of one photo, and what a saved page prints under it.

    Attributes:
        row: of captions.csv; None if it has none.
        sidecars: in order of precedence.
        digest: SHA-256 over the row, the bytes of the sidecars and the pages' captions as hex digits; "" where there is
            none of them. When it changes, the photo's metadata must be read again.
        page: the caption that a page prints under the photo; None if there is none.
        nearby: captions of pages in the folder that do not tell whose they are; the photo's own may be among them, in
            another form.
    """

    row: SheetRow | None = None
    sidecars: tuple[Path, ...] = ()
    digest: str = ""
    page: PageCaption | None = None
    nearby: tuple[PageCaption, ...] = ()

    def with_pages(self, page: PageCaption | None, nearby: tuple[PageCaption, ...] = ()) -> "Companions":
        """The same with captions of pages, which `companions` does not look for: it takes a reader of captions."""
        told = f"{self.digest} {page!r} {nearby!r}"
        digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return replace(self, digest=digest, page=page, nearby=nearby)


class CaptionSheets:
    """The captions.csv and the listing of each folder, read once and again only when they changed."""

    def __init__(self) -> None:
        self._sheets: dict[Path, tuple[tuple[int, int] | None, Sheet]] = {}
        self._names: dict[Path, tuple[int, dict[str, list[str]]]] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was wrong with the sheets read so far, one sentence each."""
        return tuple(warning for _, sheet in self._sheets.values() for warning in sheet.warnings)

    def sheet(self, folder: Path) -> Sheet:
        """The captions.csv of `folder`, empty if there is none."""
        try:
            found = (folder / SHEET_NAME).stat()
            state = (found.st_mtime_ns, found.st_size)
        except OSError:
            state = None
        known = self._sheets.get(folder)
        if known is None or known[0] != state:
            known = self._sheets[folder] = (state, read_sheet(folder))
        return known[1]

    def names(self, folder: Path) -> dict[str, list[str]]:
        """The names of the files in `folder` as they are written, by their form without case."""
        try:
            changed = folder.stat().st_mtime_ns
            known = self._names.get(folder)
            if known is None or known[0] != changed:
                known = (changed, _listing(folder))
                if time.time() - changed / 1e9 > _SETTLED_SECONDS:
                    self._names[folder] = known
        except OSError:
            return {}
        return known[1]


def _listing(folder: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name in sorted(os.listdir(folder)):  # noqa: PTH208  names are all that is needed
        names.setdefault(name.casefold(), []).append(name)
    return names


def companions(path: Path, sheets: CaptionSheets | None = None) -> Companions:
    """Find what stands beside the photo at `path`; never raises.

    Sidecars are, in order of precedence and without regard to case, photo.jpg.xmp, photo.xmp, photo.jpg.txt and
    photo.txt. photo.xmp and photo.txt belong to the raw file where one of the same name stands beside the photo:
    raw converters write theirs so.
    """
    sheets = sheets or CaptionSheets()
    row = sheets.sheet(path.parent).get(file_key(path.name))
    there = sheets.names(path.parent)
    folded = path.stem.casefold()
    shared = not is_raw(path) and any(folded + ending in there for ending in RAW_ENDINGS)
    candidates = [(path.name, ".xmp"), (path.stem, ".xmp"), (path.name, ".txt"), (path.stem, ".txt")]
    names = [
        name
        for stem, ending in candidates
        if not (shared and stem == path.stem)
        for name in there.get((stem + ending).casefold(), ())
    ]
    sidecars = tuple(path.parent / name for name in dict.fromkeys(names))
    return Companions(row, sidecars, _digest(row, sidecars))


def _digest(row: SheetRow | None, sidecars: tuple[Path, ...]) -> str:
    if row is None and not sidecars:
        return ""
    digest = hashlib.sha256(repr(sorted(row.values.items()) if row else None).encode())
    for sidecar in sidecars:
        digest.update(b"\0" + sidecar.name.encode("utf-8", "surrogateescape") + b"\0")
        try:
            found = sidecar.stat()
            whole = found.st_size <= _LARGEST_SIDECAR
            digest.update(sidecar.read_bytes() if whole else f"{found.st_size} {found.st_mtime_ns}".encode())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()
