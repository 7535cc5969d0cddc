"""One picture at the sizes that the search for faces asks for, decoded as seldom and as small as possible."""

import numpy as np
from PIL import Image

from vonlinks.domain import Pixels, UprightPicture

__all__ = ["Decodes"]


# About 36 megapixels at 3:2. A decode takes up to 14 bytes a pixel while it is turned into an array.
_WHOLE_UP_TO = 7400


class Decodes:
    """Sizes of one picture, each made from the smallest decode that is large enough.

    Args:
        picture: where pixels come from.
    """

    def __init__(self, picture: UprightPicture) -> None:
        self._picture = picture
        self._held: Pixels | None = None
        self.size = picture.size

    @property
    def longest(self) -> int:
        """The longer side of the full picture in pixels."""
        return max(self.size)

    @property
    def finest(self) -> int:
        """The longer side of the largest decode that a worker's memory allows: the full picture, or half of it."""
        return self.longest if self.longest <= _WHOLE_UP_TO else self.longest // 2

    def cheapest(self, longest: int) -> Pixels:
        """The picture with a longer side of at least `longest`, or the finest, at the size that costs least to decode.

        A JPEG decoder gives halves, quarters and eighths for less than the whole; anything between is resampled.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        sizes = (self.longest // part for part in (8, 4, 2))
        return self.at(next((size for size in sizes if size >= min(longest, self.finest)), self.finest))

    def at(self, longest: int, *, enlarge: float = 1.0) -> Pixels:
        """The picture with a longer side of `longest`, but never more than `enlarge` times the file's own.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        wanted = min(longest, max(1, round(self.longest * enlarge)))
        decoded = min(wanted, self.longest)
        if self._held is None or max(self._held.shape[:2]) < decoded:
            self._held = self._picture.pixels(None if decoded == self.longest else decoded)
        return _resized(self._held, wanted)


def _resized(pixels: Pixels, longest: int) -> Pixels:
    height, width = pixels.shape[:2]
    factor = longest / max(height, width)
    if round(max(height, width)) == longest:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    # Bilinear in Pillow averages over all pixels that fall together, so nothing is skipped when it shrinks.
    resized = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR, reducing_gap=3.0)
    return np.ascontiguousarray(np.asarray(resized))
