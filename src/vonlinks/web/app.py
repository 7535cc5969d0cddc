"""The application: pages, pictures and decisions, wired to one library."""

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from vonlinks.web.captions import captions
from vonlinks.web.decisions import decisions
from vonlinks.web.failures import on_errors
from vonlinks.web.pages import pages
from vonlinks.web.persons import persons
from vonlinks.web.pictures import pictures
from vonlinks.web.rendering import Renderer
from vonlinks.web.trust import Trust
from vonlinks.web.unnamed import unnamed

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["create_app"]


def create_app(library: "Library") -> FastAPI:
    """The page of `library` as an ASGI application, for `serve` and for tests.

    It trusts whoever reaches it by a loopback host name, so it must listen on a loopback address only.
    """
    # Interactive documentation would load scripts from elsewhere.
    app = FastAPI(title="vonlinks", docs_url=None, redoc_url=None, openapi_url=None)
    renderer = Renderer()
    app.include_router(pages(library, renderer))
    app.include_router(pictures(library))
    app.include_router(decisions(library))
    app.include_router(captions(library, renderer))
    app.include_router(persons(library))
    app.include_router(unnamed(library, renderer))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    on_errors(app, renderer)
    app.add_middleware(Trust)
    return app
