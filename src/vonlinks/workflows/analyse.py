"""One photo's bytes to everything they tell: the step of the way of a photo that any process can do alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vonlinks.domain import Analysis, Look, Original
from vonlinks.errors import PhotoError, UnreadablePhotoError
from vonlinks.metadata import Companions, Picture, encoded, face_crop, look_of, read_metadata
from vonlinks.workflows.articles import read_with_variants
from vonlinks.workflows.doubts import with_camera_doubts
from vonlinks.workflows.effort import people_shown, row_sizes

if TYPE_CHECKING:
    from vonlinks.faces import FaceFinder

__all__ = [
    "THUMBNAIL_SIDE",
    "Analysed",
    "Task",
    "analyse",
    "analyse_here",
    "original_of",
    "prepare_parent",
    "prepare_worker",
]

THUMBNAIL_SIDE = 640
"""Longest side of a grid thumbnail: a 320-pixel row on a screen with two device pixels a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Task:
    """One photo to analyse.

    Attributes:
        sha256: of the file, so that the worker need not read it twice to know it.
        known_names: persons of the library, whose names the caption reader takes for names.
    """

    original: Original
    sha256: str
    companions: Companions
    known_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysed:
    """An analysis with the pictures derived on the way, while the pixels are at hand.

    Attributes:
        thumbnail: an encoded picture.
        crops: an encoded picture of each face, in the order of the analysis.
        look: of the upright picture.
        note: one sentence about what of the file was not looked at; None where that is nothing.
    """

    analysis: Analysis
    thumbnail: bytes
    crops: tuple[bytes, ...]
    look: Look
    note: str | None = None


def analyse(task: Task, finder: "FaceFinder") -> Analysed:
    """Read, look at and order one photo.

    Raises:
        PhotoError: the file is no usable picture.
    """
    original = task.original
    try:
        metadata = read_metadata(original.path, task.companions)
        picture = Picture.open(original.path)
        read = read_with_variants(metadata, task.companions, known_names=task.known_names)
        reading = with_camera_doubts(read, metadata) if read else None
        faces = finder.find(picture, expected=people_shown(reading), rows=row_sizes(reading))
        small = picture.reduced(THUMBNAIL_SIDE)
        crops = tuple(face_crop(picture, face.box) for face in faces)
    except MemoryError:
        raise UnreadablePhotoError(original.path, "there is not enough memory to decode it") from None
    width, height = picture.size
    if picture.note:
        metadata = replace(metadata, warnings=(*metadata.warnings, picture.note))
    analysis = Analysis(original, task.sha256, width, height, metadata, reading, faces)
    return Analysed(analysis, encoded(small), crops, look_of(small), picture.note)


_finder: "FaceFinder | None" = None


def prepare_worker(engine: str = "auto", on_fetch: Callable[[int, int], None] | None = None) -> str | None:
    """Load the models once in this process, before the first photo arrives; returns the finder's notice.

    Args:
        engine: the face detector.
        on_fetch: told the progress of a model's first download, in bytes done and in all.
    """
    from vonlinks.faces import load_finder  # noqa: PLC0415 - a run in which nothing changed needs no models

    global _finder  # noqa: PLW0603 - a pool's initializer has no other place to leave what it made
    _finder = load_finder(engine, on_progress=on_fetch)
    return _finder.notice


def prepare_parent(engine: str = "auto", on_fetch: Callable[[int, int], None] | None = None) -> str | None:
    """Fetch the detector for workers to come, and learn what it has to say; arguments as for `prepare_worker`."""
    from vonlinks.faces import load_finder  # noqa: PLC0415 - as above

    return load_finder(engine, embed=False, on_progress=on_fetch).notice


def analyse_here(task: Task) -> Analysed | PhotoError:
    """`analyse` with this process's finder; an unusable photo is an answer, not an exception of the pool."""
    if _finder is None:
        prepare_worker()
    assert _finder is not None  # noqa: S101 - tells mypy what prepare_worker has just done
    try:
        return analyse(task, _finder)
    except PhotoError as error:
        return error
    except Exception as error:  # noqa: BLE001 - one photo that hits a fault of ours must not stop a run of thousands
        reason = f"vonlinks has a fault that this file brings out ({type(error).__name__}: {error})"
        return UnreadablePhotoError(task.original.path, " ".join(reason.split()))


def original_of(path: Path, context: str) -> Original:
    """The file as it is now.

    Raises:
        UnreadablePhotoError: it cannot be looked at.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise UnreadablePhotoError(path, f"the file cannot be read ({error.strerror})") from None
    return Original(path, status.st_size, status.st_mtime_ns, context)
