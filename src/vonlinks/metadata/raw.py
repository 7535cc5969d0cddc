"""The preview that a camera stores in its raw file: what the photographer saw on its back, as JPEG.

Developing the raw pixels is a matter of taste and of seconds; the preview is there at once and good enough for faces.
"""

import importlib.util
import io
from pathlib import Path

from PIL import Image, JpegImagePlugin

from vonlinks.domain import Pixels
from vonlinks.errors import UnreadablePhotoError

__all__ = ["RAW_ENDINGS", "UPRIGHT_BY", "is_raw", "open_preview", "raw_files_can_be_read"]

RAW_ENDINGS = frozenset(
    {
        ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dng", ".erf", ".iiq", ".kdc", ".mef", ".mos", ".mrw", ".nef", ".nrw",
        ".orf", ".pef", ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f",
    }
)  # fmt: skip
"""Lower-case endings of cameras' raw files. Many are TIFF inside, so their first bytes do not tell them apart."""

UPRIGHT_BY = "upright_by"
"""Key in a preview's `info`: the EXIF orientation that the raw file tells of it."""

_FLIPS = {3: 3, 5: 8, 6: 6}
"""LibRaw's `flip` (its documentation of libraw_image_sizes_t) as EXIF orientation."""


def is_raw(path: Path) -> bool:
    """Whether the ending says that `path` is a camera's raw file.

    >>> is_raw(Path("DSC_0001.NEF")), is_raw(Path("DSC_0001.jpg"))
    (True, False)
    """
    return path.suffix.lower() in RAW_ENDINGS


def raw_files_can_be_read() -> bool:
    """Whether the extra "raw" is installed."""
    return importlib.util.find_spec("rawpy") is not None


def open_preview(path: Path) -> Image.Image:
    """Open the largest preview in the raw file at `path`; a JPEG's pixels are not decoded yet.

    Raises:
        UnreadablePhotoError: the file is no raw file, has no preview, or the extra "raw" is not installed.
    """
    try:
        import rawpy  # noqa: PLC0415  an extra: most installations have no reader of raw files
    except ImportError:
        reason = "camera raw files need one more package: install it with pip install 'vonlinks[raw]'"
        raise UnreadablePhotoError(path, reason) from None
    try:
        with rawpy.imread(str(path)) as raw:
            flip = raw.sizes.flip
            preview = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError) as error:
        raise UnreadablePhotoError(path, "the raw file holds no preview picture that can be used") from error
    except (rawpy.LibRawError, OSError, ValueError) as error:
        raise UnreadablePhotoError(path, "the raw file is damaged, or of a camera that is not known") from error
    image = _image(path, preview.data)
    image.info[UPRIGHT_BY] = _FLIPS.get(flip, 1)
    return image


def _image(path: Path, preview: bytes | Pixels) -> Image.Image:
    if not isinstance(preview, bytes):
        return Image.fromarray(preview)
    try:
        return JpegImagePlugin.JpegImageFile(io.BytesIO(preview), str(path))
    except Exception as error:  # whatever a decoder trips over in hostile bytes
        raise UnreadablePhotoError(path, "the preview picture in the raw file is damaged") from error
