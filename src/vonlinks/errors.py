"""The one tree of errors. Each carries the facts it is about; only the edge (command line, page) prints them.

VonlinksError
├── RequestError            the request was wrong: exit code 2, HTTP 400
│   ├── NotFoundError       no such photo, face or person
│   ├── QueryError          a search that cannot be read
│   └── ConflictError       another editor was faster, or a rule forbids it (two faces, one person)
├── PhotoError              one photo cannot be used: it is set aside, the run goes on
│   ├── UnreadablePhotoError
│   └── TooLargePhotoError
├── ModelError              a model file is missing, damaged, or cannot be fetched
└── CatalogueError          the catalogue itself cannot be opened or written
"""

from pathlib import Path

__all__ = [
    "CatalogueError",
    "ConflictError",
    "ModelError",
    "NotFoundError",
    "PhotoError",
    "QueryError",
    "RequestError",
    "TooLargePhotoError",
    "UnreadablePhotoError",
    "VonlinksError",
]


class VonlinksError(Exception):
    """Base of all errors that vonlinks raises on purpose; `str()` is one clear sentence for a person."""


class RequestError(VonlinksError):
    """What was asked for cannot be done as it was asked."""


class NotFoundError(RequestError):
    """There is no such photo, face or person."""


class QueryError(RequestError):
    """A search query that cannot be read; `position` is the code point at which reading stopped."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class ConflictError(RequestError):
    """The state does not allow the request, or it changed since the editor looked."""


class PhotoError(VonlinksError):
    """One photo cannot be used; `path` is its file, `reason` one sentence without the path."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type["PhotoError"], tuple[Path, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.path, self.reason)


class UnreadablePhotoError(PhotoError):
    """The file is empty, truncated, or no picture."""


class TooLargePhotoError(PhotoError):
    """The picture has more pixels than the limit allows."""


class ModelError(VonlinksError):
    """A model file is missing, damaged, or cannot be fetched."""


class CatalogueError(VonlinksError):
    """The catalogue cannot be opened, migrated or written."""
