"""Faces without a name: a page of groups that look like one person, each named at once."""

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from vonlinks.domain import LONGEST_NAME
from vonlinks.errors import RequestError
from vonlinks.web.ids import face_id
from vonlinks.web.rendering import Renderer
from vonlinks.web.view.groups import group_view, left_out
from vonlinks.web.view.words import counted

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["unnamed"]

_A_PAGE = 24
_MOST_FACES = 5000


class GroupName(BaseModel):
    """Whose faces these are: those that the editor saw, so that nobody names what came up since."""

    faces: list[str] = Field(max_length=_MOST_FACES)
    person: str = Field(max_length=LONGEST_NAME)


class GroupNamed(BaseModel):
    """What became of it."""

    message: str
    decided: int
    person: str


class _Unnamed:
    def __init__(self, library: "Library", renderer: Renderer) -> None:
        self.library = library
        self.renderer = renderer

    def page(self, request: Request, offset: Annotated[int, Query(ge=0)] = 0) -> Response:
        """The groups, the largest first."""
        total, groups = self.library.unnamed.page(_A_PAGE, offset)
        following = offset + _A_PAGE
        context = {
            "folder": self.library.folder.name,
            "here": "/people",  # the place in the menu that leads to this page
            "total": total,
            "groups": [group_view(group) for group in groups],
            "following": "?" + urlencode({"offset": following}) if following < total else None,
        }
        return self.renderer.page(request, "unnamed.html", context)

    def name(self, asked: GroupName) -> GroupNamed:
        """Give faces one name, as one act."""
        person = " ".join(asked.person.split())
        if not person or not asked.faces:
            raise RequestError("To name faces, say whose they are and leave at least one of them in.")
        named = self.library.unnamed.name_faces([face_id(face) for face in asked.faces], person)
        done = f"{counted(len(named.decisions), 'face')} confirmed as {named.person}"
        message = "; ".join((done, *left_out(named)))
        return GroupNamed(message=message, decided=len(named.decisions), person=named.person)


def unnamed(library: "Library", renderer: Renderer) -> APIRouter:
    """The routes about faces without a name."""
    router, made = APIRouter(), _Unnamed(library, renderer)
    router.add_api_route("/unnamed", made.page, response_class=HTMLResponse)
    router.add_api_route("/api/unnamed/name", made.name, methods=["POST"])
    return router
