"""Pictures made from the originals: thumbnails, previews and face crops, kept in the library's folder.

All of them can be made again, so nothing is lost when the folder is deleted.
"""

import os
import tempfile
from pathlib import Path

__all__ = ["DerivedFiles", "write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write so that `path` holds the old content or the new one, never a part, whatever stops us."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class DerivedFiles:
    """Where the derived pictures of a library lie; two levels keep folders small."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, kind: str, name: str) -> Path:
        return self._folder / kind / name[:2] / f"{name}.jpg"

    def thumbnail(self, photo: str) -> Path:
        """Of a photo, for the grid."""
        return self._path("thumbnails", photo)

    def preview(self, photo: str) -> Path:
        """Of a photo, for the review stage."""
        return self._path("previews", photo)

    def face(self, face: str) -> Path:
        """Of a face."""
        return self._path("faces", face)
