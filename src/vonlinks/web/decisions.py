"""What an editor decides, as JSON: confirm, reject, undo. Each answer carries the fresh state."""

from typing import TYPE_CHECKING

from fastapi import APIRouter
from pydantic import BaseModel, Field

from vonlinks.domain import Decision
from vonlinks.errors import ConflictError, RequestError
from vonlinks.web.ids import face_id, photo_id
from vonlinks.web.view.people import meant
from vonlinks.web.view.photos import PhotoView, photo_view
from vonlinks.web.view.words import counted

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["Outcome", "decisions", "outcome_of"]

_MOST_NAMES = 12


class Confirmation(BaseModel):
    """Either everything strong, or one person for one face; `shown` is what the editor saw as strong, by face."""

    everything: bool = False
    shown: dict[str, str] | None = None
    face: str | None = None
    person: str | None = Field(None, max_length=200)


class Rejection(BaseModel):
    """A person whom a face does not show."""

    face: str
    person: str = Field(max_length=200)


class Undoing(BaseModel):
    """How many acts to take back, newest first."""

    n: int = Field(1, ge=1, le=100)


class Outcome(BaseModel):
    """What an act did, and the fresh state of the photos it touched."""

    message: str
    decided: int
    photos: list[PhotoView]


class _Decisions:
    def __init__(self, library: "Library") -> None:
        self.library = library

    def photo(self, photo: str) -> PhotoView:
        """The state of one photo."""
        return photo_view(self.library.photo(photo_id(photo)))

    def confirm(self, photo: str, asked: Confirmation) -> Outcome:
        """Confirm all strong suggestions of a photo, or one person for one face."""
        if asked.everything:
            self._still(photo_id(photo), asked.shown)
            made = self.library.confirm(photo_id(photo), everything=True)
        elif asked.face and asked.person and asked.person.strip():
            face = face_id(asked.face)
            made = self.library.confirm(photo_id(photo), face=face, person=" ".join(asked.person.split()))
        else:
            raise RequestError("To confirm, name a face and a person, or ask for everything.")
        return outcome_of(self.library, made, f"{len(made)} confirmed", photo)

    def reject(self, photo: str, asked: Rejection) -> Outcome:
        """Refuse a person for a face."""
        made = self.library.reject(photo_id(photo), face_id(asked.face), asked.person)
        return outcome_of(self.library, made, f"not {asked.person}", photo)

    def undo(self, asked: Undoing) -> Outcome:
        """Take back the latest acts."""
        made = self.library.undo(asked.n)
        message = f"{_taken(made)} taken back" if made else "nothing to take back"
        return outcome_of(self.library, made, message)

    def people(self, q: str = "") -> list[str]:
        """Names of known persons that the typed `q` may mean, best known first."""
        return [person.name for person in meant(self.library.people(), q)[:_MOST_NAMES]]

    def _still(self, photo: str, shown: dict[str, str] | None) -> None:
        """Check that Enter confirms what its button said: every confirmation elsewhere may change suggestions here."""
        faces = photo_view(self.library.photo(photo)).faces
        if shown is not None and shown != {face.id: face.name for face in faces if face.state == "strong"}:
            raise ConflictError("The suggestions changed since you looked; here they are afresh.")


def outcome_of(library: "Library", made: tuple[Decision, ...], message: str, photo: str | None = None) -> Outcome:
    """What an act did, with the fresh state of `photo` and of all others that it touched."""
    touched = list(
        dict.fromkeys([*([photo] if photo else []), *(decision.photo for decision in made if decision.photo)])
    )
    fresh = [photo_view(record) for record in library.photos(touched)]
    return Outcome(message=message, decided=len(made), photos=fresh)


def _taken(made: tuple[Decision, ...]) -> str:
    """What was taken back, in words."""
    captions = sum(decision.kind == "caption" for decision in made)
    faces = sum(decision.face is not None for decision in made)
    counts = (
        (faces, "decision"),
        (captions, "corrected caption"),
        (len(made) - captions - faces, "change of a person"),
    )
    return " and ".join(counted(count, what) for count, what in counts if count)


def decisions(library: "Library") -> APIRouter:
    """The routes that change something, and the two that scripts read."""
    router, made = APIRouter(prefix="/api"), _Decisions(library)
    router.add_api_route("/photos/{photo}", made.photo)
    router.add_api_route("/photos/{photo}/confirm", made.confirm, methods=["POST"])
    router.add_api_route("/photos/{photo}/reject", made.reject, methods=["POST"])
    router.add_api_route("/undo", made.undo, methods=["POST"])
    router.add_api_route("/people", made.people)
    return router
