"""A photo's pixels: upright, in sRGB, decoded no larger than needed."""

import math
from pathlib import Path

import numpy as np
from PIL import Image

from vonlinks.domain import Box, Pixels
from vonlinks.errors import TooLargePhotoError, UnreadablePhotoError
from vonlinks.metadata.blocks import exif_orientation, read_blocks
from vonlinks.metadata.colour import flatten, to_srgb
from vonlinks.metadata.decoding import decode, open_image
from vonlinks.metadata.orientation import TRANSPOSITIONS, to_stored, upright_size
from vonlinks.metadata.raw import UPRIGHT_BY

__all__ = ["PIXEL_LIMIT", "Picture"]

PIXEL_LIMIT = 200_000_000
"""Above the largest single-shot cameras (151 megapixels), below what would fill a small machine's memory: Pillow holds
four bytes a pixel of a colour picture. Kinds of pictures that are held more than once have a smaller limit each."""

_HELD = {"HEIF": 3, "AVIF": 3, "WEBP": 4, "JPEG2000": 5}
"""How often a decoder holds a whole picture, its own buffers and Pillow's counted: peak memory of a process that decodes
one, measured on pictures of 12 and 50 megapixels. 1 for the formats not named."""

_HELD_ONCE = frozenset({"1", "L", "RGB", "CMYK", "LAB"})
"""Modes that `flatten` hands on as they are, so that no second picture is needed."""

_JPEG_SCALES = (8, 4, 2, 1)
_FROM_FAR_ABOVE = 1.1
"""Pillow's reducing_gap: averaging whole pixels first, down to less than twice the size, is many times faster."""
_ASIDE = 0.05
"""Pixels that nobody sees a picture moved by; sums of fractions are not exact."""
REDUCING = Image.Resampling.HAMMING
"""As sharp as bicubic when reducing, at a third of the cost of Lanczos (Pillow's table of filters)."""

_TURNED_BY_DECODER = frozenset({"TIFF", "HEIF"})


