"""The pages for people."""

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from vonlinks.domain import PersonRecord, PhotoRecord, fold
from vonlinks.errors import QueryError
from vonlinks.web.ids import photo_id
from vonlinks.web.rendering import Renderer
from vonlinks.web.view.chips import chips
from vonlinks.web.view.copies import CopyView, copy_views
from vonlinks.web.view.grid import days
from vonlinks.web.view.people import best_known, meant
from vonlinks.web.view.photos import photo_view
from vonlinks.web.view.queue import place_in_queue
from vonlinks.web.view.words import person_query

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["pages"]

_A_PAGE = 60
_A_PERSON = 200
# Far more than an editor skips in one sitting, and yet only ids.
_A_QUEUE = 500
_COMPANY = 12
_MEANT = 6
_OPERATORS = frozenset(':"()-')
_AT_ONCE = 600


class _Pages:
    def __init__(self, library: "Library", renderer: Renderer) -> None:
        self.library = library
        self.renderer = renderer

    def grid(self, request: Request, offset: int = Query(0, ge=0)) -> Response:
        """The library, newest first."""
        found = self.library.search("", limit=_A_PAGE, offset=offset)
        context = {
            "days": days(self.library.photos(found.photos)),
            "total": found.total,
            "counts": self.library.counts(),
            "waiting": self._waiting(self.library.review_queue(_A_QUEUE)),
            "older_address": self._older(found.total, offset, {}),
        }
        return self._page(request, "library.html", context)

    def search(self, request: Request, q: str = "", offset: int = Query(0, ge=0)) -> Response:
        """What a query finds, or why it cannot be read."""
        query = q.strip()
        context: dict[str, object] = {"query": query, "chips": chips(query), "days": (), "older_address": None}
        if not query:
            return self._page(request, "search.html", context | {"meaning": None, "total": 0, "fault": None})
        try:
            found = self.library.search(query, limit=_A_PAGE, offset=offset)
        except QueryError as fault:
            context |= {"fault": str(fault), "read": query[: fault.position], "unread": query[fault.position :]}
            return self._page(request, "search.html", context | {"meaning": None, "total": 0}, 400)
        context |= {
            "days": days(self.library.photos(found.photos)),
            "meant": self._meant(query),
            "meaning": found.meaning,
            "total": found.total,
            "fault": None,
            "older_address": self._older(found.total, offset, {"q": query}),
        }
        return self._page(request, "search.html", context)

    def photo(self, request: Request, photo: str) -> Response:
        """One photo, to look at."""
        record = self.library.photo(photo_id(photo))
        shown = {"photo": photo_view(record), "copies": self._copies(record)}
        return self._page(request, "photo.html", shown | {"composed": self.library.compositions(record.id)})

    def _copies(self, record: PhotoRecord) -> tuple[CopyView, ...]:
        return copy_views(record, self.library.photos([one.id for one in record.lookalikes]))

    def review(self) -> Response:
        """The first photo that waits, or the news that none does."""
        queue = self.library.review_queue(1)
        return RedirectResponse(f"/review/{queue[0] if queue else 'done'}", 303, headers={"cache-control": "no-store"})

    def review_done(self, request: Request) -> Response:
        """Nothing waits."""
        return self._page(request, "review_done.html", {"counts": self.library.counts()})

    def review_photo(self, request: Request, photo: str) -> Response:
        """One photo, to decide on."""
        record = self.library.photo(photo_id(photo))
        queue = self.library.review_queue(_A_QUEUE)
        place = place_in_queue(record.id, queue, self._waiting(queue))
        shown = {"photo": photo_view(record), "copies": self._copies(record), "place": place}
        return self._page(request, "review.html", shown)

    def people(self, request: Request, q: str = "") -> Response:
        """Everybody whom the library knows."""
        wanted = fold(q)
        found = [person for person in self.library.people() if wanted in fold(person.name)]
        return self._page(
            request, "people.html", {"people": best_known(found)[:_AT_ONCE], "total": len(found), "wanted": q}
        )

    def person(self, request: Request, name: str) -> Response:
        """One person: roles, company, photos."""
        person = self.library.person(name)
        query = person_query(person.name)
        found = self.library.search(query, limit=_A_PERSON)
        records = self.library.photos(found.photos)
        unsure = [record for record in records if not _confirmed(record, person.name)]
        sure = [record for record in records if _confirmed(record, person.name)]
        context = {
            "person": person,
            "alike": self.library.persons.alike().get(person.name, ()),
            "company": self._company(records, person.name),
            "unsure": days(unsure),
            "sure": days(sure),
            "total": found.total,
            "person_search": query,
        }
        return self._page(request, "person.html", context)

    def failures(self, request: Request) -> Response:
        """What came in and what did not, with reasons."""
        failed = [(path.name, str(path.parent), reason) for path, reason in self.library.failures()]
        return self._page(request, "import.html", {"failed": failed, "counts": self.library.counts()})

    def _company(self, records: list[PhotoRecord], name: str) -> list[tuple[str, int, str]]:
        """(name, photos together, id of a face) of the people most often confirmed beside `name`."""
        faces: dict[str, str] = {}
        together: Counter[str] = Counter()
        for record in records:
            present = {face.person: face.id for face in record.faces if face.person}
            if name in present:
                together.update(other for other in present if other != name)
                faces = present | faces
        return [(other, times, faces[other]) for other, times in together.most_common(_COMPANY)]

    def _waiting(self, queue: list[str]) -> int:
        """How many photos wait: counted in the queue while it is short, by their states where it is cut off."""
        if len(queue) < _A_QUEUE:
            return len(queue)
        counts = self.library.counts()
        return max(len(queue), counts["pending"] + counts["conflict"])

    def _meant(self, query: str) -> list[PersonRecord]:
        """The people whose names a query of plain words may mean."""
        return [] if _OPERATORS & set(query) else meant(self.library.people(), query)[:_MEANT]

    def _older(self, total: int, offset: int, rest: dict[str, str]) -> str | None:
        """The address part for the next page; None on the last."""
        following = offset + _A_PAGE
        return "?" + urlencode({**rest, "offset": following}) if following < total else None

    def _page(self, request: Request, template: str, context: dict[str, object], status: int = 200) -> HTMLResponse:
        return self.renderer.page(request, template, {"folder": self.library.folder.name, **context}, status)


def _confirmed(record: PhotoRecord, name: str) -> bool:
    return any(face.person == name for face in record.faces)


def pages(library: "Library", renderer: Renderer) -> APIRouter:
    """The routes that a person's browser opens."""
    router, made = APIRouter(default_response_class=HTMLResponse), _Pages(library, renderer)
    router.add_api_route("/", made.grid)
    router.add_api_route("/search", made.search)
    router.add_api_route("/photos/{photo}", made.photo)
    router.add_api_route("/review", made.review)
    router.add_api_route("/review/done", made.review_done)
    router.add_api_route("/review/{photo}", made.review_photo)
    router.add_api_route("/people", made.people)
    router.add_api_route("/people/{name:path}", made.person)
    router.add_api_route("/import", made.failures)
    return router
