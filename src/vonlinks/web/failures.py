"""Errors as answers: one sentence with a next step, as a page for people and as JSON for scripts."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from vonlinks.errors import CatalogueError, ConflictError, NotFoundError, RequestError, VonlinksError
from vonlinks.web.rendering import Renderer
from vonlinks.web.trust import PROTECTION
from vonlinks.web.view.words import sentence

__all__ = ["on_errors", "status_of"]

_STATUS: tuple[tuple[type[VonlinksError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (RequestError, 400),
    (CatalogueError, 503),
)

_SENTENCES = {400: "This request cannot be read.", 404: "There is no such page."}


def status_of(error: VonlinksError) -> int:
    """The HTTP status for `error`, by the nearest class that has one.

    >>> status_of(NotFoundError("There is no such photo.")), status_of(VonlinksError("?"))
    (404, 500)
    """
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def on_errors(app: FastAPI, renderer: Renderer) -> None:
    """Register the handlers on `app`."""

    def answer(request: Request, status: int, told: str) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": sentence(told)}, status)
        return renderer.page(request, "error.html", {"told": told, "title": "Not possible"}, status)

    def known(request: Request, error: Exception) -> Response:
        return answer(request, status_of(error) if isinstance(error, VonlinksError) else 500, str(error))

    def unreadable(request: Request, _error: Exception) -> Response:
        return answer(request, 400, _SENTENCES[400])

    def http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return answer(request, status, _SENTENCES.get(status, "This cannot be asked of this page."))

    def unexpected(request: Request, _error: Exception) -> Response:
        # Sent from outside all middleware, so it brings the protecting headers along; the server logs the error.
        told = answer(request, 500, "Something went wrong inside vonlinks; the terminal in which it runs says what.")
        told.headers.update(PROTECTION)
        return told

    app.add_exception_handler(Exception, unexpected)
    app.add_exception_handler(VonlinksError, known)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(HTTPException, http)