class Picture:
    """The first picture of a file; implements `vonlinks.domain.UprightPicture`.

    Nothing stays open. The last decode is kept, so that several requests for similar sizes cost one decode; what
    `pixels` returns depends on the file and the requested size only, never on earlier requests. For one thread.

    Attributes:
        path: of the file.
        size: (width, height) upright, in pixels.
        frames: how many pictures the file holds (pages, or frames of an animation); only the first is used.
    """

    __slots__ = ("_decoded", "_jpeg", "_orientation", "frames", "path", "size")

    def __init__(self, path: Path, size: tuple[int, int], orientation: int, *, jpeg: bool, frames: int = 1) -> None:
        self.path = path
        self.size = size
        self.frames = frames
        self._orientation = orientation
        self._jpeg = jpeg
        self._decoded: tuple[int, Image.Image] | None = None

    @classmethod
    def open(cls, path: Path, *, pixel_limit: int = PIXEL_LIMIT) -> "Picture":
        """Read the header and check it; no pixel is decoded.

        EXIF orientation is applied; for HEIC and AVIF the container's own transformation, never EXIF on top of it.

        Args:
            path: of the file.
            pixel_limit: width x height above which the picture is refused; half of it or less for kinds of pictures
                that have to be held in memory twice or more often (with transparency, more than 8 bits, progressive).

        Raises:
            UnreadablePhotoError: the file is empty, no picture, or needs a decoder that is not installed.
            TooLargePhotoError: the picture has more pixels than that.
        """
        with open_image(path) as image:
            width, height = image.size
            kind = image.format
            limit = pixel_limit // _times_held(image)
            if width * height > limit:
                reason = f"the picture is too large: {width} x {height} pixels, the limit is {limit:,} pixels"
                kind_of = "" if limit == pixel_limit else f" for a picture of its kind ({kind}, {image.mode})"
                raise TooLargePhotoError(path, reason + kind_of)
            if width < 1 or height < 1:
                raise UnreadablePhotoError(path, "the picture has no pixels")
            orientation = _orientation(path, image)
            frames = _frames(image)
        size = upright_size((width, height), orientation)
        return cls(path, size, orientation, jpeg=kind == "JPEG", frames=frames)

    @property
    def note(self) -> str | None:
        """One sentence about what of the file is not looked at; None where that is nothing."""
        if self.frames == 1:
            return None
        return f"the file holds {self.frames} pictures; only the first is looked at"

    def pixels(self, longest: int | None = None, *, decoded: int = 0) -> Pixels:
        """Decode so that the longer side has `longest` pixels; never larger than the file, None for full size.

        Args:
            longest: of the result.
            decoded: longer side that crops will be wanted from: the result is reduced from a decode that has it, so that
                they need no other one.

        Returns:
            RGB in sRGB, shape (height, width, 3), uint8, upright, C-contiguous. Transparency is laid on white.

        Raises:
            UnreadablePhotoError: the picture is cut off or damaged.
            TooLargePhotoError: the decoder itself refuses the number of pixels.
        """
        wanted = self._wanted(longest)
        stored = upright_size(wanted, self._orientation)
        if longest is not None and decoded > longest:
            image = self._level(upright_size(self._wanted(decoded), self._orientation))
            gap = _FROM_FAR_ABOVE
        else:
            image, gap = self._level(stored), 3.0
        if image.size != stored:
            image = image.resize(stored, REDUCING, reducing_gap=gap)
        return self._upright(image)

    def reduced(self, longest: int) -> Pixels:
        """As `pixels`, but from a finer decode where there is one already, so that a thumbnail costs none of its own.

        What was asked before may change the answer, by less than anybody sees.

        Raises:
            UnreadablePhotoError: the picture is cut off or damaged.
            TooLargePhotoError: the decoder itself refuses the number of pixels.
        """
        stored = upright_size(self._wanted(longest), self._orientation)
        image = self._level(stored, finer=True)
        if image.size != stored:
            image = image.resize(stored, REDUCING, reducing_gap=_FROM_FAR_ABOVE)
        return self._upright(image)

    def crop(self, box: Box, size: tuple[int, int]) -> Pixels:
        """The part of the picture inside `box`, resampled to `size` (width, height) in pixels.

        Only that part is resampled, and a finer decode that is there already is used, so many crops cost little.

        Args:
            box: in the upright picture; what reaches over its edge is cut off.
            size: of the result.

        Returns:
            As `pixels`, of shape (size[1], size[0], 3).

        Raises:
            UnreadablePhotoError: the picture is cut off or damaged.
            TooLargePhotoError: the decoder itself refuses the number of pixels.
        """
        reduction = min(box.width * self.size[0] / size[0], box.height * self.size[1] / size[1])
        wanted = self._wanted(math.ceil(max(self.size) / max(reduction, 1.0) - _ASIDE))
        level = self._level(upright_size(wanted, self._orientation), finer=True)
        part = to_stored(box, self._orientation)
        left, right = (min(max(x, 0.0), 1.0) * level.width for x in (part.x, part.x + part.width))
        top, bottom = (min(max(y, 0.0), 1.0) * level.height for y in (part.y, part.y + part.height))
        frame = (left, top, right, bottom)
        stored = upright_size(size, self._orientation)
        edges = (round(left), round(top), round(right), round(bottom))
        if stored == (edges[2] - edges[0], edges[3] - edges[1]) and math.dist(frame, edges) < _ASIDE:
            return self._upright(level.crop(edges))
        reduced = stored[0] <= right - left and stored[1] <= bottom - top
        method = REDUCING if reduced else Image.Resampling.BICUBIC
        return self._upright(level.resize(stored, method, box=frame, reducing_gap=3.0))

    def _upright(self, image: Image.Image) -> Pixels:
        """Stored pixels in sRGB and upright."""
        image = to_srgb(image, image.info.get("icc_profile"))
        if self._orientation in TRANSPOSITIONS:
            image = image.transpose(TRANSPOSITIONS[self._orientation])
        return np.array(image, dtype=np.uint8, order="C")

    def verify(self) -> None:
        """Decode everything once at the smallest size, for the errors that only decoding shows.

        Raises:
            UnreadablePhotoError: the picture is cut off or damaged.
            TooLargePhotoError: the decoder itself refuses the number of pixels.
        """
        self._level((1, 1))

    def _wanted(self, longest: int | None) -> tuple[int, int]:
        full = max(self.size)
        if longest is None or longest >= full:
            return self.size
        scale = max(longest, 1) / full
        return max(round(self.size[0] * scale), 1), max(round(self.size[1] * scale), 1)

    def _level(self, stored: tuple[int, int], *, finer: bool = False) -> Image.Image:
        """The stored picture, at the smallest JPEG scale that is not below `stored`; flattened, with its profile.

        With `finer`, a larger decode that is kept serves as well.
        """
        full = upright_size(self.size, self._orientation)
        ratio = min(full[0] // stored[0], full[1] // stored[1])
        scale = next(s for s in _JPEG_SCALES if s <= ratio) if self._jpeg else 1
        if self._decoded is not None:
            kept, flat = self._decoded
            if kept == scale or (finer and kept < scale):
                return flat
        self._decoded = None  # two levels at once would double the memory
        image = decode(self.path, stored)
        profile = image.info.get("icc_profile")
        flat = flatten(image)
        flat.info["icc_profile"] = profile
        self._decoded = (scale, flat)
        return flat


def _times_held(image: Image.Image) -> int:
    """How many whole pictures stand in memory at once while this one is decoded and flattened."""
    copied = image.mode not in _HELD_ONCE or image.has_transparency_data
    # A progressive JPEG is put together from coefficients, which are kept until its last pass.
    return max(_HELD.get(image.format or "", 1), 2 if copied or "progressive" in image.info else 1)


def _orientation(path: Path, image: Image.Image) -> int:
    """What is still to be applied after decoding."""
    if UPRIGHT_BY in image.info:
        return int(image.info[UPRIGHT_BY])
    if image.format in _TURNED_BY_DECODER:
        return 1
    if image.format == "AVIF":
        # Pillow writes the container's transformation into the EXIF that it hands out.
        exif = image.info.get("exif")
        return exif_orientation(exif.removeprefix(b"Exif\0\0") if isinstance(exif, bytes) else None)
    try:
        return read_blocks(path).upright_by
    except OSError as error:
        raise UnreadablePhotoError(path, f"the file cannot be read ({error.strerror})") from error


def _frames(image: Image.Image) -> int:
    """How many pages or frames there are; the further pictures in a camera's JPEG are previews of the first."""
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:  # noqa: BLE001  a damaged chain of directories only costs the notice
        return 1
