"""Find faces in files, without a library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from vonlinks.domain import Face
from vonlinks.errors import PhotoError, RequestError
from vonlinks.faces import draw_faces, load_finder
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


def find_in_files(files: Sequence[Path], *, engine: str = "auto", drawing: Path | None = None) -> FoundFaces:
    """Detect and order the faces of each file; a broken one is reported and does not stop the rest.

    Args:
        files: photos; just one where it is drawn.
        engine: the detector.
        drawing: a PNG to write, that shows the photo upright, its faces boxed and numbered.

    Raises:
        RequestError: there is no such engine, or the drawing cannot be written.
        ModelError: the model of an engine that was asked for by name is not here.
    """
    if drawing:
        _check_drawing(files, drawing)
    finder = load_finder(engine, embed=False)
    found = FoundFaces(notice=finder.notice)
    for path in files:
        try:
            picture = Picture.open(path)
            faces = finder.find(picture)
            if drawing:
                _draw(picture, faces, drawing)
        except PhotoError as error:
            found.failed.append((path, error.reason))
        else:
            found.photos.append(found_faces_form(path, picture.size, faces, picture.note))
    return found


def _check_drawing(files: Sequence[Path], drawing: Path) -> None:
    """Refuse what would harm a photo or cannot work, before any work is done."""
    if len(files) != 1:
        raise RequestError("Only one photo at a time can be drawn.")
    if drawing.suffix.lower() != ".png":
        raise RequestError(f"The drawing is a PNG, so its name must end in .png, unlike {drawing.name}.")
    if drawing.resolve() == files[0].resolve() or (
        drawing.exists() and files[0].exists() and drawing.samefile(files[0])
    ):
        raise RequestError("The drawing would overwrite the photo itself.")


def _draw(picture: Picture, faces: Sequence[Face], drawing: Path) -> None:
    pixels = draw_faces(picture, faces)
    try:
        Image.fromarray(pixels).save(drawing, "PNG")
    except OSError as error:
        raise RequestError(f"The drawing cannot be written to {drawing}: {error.strerror or error}.") from error
