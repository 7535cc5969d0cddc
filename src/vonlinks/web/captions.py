"""Captions: read while one types, corrected by editors, tried out on a page of their own."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from vonlinks.caption.view import segments
from vonlinks.errors import ConflictError, RequestError
from vonlinks.web.decisions import Outcome, outcome_of
from vonlinks.web.ids import photo_id
from vonlinks.web.rendering import Renderer
from vonlinks.web.view.captions import PeopleList, reading_view
from vonlinks.web.view.photos import photo_view, version_of
from vonlinks.web.view.words import EXAMPLES, LANGUAGES

if TYPE_CHECKING:
    from vonlinks.domain import CaptionReading
    from vonlinks.workflows import Library

__all__ = ["captions"]

_LONGEST = 100_000


class Asked(BaseModel):
    """A caption to read; with a photo, its names lead to the faces of that photo."""

    text: str
    language: str = "auto"
    photo: str | None = None


class Read(BaseModel):
    """What was understood.

    Attributes:
        segments: (start, end, kind, mention) as of `vonlinks.caption.view.Segment`; joined they are the text.
        lists: who stands where.
        html: the same as the page shows it.
    """

    language: str
    segments: list[dict[str, Any]]
    lists: list[PeopleList]
    credit: str
    date: str | None
    warnings: list[str]
    html: str


class Correction(BaseModel):
    """A corrected caption; `version` stands for the one that the editor saw, see `PhotoView`."""

    text: str
    version: str


class _Captions:
    def __init__(self, library: "Library", renderer: Renderer) -> None:
        self.library = library
        self.renderer = renderer

    def read(self, request: Request, asked: Asked) -> Read:
        """What a caption says, while it is being written."""
        reading = self._reading(asked.text, asked.language)
        faces = photo_view(self.library.photo(photo_id(asked.photo))).faces if asked.photo else ()
        view = reading_view(reading, faces)
        return Read(
            language=view.language,
            segments=[asdict(cut) for cut in segments(reading)],
            lists=list(view.lists),
            credit=view.credit,
            date=view.date,
            warnings=list(view.notes),
            html=self.renderer.part(request, "reading.html", {"reading": view, "of_photo": asked.photo is not None}),
        )

    def correct(self, photo: str, asked: Correction) -> Outcome:
        """Let a corrected caption count, unless somebody else changed it since the editor looked."""
        record = self.library.photo(photo_id(photo))
        if asked.version != version_of(record):
            raise ConflictError("The caption changed since you opened it; yours is still here.")
        made = self.library.correct_caption(record.id, asked.text, seen=record.metadata.caption or "")
        return outcome_of(self.library, made, "caption corrected" if made else "caption as it was", record.id)

    def page(self, request: Request, text: str = "", language: str = "auto") -> Response:
        """A page to try captions on."""
        words = "\n".join(text.strip().splitlines())
        context = {
            "folder": self.library.folder.name,
            "text": words,
            "language": language,
            "languages": LANGUAGES,
            "examples": EXAMPLES,
            "reading": reading_view(self._reading(words, language)) if words else None,
        }
        return self.renderer.page(request, "caption.html", context)

    def _reading(self, text: str, language: str) -> "CaptionReading":
        if len(text) > _LONGEST:
            raise RequestError(f"A caption has at most {_LONGEST:,} characters; this has {len(text):,}.")
        return self.library.read_caption(text, language=language)


def captions(library: "Library", renderer: Renderer) -> APIRouter:
    """The routes about captions."""
    router, made = APIRouter(), _Captions(library, renderer)
    router.add_api_route("/caption", made.page, response_class=HTMLResponse)
    router.add_api_route("/api/reading", made.read, methods=["POST"])
    router.add_api_route("/api/photos/{photo}/caption", made.correct, methods=["POST"])
    return router
