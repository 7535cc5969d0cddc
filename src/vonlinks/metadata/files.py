"""Which files are photos, where they are, and who they are (SHA-256)."""

import hashlib
import logging
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from vonlinks.errors import RequestError, UnreadablePhotoError
from vonlinks.metadata.raw import is_raw, raw_files_can_be_read

__all__ = ["PHOTO_ENDINGS", "file_sha256", "find_photos", "is_photo"]

_log = logging.getLogger(__name__)

PHOTO_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"},
)
"""Lower-case endings of files that are taken for photos."""


def is_photo(path: Path) -> bool:
    """Whether the ending says that `path` is a photo; the file itself is not looked at.

    >>> is_photo(Path("a/B.JPG")), is_photo(Path("notes.txt"))
    (True, False)
    """
    return path.suffix.lower() in PHOTO_ENDINGS


def find_photos(paths: Sequence[Path]) -> Iterator[Path]:
    """Find the photos that `paths` mean, each once: folders recursively and sorted by name.

    Hidden files and folders are skipped, as are symbolic links that lead back into a folder already visited. Cameras'
    raw files are photos where the extra "raw" is installed and no finished picture of the same name lies beside them.
    A file that is named itself is always yielded, whatever its ending.

    Raises:
        RequestError: a path does not exist, or is neither file nor folder; raised before the first photo is yielded.
    """
    for path in paths:
        _require(path)
    return _walk(paths)


def _require(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise RequestError(f"{path}: there is no such file or folder") from None
    except OSError as error:
        raise RequestError(f"{path}: cannot be opened ({error.strerror})") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise RequestError(f"{path}: neither a file nor a folder")
    if stat.S_ISDIR(mode) and not os.access(path, os.R_OK | os.X_OK):
        raise RequestError(f"{path}: the folder cannot be read (permission denied)")


def _walk(paths: Sequence[Path]) -> Iterator[Path]:
    visited: set[tuple[int, int]] = set()
    yielded: set[Path] = set()
    for path in paths:
        for photo in _photos_in(path, visited) if path.is_dir() else iter((path,)):
            if photo not in yielded:
                yielded.add(photo)
                yield photo


def _photos_in(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Path]:
    """The photos below `folder`; depth comes from a stack, so a deep tree cannot exhaust the interpreter's."""
    stack: list[Path] = [folder]
    with_raw = raw_files_can_be_read()
    while stack:
        path = stack.pop()
        try:
            if not path.is_dir():
                if (is_photo(path) or is_raw(path)) and path.is_file():
                    yield path
                continue
            found = path.stat()
            if (found.st_dev, found.st_ino) in visited:
                continue
            visited.add((found.st_dev, found.st_ino))
            names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208  names are all that is needed
        except OSError as error:
            _log.warning("%s: skipped, it cannot be read (%s)", path, error.strerror)
            continue
        stack.extend(path / name for name in _without_raw_twins(names, with_raw=with_raw) if not name.startswith("."))


def _without_raw_twins(names: Sequence[str], *, with_raw: bool) -> Iterator[str]:
    """The names without raw files that nothing reads here, or whose finished picture lies beside them."""
    finished = {Path(name).stem.casefold() for name in names if is_photo(Path(name))}
    for name in names:
        if not is_raw(Path(name)) or (with_raw and Path(name).stem.casefold() not in finished):
            yield name


def file_sha256(path: Path) -> str:
    """The SHA-256 of the file's bytes as 64 hex digits, read in pieces so that memory does not grow with the file.

    Raises:
        UnreadablePhotoError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadablePhotoError(path, f"the file cannot be read ({error.strerror})") from error
