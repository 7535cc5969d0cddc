"""One picture at the sizes that the search for faces asks for, decoded as seldom and as small as possible."""

import numpy as np
from PIL import Image

from vonlinks.domain import Box, Pixels, UprightPicture

__all__ = ["Decodes"]


# About 36 megapixels at 3:2. A decode takes up to 14 bytes a pixel while it is turned into an array.
_WHOLE_UP_TO = 7400
_SOME = 640


class Decodes:
    """Sizes of one picture, each made from the smallest decode that is large enough.

    Args:
        picture: where pixels come from.
        hint: longer side, in pixels, at which its faces are probably large enough to be cut out. The detector's copies are
            reduced from a decode that has it, so that there need not be another; see `expect`.
    """

    def __init__(self, picture: UprightPicture, hint: int = 0) -> None:
        self._picture = picture
        self._hint = hint
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

    @property
    def held(self) -> Pixels:
        """The whole picture as it was last decoded, for what any size will do for.

        Raises:
            PhotoError: nothing was decoded before, and the file cannot be.
        """
        return self.at(_SOME) if self._held is None else self._held

    def expect(self, longest: int) -> None:
        """Tell that a longer side of so many pixels will be wanted: the next decode, if there is one, has it."""
        self._hint = max(self._hint, longest)

    def at(self, longest: int, *, enlarge: float = 1.0) -> Pixels:
        """The picture with a longer side of `longest`, but never more than `enlarge` times the file's own.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        wanted = min(longest, max(1, round(self.longest * enlarge)))
        decoded = min(wanted, self.longest)
        if self._held is None or max(self._held.shape[:2]) < decoded:
            self._held = self._picture.pixels(
                None if decoded == self.longest else decoded, decoded=min(self._hint, self.finest)
            )
        return _resized(self._held, wanted)

    def crop(self, box: Box, size: tuple[int, int]) -> Pixels:
        """The part of the picture inside `box`, resampled to `size` (width, height) in pixels.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        return self._picture.crop(box, size)


def _resized(pixels: Pixels, longest: int) -> Pixels:
    height, width = pixels.shape[:2]
    factor = longest / max(height, width)
    if round(max(height, width)) == longest:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    # Whole pixels are averaged first, down to less than twice the size, which is much faster; bilinear in Pillow averages
    # over all pixels that fall together, so nothing is skipped either way.
    resized = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR, reducing_gap=1.1)
    return np.ascontiguousarray(np.asarray(resized))
