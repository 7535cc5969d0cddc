"""From a file to 8-bit pixels, as they are stored: opening, decoding, and the sentence that says what is wrong."""

import re
import struct
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin

from vonlinks.errors import PhotoError, TooLargePhotoError, UnreadablePhotoError
from vonlinks.metadata.raw import is_raw, open_preview

__all__ = ["decode", "open_image"]

# Pillow warns about every oddity of a file on standard error; our own errors and warnings say what matters.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
# Long XMP is no reason to refuse a picture; Pillow's own limit is 1 MB.
PngImagePlugin.MAX_TEXT_CHUNK = max(PngImagePlugin.MAX_TEXT_CHUNK, 16 * 1024 * 1024)

_FORMATS = ("PNG", "TIFF", "WEBP", "AVIF", "GIF", "BMP", "JPEG2000")
"""Beside JPEG and HEIC; no other decoder of Pillow is ever started on a file that a user hands in."""

_HEAD = 64
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"})
_STARTS = {b"\xff\xd8": "JPEG", b"\x89PNG": "PNG", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"RIFF": "WebP", b"GIF8": "GIF"}
_CUT_OFF = re.compile(r"truncat|unexpected end|premature|end of (file|data)|not enough|too short", re.IGNORECASE)


def open_image(path: Path) -> Image.Image:
    """Open the picture's header; no pixel is decoded, and Pillow's own limit on pixels does not apply.

    Of a camera's raw file it is the preview that is opened.

    Raises:
        UnreadablePhotoError: the file is empty, no picture, or needs a decoder that is not installed.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnreadablePhotoError(path, f"the file cannot be read ({error.strerror})") from error
    try:
        head = stream.read(_HEAD)
        stream.seek(0)
        return _open(path, stream, head)
    except BaseException as error:
        stream.close()
        if isinstance(error, PhotoError) or not isinstance(error, Exception):
            raise
        raise UnreadablePhotoError(path, _unopened(head)) from error


def _open(path: Path, stream: BinaryIO, head: bytes) -> Image.Image:
    if not head:
        raise UnreadablePhotoError(path, "the file is empty")
    if is_raw(path):
        stream.close()
        return open_preview(path)
    if head.startswith(b"\xff\xd8"):
        # The plain JPEG class also for multi-picture files: their first picture is the photo.
        return JpegImagePlugin.JpegImageFile(stream, str(path))
    if _is_heic(head):
        return _heic_class(path)(stream, str(path))
    return _open_other(path, stream, head)


def _open_other(path: Path, stream: BinaryIO, head: bytes) -> Image.Image:
    """Do what Image.open does, without its process-wide pixel limit: Picture has a limit of its own."""
    Image.init()
    for name in _FORMATS:
        factory, accept = Image.OPEN.get(name, (None, None))
        if factory is None or (accept is not None and accept(head[:16]) is not True):
            continue
        try:
            stream.seek(0)
            return factory(stream, str(path))
        except (SyntaxError, IndexError, TypeError, struct.error):
            continue
    raise UnreadablePhotoError(path, _unopened(head))


def _is_heic(head: bytes) -> bool:
    """Whether the brands of the first box name HEVC; "mif1" alone also stands on AVIF files."""
    if head[4:8] != b"ftyp":
        return False
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return any(head[at : at + 4] in _HEIC_BRANDS for at in range(8, end - 3, 4))


def _heic_class(path: Path) -> Callable[[BinaryIO, str], Image.Image]:
    try:
        from pi_heif import HeifImageFile  # noqa: PLC0415  an extra: most installations have no HEIC decoder
    except ImportError:
        reason = "HEIC pictures need one more package: install it with pip install 'vonlinks[heic]'"
        raise UnreadablePhotoError(path, reason) from None
    heif_class: Callable[[BinaryIO, str], Image.Image] = HeifImageFile
    return heif_class


def _unopened(head: bytes) -> str:
    kind = "HEIC" if _is_heic(head) else next((k for start, k in _STARTS.items() if head.startswith(start)), None)
    return f"the {kind} file is damaged or cut off near its beginning" if kind else "the file is not a picture"


def decode(path: Path, at_least: tuple[int, int] | None = None) -> Image.Image:
    """Decode the first picture of a file, as it is stored.

    A JPEG is decoded at 1/2, 1/4 or 1/8 of its size where that still gives `at_least` (width, height): the whole file
    is read all the same, so what is cut off is noticed at every size.

    Raises:
        UnreadablePhotoError: the picture is cut off or damaged.
        TooLargePhotoError: the decoder itself refuses the number of pixels.
    """
    image = open_image(path)
    try:
        if at_least is not None and isinstance(image, JpegImagePlugin.JpegImageFile):
            image.draft(None, at_least)
        # face_recognition switches this on for the whole process when it is imported; a cut-off photo would be half gray.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        image.load()
    except Image.DecompressionBombError as error:
        raise TooLargePhotoError(path, "the picture has more pixels than its decoder accepts") from error
    except MemoryError as error:
        raise TooLargePhotoError(path, "there is not enough memory to decode the picture") from error
    except Exception as error:  # decoders raise whatever they trip over in hostile bytes
        reason = _undecoded(image, error)
        image.close()
        raise UnreadablePhotoError(path, reason) from error
    return image


def _undecoded(image: Image.Image, error: Exception) -> str:
    if not _CUT_OFF.search(str(error)):
        return "the picture is damaged and cannot be decoded"
    rows = _decoded_rows(image)
    share = f" after about {100 * rows // image.height} % of its height" if 0 < rows < image.height else ""
    return f"the picture is cut off{share}"


def _decoded_rows(image: Image.Image) -> int:
    """How far the decoder came: rows that it never reached are still zero."""
    try:
        reached = image.im.getbbox()
    except Exception:  # noqa: BLE001  a broken picture may have no memory at all; then the share is unknown
        return 0
    return int(reached[3]) if reached else 0
