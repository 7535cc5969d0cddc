"""What an editor changes about a person on the person's page: name, other names, notes, and who is one with whom."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from vonlinks.domain import LONGEST_NAME, Authority, Decision, wikidata_id
from vonlinks.errors import RequestError

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["persons"]

_MOST_ALIASES = 20
_LONGEST_NOTES = 10_000

Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class Renaming(BaseModel):
    """Another name; captions with the old one still mean the person."""

    name: Name
    new: Name


class Merging(BaseModel):
    """Who goes up in whom."""

    name: Name
    into: Name


class Editing(BaseModel):
    """Other names that come and go, and what else is kept; what is empty stays as it is."""

    name: Name
    aliases: Annotated[list[Name], Field(max_length=_MOST_ALIASES)] = []
    drop: Annotated[list[Name], Field(max_length=_MOST_ALIASES)] = []
    notes: Annotated[str, Field(max_length=_LONGEST_NOTES)] = ""
    wikidata: Name = ""


class PersonChanged(BaseModel):
    """What became of it; `person` is the name under which the person is found now."""

    message: str
    decided: int
    person: str


class _Persons:
    def __init__(self, library: "Library") -> None:
        self.library = library

    def rename(self, asked: Renaming) -> PersonChanged:
        """Give a person another name."""
        new = _written(asked.new)
        made = self.library.persons.rename(asked.name, new)
        return self._changed(made, f"{asked.name} is called {new} now", new)

    def merge(self, asked: Merging) -> PersonChanged:
        """Let two people be one."""
        made = self.library.persons.merge(_written(asked.name), asked.into)
        return self._changed(made, f"{asked.name} is {asked.into} now", asked.into)

    def edit(self, asked: Editing) -> PersonChanged:
        """Add other names, let some go, set notes and external id."""
        known_as = wikidata_id(asked.wikidata.strip()) if asked.wikidata.strip() else None
        aliases = tuple(" ".join(alias.split()) for alias in asked.aliases if alias.strip())
        more = Authority(asked.name, aliases, notes=asked.notes.strip(), wikidata=known_as)
        made = self.library.persons.edit(asked.name, more, drop=asked.drop)
        return self._changed(made, f"{asked.name}: kept", asked.name)

    def _changed(self, made: tuple[Decision, ...], message: str, name: str) -> PersonChanged:
        person = self.library.person(name).name
        return PersonChanged(message=message if made else "nothing changed", decided=len(made), person=person)


def _written(name: str) -> str:
    written = " ".join(name.split())
    if not written:
        raise RequestError("Write the name first.")
    return written


def persons(library: "Library") -> APIRouter:
    """The routes that change persons."""
    router, made = APIRouter(prefix="/api/persons"), _Persons(library)
    router.add_api_route("/rename", made.rename, methods=["POST"])
    router.add_api_route("/merge", made.merge, methods=["POST"])
    router.add_api_route("/edit", made.edit, methods=["POST"])
    return router
