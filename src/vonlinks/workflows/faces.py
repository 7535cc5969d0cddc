"""Find faces in files, without a library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vonlinks.errors import PhotoError
from vonlinks.faces import load_finder
from vonlinks.metadata import Picture
from vonlinks.workflows.forms import found_faces_form

__all__ = ["FoundFaces", "find_in_files"]


@dataclass(slots=True)
class FoundFaces:
    """The faces of some files.

    Attributes:
        photos: one form a file that could be read, in the order asked for.
        failed: (path, reason) of the others.
        notice: what the user should know about the detector; None if it is the best one.
    """

    notice: str | None = None
    photos: list[dict[str, Any]] = field(default_factory=list)
    failed: list[tuple[Path, str]] = field(default_factory=list)


def find_in_files(files: Sequence[Path], *, engine: str = "auto") -> FoundFaces:
    """Detect and order the faces of each file; a broken one is reported and does not stop the rest.

    Raises:
        RequestError: there is no such engine.
        ModelError: the model of an engine that was asked for by name is not here.
    """
    finder = load_finder(engine, embed=False)
    found = FoundFaces(notice=finder.notice)
    for path in files:
        try:
            picture = Picture.open(path)
            faces = finder.find(picture)
        except PhotoError as error:
            found.failed.append((path, error.reason))
        else:
            found.photos.append(found_faces_form(path, picture.size, faces))
    return found
