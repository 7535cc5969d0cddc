"""The pictures: thumbnails, previews and face crops, by id."""

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import FileResponse

from vonlinks.errors import NotFoundError
from vonlinks.web.ids import face_id, photo_id

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["pictures"]

# Not by the system's table of types: browsers may not guess (nosniff), and older tables lack WebP.
_TYPES = {".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
# An hour: long enough to leaf back and forth, short enough that a person who was erased is soon gone everywhere.
_CACHE = "private, max-age=3600"


class _Pictures:
    def __init__(self, library: "Library") -> None:
        self.library = library

    def thumbnail(self, photo: str) -> FileResponse:
        """A small picture of a photo."""
        return _file(self.library.thumbnail(photo_id(photo)))

    def preview(self, photo: str) -> FileResponse:
        """A picture of a photo that fills a screen."""
        return _file(self.library.preview(photo_id(photo)))

    def crop(self, face: str) -> FileResponse:
        """A picture of one face."""
        return _file(self.library.face_crop(face_id(face)))


def _file(path: Path) -> FileResponse:
    if not path.is_file():
        raise NotFoundError("This picture is not there; `vonlinks ingest` makes it anew.")
    return FileResponse(
        path, media_type=_TYPES.get(path.suffix.lower(), "image/jpeg"), headers={"cache-control": _CACHE}
    )


def pictures(library: "Library") -> APIRouter:
    """The routes under which the pages find their pictures."""
    router, made = APIRouter(), _Pictures(library)
    router.add_api_route("/photos/{photo}/thumbnail", made.thumbnail, response_class=FileResponse)
    router.add_api_route("/photos/{photo}/preview", made.preview, response_class=FileResponse)
    router.add_api_route("/faces/{face}/crop", made.crop, response_class=FileResponse)
    return router
