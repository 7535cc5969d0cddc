"""Which files are photos, where they are, and who they are (SHA-256)."""

import hashlib
import logging
import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vonlinks.errors import RequestError, UnreadablePhotoError
from vonlinks.metadata.raw import RAW_ENDINGS, raw_files_can_be_read

__all__ = ["PHOTO_ENDINGS", "PhotoFolder", "file_sha256", "find_folders", "find_photos", "is_photo"]

_log = logging.getLogger(__name__)

PHOTO_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".avif"},
)
"""Lower-case endings of files that are taken for photos."""


@dataclass(frozen=True, slots=True)
class PhotoFolder:
    """The photos of one folder, as they are now.

    Attributes:
        path: of the folder.
        photos: size in bytes and modification time in nanoseconds by name, sorted by name; None for a file that cannot
            be looked at.
        bare: whether nothing but photos lies in it (hidden files aside), so nothing beside a photo can speak of it.
    """

    path: Path
    photos: dict[str, tuple[int, int] | None]
    bare: bool


def is_photo(path: Path) -> bool:
    """Whether the ending says that `path` is a photo; the file itself is not looked at.

    >>> is_photo(Path("a/B.JPG")), is_photo(Path("notes.txt"))
    (True, False)
    """
    return path.suffix.lower() in PHOTO_ENDINGS


def find_photos(paths: Sequence[Path]) -> Iterator[Path]:
    """The photos that `find_folders` finds, one by one.

    Raises:
        RequestError: a path does not exist, or is neither file nor folder; raised before the first photo is yielded.
    """
    folders = find_folders(paths)
    return (folder.path / name for folder in folders for name in folder.photos)


def find_folders(paths: Sequence[Path]) -> Iterator[PhotoFolder]:
    """Find the photos that `paths` mean, each once: folders recursively, both photos and folders sorted by name.

    Hidden files and folders are skipped, as are symbolic links that lead back into a folder already visited. Cameras'
    raw files are photos where the extra "raw" is installed and no finished picture of the same name lies beside them.
    A file that is named itself is always yielded, whatever its ending. Each file is asked for its state once and no path
    is made of its name: of a large collection in which little changed, a run does little else.

    Raises:
        RequestError: a path does not exist, or is neither file nor folder; raised before the first folder is yielded.
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


def _walk(paths: Sequence[Path]) -> Iterator[PhotoFolder]:
    visited: set[tuple[int, int]] = set()
    yielded: dict[Path, set[str]] = defaultdict(set)
    for path in paths:
        for folder in _folders_in(path, visited) if path.is_dir() else (_folder_of(path),):
            before = yielded[folder.path]
            new = (
                {name: state for name, state in folder.photos.items() if name not in before}
                if before
                else folder.photos
            )
            before.update(new)
            if new:
                yield PhotoFolder(folder.path, new, folder.bare)


def _folder_of(path: Path) -> PhotoFolder:
    """A file that was named, with nothing told of what lies beside it."""
    return PhotoFolder(path.parent, {path.name: _state(path)}, bare=False)


def _state(file: Path | os.DirEntry[str]) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _folders_in(folder: Path, visited: set[tuple[int, int]]) -> Iterator[PhotoFolder]:
    """The folders below `folder`; depth comes from a stack, so a deep tree cannot exhaust the interpreter's."""
    stack: list[Path] = [folder]
    with_raw = raw_files_can_be_read()
    while stack:
        path = stack.pop()
        try:
            found = path.stat()
            if (found.st_dev, found.st_ino) in visited:
                continue
            visited.add((found.st_dev, found.st_ino))
            with os.scandir(path) as entries:
                there = sorted((entry for entry in entries if entry.name[0] != "."), key=lambda entry: entry.name)
        except OSError as error:
            _log.warning("%s: skipped, it cannot be read (%s)", path, error.strerror)
            continue
        endings = {entry.name: _ending(entry.name) for entry in there}
        finished = {name[: -len(ending)].casefold() for name, ending in endings.items() if ending in PHOTO_ENDINGS}
        photos: dict[str, tuple[int, int] | None] = {}
        below: list[Path] = []
        bare = True
        for entry in there:
            name, ending = entry.name, endings[entry.name]
            if entry.is_dir():
                below.append(path / name)
            elif ending in PHOTO_ENDINGS:
                if entry.is_file():
                    photos[name] = _state(entry)
            elif ending not in RAW_ENDINGS:
                bare = False
            elif with_raw and name[: -len(ending)].casefold() not in finished and entry.is_file():
                photos[name] = _state(entry)
        yield PhotoFolder(path, photos, bare)
        stack.extend(reversed(below))


def _ending(name: str) -> str:
    """As `Path.suffix`, in lower case, without making a path.

    >>> _ending("a.B.JPG"), _ending("notes"), _ending("ends.")
    ('.jpg', '', '')
    """
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


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
