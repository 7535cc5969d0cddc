"""The one way in which parts that look at pixels get them."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain.geometry import Box

__all__ = ["Pixels", "UprightPicture"]

Pixels = NDArray[np.uint8]
"""RGB, shape (height, width, 3), 0..255, upright, C-contiguous."""


class UprightPicture(Protocol):
    """A picture that is decoded only as large as it is needed, always upright."""

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the full upright picture in pixels, known without decoding it."""
        ...

    def pixels(self, longest: int | None = None, *, decoded: int = 0) -> Pixels:
        """Decode so that the longer side has `longest` pixels; never larger than the file, None for full size.

        Args:
            longest: of the result.
            decoded: longer side that crops will be wanted from: the result is reduced from a decode that has it, so that
                they need no other one.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        ...

    def crop(self, box: Box, size: tuple[int, int]) -> Pixels:
        """The part of the picture inside `box`, resampled to `size` (width, height) in pixels.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        ...
