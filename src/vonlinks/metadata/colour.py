"""From any stored pixel format to sRGB."""

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageCms

__all__ = ["flatten", "to_srgb"]

_WHITE = (255, 255, 255)
_BAND = 512
"""Rows worked on at a time."""

_SPACES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def flatten(image: Image.Image) -> Image.Image:
    """The picture in 8 bits a channel and one of the modes L, RGB, CMYK, LAB, so that it can be resized.

    Transparent parts are laid on white, as a page would show them. More than 8 bits are cut to the upper 8.
    """
    if image.has_transparency_data:
        return _on_paper(image)
    if image.mode in {"L", "RGB", "CMYK", "LAB"}:
        return image
    if image.mode.startswith(("I", "F")):
        return _grey(image)
    return image.convert("L" if image.mode == "1" else "RGB")


def _bands(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """(first row, part) from top to bottom, so that a large picture needs no further copy of itself."""
    for top in range(0, image.height, _BAND):
        yield top, image.crop((0, top, image.width, min(top + _BAND, image.height)))


def _on_paper(image: Image.Image) -> Image.Image:
    """The picture on white."""
    paper = Image.new("RGB", image.size, _WHITE)
    for top, part in _bands(image):
        band = part.convert("RGBA")
        white = Image.new("RGBA", band.size, (*_WHITE, 255))
        paper.paste(Image.alpha_composite(white, band).convert("RGB"), (0, top))
    return paper


def _grey(image: Image.Image) -> Image.Image:
    """Grey values of any depth as 0..255."""
    white = _white_value(image)
    grey = Image.new("L", image.size)
    for top, part in _bands(image):
        values = np.asarray(part)
        if values.dtype.itemsize == 2:
            eight = (values >> 8).astype(np.uint8)
        else:
            eight = np.clip(np.nan_to_num(values.astype(np.float32)) * (255.0 / white), 0, 255).astype(np.uint8)
        grey.paste(Image.fromarray(eight), (0, top))
    return grey


def _white_value(image: Image.Image) -> float:
    """What stands for white: told by the largest value where the type, 32 bits or floating point, does not tell it."""
    if image.mode.startswith("I;16"):
        return 65535.0
    largest = max(float(np.nan_to_num(np.asarray(part)).max(initial=0)) for _, part in _bands(image))
    if image.mode == "F":
        return max(largest, 1.0)
    return 255.0 if largest <= 255 else max(65535.0, largest)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """An RGB picture in sRGB; `profile` is the embedded ICC profile of a flattened picture, None for none.

    A profile that is damaged or belongs to another kind of pixels is ignored.
    """
    source = _source(image.mode, profile)
    if source is None:
        return image if image.mode == "RGB" else image.convert("RGB")
    try:
        changed = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, ValueError, OSError):
        return image.convert("RGB")
    return changed if changed is not None else image.convert("RGB")


def _source(mode: str, profile: bytes | None) -> ImageCms.ImageCmsProfile | None:
    """The profile to convert from; None where plain conversion is right."""
    if mode == "LAB":
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        described = source.profile.profile_description or ""
        space = source.profile.xcolor_space.strip()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    if _SPACES.get(space) != mode or (mode == "RGB" and described.startswith("sRGB")):
        return None
    return source
