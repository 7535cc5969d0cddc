"""Pictures made from a photo: grid thumbnail, review preview, face crops."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from vonlinks.domain import Box, UprightPicture

__all__ = ["CROP_SIDE", "PREVIEW_LONGEST", "THUMBNAIL_LONGEST", "Derivatives", "derive", "face_crop", "thumbnail"]

THUMBNAIL_LONGEST = 480
PREVIEW_LONGEST = 1600
CROP_SIDE = 160
_MARGIN = 0.25
"""Of the face's longer side, on each side: hair and chin belong to what makes a face known."""

_QUALITY = 82
"""JPEG quality: below it faces at thumbnail size show blocks, above it files grow without a visible gain."""


@dataclass(frozen=True, slots=True)
class Derivatives:
    """What the page shows of one photo; all JPEG in sRGB, upright.

    Attributes:
        thumbnail: longer side 480 px.
        preview: longer side 1600 px.
        crops: 160 x 160 px each, in the order of the boxes.
    """

    thumbnail: bytes
    preview: bytes
    crops: tuple[bytes, ...]


def derive(picture: UprightPicture, boxes: Sequence[Box]) -> Derivatives:
    """Make all that the page shows of one photo from one decode.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    needed = max([PREVIEW_LONGEST, *(_needed(picture.size, box, CROP_SIDE) for box in boxes)])
    full = Image.fromarray(picture.pixels(needed))
    preview = _fit(full, PREVIEW_LONGEST)
    crops = tuple(_jpeg(_crop(full, box, CROP_SIDE)) for box in boxes)
    return Derivatives(_jpeg(_fit(preview, THUMBNAIL_LONGEST)), _jpeg(preview), crops)


def thumbnail(picture: UprightPicture, longest: int = 1024) -> bytes:
    """The picture with `longest` pixels on its longer side (never enlarged), as JPEG in sRGB, quality 82.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    return _jpeg(Image.fromarray(picture.pixels(longest)))


def face_crop(picture: UprightPicture, box: Box, side: int = CROP_SIDE) -> bytes:
    """A square of `side` pixels around a face, with a quarter of the face as margin, as JPEG in sRGB, quality 82.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    return _jpeg(_crop(Image.fromarray(picture.pixels(_needed(picture.size, box, side))), box, side))


def _square(size: tuple[int, int], box: Box) -> tuple[float, float, float]:
    """(left, top, side) in pixels of a picture of `size`: around the box, moved and cut so that it stays inside."""
    width, height = size
    side = max(box.width * width, box.height * height) * (1 + 2 * _MARGIN)
    side = min(max(side, 1.0), float(min(size)))
    left = min(max(box.center[0] * width - side / 2, 0.0), width - side)
    top = min(max(box.center[1] * height - side / 2, 0.0), height - side)
    return left, top, side


def _needed(size: tuple[int, int], box: Box, side: int) -> int:
    """The longer side at which the square around `box` has `side` pixels."""
    return min(round(max(size) * side / _square(size, box)[2]), max(size))


def _crop(full: Image.Image, box: Box, side: int) -> Image.Image:
    left, top, length = _square(full.size, box)
    frame = (left, top, left + length, top + length)
    return full.resize((side, side), Image.Resampling.LANCZOS, box=frame, reducing_gap=3.0)


def _fit(image: Image.Image, longest: int) -> Image.Image:
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
