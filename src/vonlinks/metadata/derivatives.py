"""Pictures made from a photo: grid thumbnail, review preview, face crops."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from vonlinks.domain import Box, Pixels, UprightPicture
from vonlinks.metadata.picture import REDUCING, Picture

__all__ = [
    "CROP_SIDE",
    "PREVIEW_LONGEST",
    "THUMBNAIL_LONGEST",
    "Derivatives",
    "derive",
    "encoded",
    "face_crop",
    "looks_same",
    "thumbnail",
]

THUMBNAIL_LONGEST = 480
PREVIEW_LONGEST = 1600
CROP_SIDE = 160
_SAME_PICTURE = 4.0
"""Of 255, on average over 32 × 32 gray values; see `looks_same`."""

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


def derive(picture: Picture, boxes: Sequence[Box]) -> Derivatives:
    """Make all that the page shows of one photo, with as few decodes as its smallest face allows.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    preview = Image.fromarray(picture.pixels(PREVIEW_LONGEST))
    crops = tuple(face_crop(picture, box) for box in boxes)
    return Derivatives(_jpeg(_fit(preview, THUMBNAIL_LONGEST)), _jpeg(preview), crops)


def thumbnail(picture: UprightPicture, longest: int = 1024) -> bytes:
    """The picture with `longest` pixels on its longer side (never enlarged), as JPEG in sRGB, quality 82.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    return encoded(picture.pixels(longest))


def encoded(pixels: Pixels) -> bytes:
    """Pixels as JPEG in sRGB, quality 82."""
    return _jpeg(Image.fromarray(pixels))


def face_crop(picture: Picture, box: Box, side: int = CROP_SIDE) -> bytes:
    """A square of `side` pixels around a face, with a quarter of the face as margin, as JPEG in sRGB, quality 82.

    Raises:
        PhotoError: the picture cannot be decoded.
    """
    return _jpeg(Image.fromarray(picture.crop(_square(picture.size, box), (side, side))))


def looks_same(one: bytes, other: bytes) -> bool:
    """Whether two encoded thumbnails show the same picture, be it encoded anew or with other metadata.

    Both are compared as 32 × 32 gray values. The bound is measured on the sample library: encoding a picture anew at
    quality 60 moves them by less than 1 of 255 on average; no two different pictures of it lie less than 30 apart.

    Raises:
        UnidentifiedImageError: one is no picture.
    """
    with Image.open(io.BytesIO(one)) as a, Image.open(io.BytesIO(other)) as b:
        if abs(a.width * b.height - b.width * a.height) > 0.02 * a.width * b.height:
            return False
        small = [np.asarray(_gray(picture), dtype=np.int16) for picture in (a, b)]
    return bool(np.abs(small[0] - small[1]).mean() < _SAME_PICTURE)


def _gray(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize((32, 32), Image.Resampling.BOX)


def _square(size: tuple[int, int], box: Box) -> Box:
    """The square around `box` in a picture of `size` pixels: with its margin, moved and cut so that it stays inside."""
    width, height = size
    side = max(box.width * width, box.height * height) * (1 + 2 * _MARGIN)
    side = min(max(side, 1.0), float(min(size)))
    left = min(max(box.center[0] * width - side / 2, 0.0), width - side)
    top = min(max(box.center[1] * height - side / 2, 0.0), height - side)
    return Box.from_pixels(left, top, side, side, size)


def _fit(image: Image.Image, longest: int) -> Image.Image:
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = (max(round(image.width * scale), 1), max(round(image.height * scale), 1))
    return image.resize(size, REDUCING, reducing_gap=3.0)


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
