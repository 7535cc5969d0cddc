"""Copies of one picture: found when a photo is imported, and told where left and right are swapped."""

import io
from collections.abc import Callable, Iterable

import numpy as np
from PIL import Image

from vonlinks.caption.variants import same_caption
from vonlinks.catalogue import Catalogue
from vonlinks.domain import CaptionReading, Look, PhotoRecord, fold
from vonlinks.metadata import Comparison, look_of
from vonlinks.workflows.derived import DerivedFiles

__all__ = ["SWAPPED", "Lookalikes", "share_a_mirrored_caption"]

SWAPPED = "a mirrored copy of this picture has the same caption, so its left and right hold for one of the two only"
"""Told with each suggestion that rests on the order, and so is not strong."""

_AT_ONCE = 200
"""Photos without a look that are brought up to date before an import; a catalogue older than looks has many."""


class Lookalikes:
    """Finds the copies of each new photo among those of the catalogue.

    Args:
        catalogue: keeps the looks.
        derived: the thumbnails, from which looks that are not known yet are made.
        rename: names a photo anew, for those whose caption's order became doubtful.
    """

    def __init__(self, catalogue: Catalogue, derived: DerivedFiles, rename: Callable[[PhotoRecord], None]) -> None:
        self._catalogue = catalogue
        self._derived = derived
        self._rename = rename

    def keep(self, photo: str, look: Look) -> None:
        """Keep a photo's look and put it together with its copies; names all anew where one is mirrored."""
        mirrored = self._catalogue.store_look(photo, look, self._copies(photo, look))
        if mirrored:
            for one in self._catalogue.photos([photo, *mirrored]):
                self._rename(one)

    def _copies(self, photo: str, look: Look) -> dict[str, bool]:
        """One photo of each group that shows the same picture, and whether it is mirrored."""
        comparison, groups, copies = Comparison(look), set(), {}
        for near in self._catalogue.looks_near(look, besides=photo):
            if near.group not in groups and (copy := comparison.copy(near.look)):
                groups.add(near.group)
                copies[near.photo] = copy.mirrored
        return copies

    def catch_up(self) -> None:
        """Make the looks that are missing, of photos from before there were looks or of an interrupted run."""
        while missing := self._catalogue.without_look(_AT_ONCE):
            for photo in missing:
                self.keep(photo, self._look_of(photo))

    def _look_of(self, photo: str) -> Look:
        """From the thumbnail; a photo without one that can be read gets a look that resembles nothing."""
        try:
            with Image.open(io.BytesIO(self._derived.thumbnail(photo).read_bytes())) as image:
                return look_of(np.asarray(image.convert("RGB")))
        except (OSError, SyntaxError, ValueError):
            return Look(b"", b"")


def share_a_mirrored_caption(record: PhotoRecord, copies: Iterable[PhotoRecord]) -> bool:
    """Whether one of its copies, of which `copies` are the records, is mirrored and has the same caption."""
    mirrored = {one.id for one in record.lookalikes if one.mirrored}
    return any(one.id in mirrored and _same(record.reading, one.reading) for one in copies)


def _same(one: CaptionReading | None, other: CaptionReading | None) -> bool:
    if one is None or other is None:
        return False
    return fold(one.text) == fold(other.text) or same_caption(one, other)
