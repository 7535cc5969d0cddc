"""From values to HTML: Jinja2 with everything escaped."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vonlinks.web.view.dates import written_date, written_days
from vonlinks.web.view.words import counted, found, person_query, sentence

__all__ = ["Renderer"]


class Renderer:
    """Renders the page's templates."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["counted"] = counted
        self._environment.filters["found"] = found
        self._environment.filters["person_query"] = person_query
        self._environment.filters["sentence"] = sentence

    def page(self, request: Request, template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
        """`template` filled with `context`, dates written as the reader's browser asks for."""
        html = self.part(request, template, {"query": "", "here": request.url.path, **context})
        return HTMLResponse(html, status, headers={"vary": "accept-language", "cache-control": "no-store"})

    def part(self, request: Request, template: str, context: Mapping[str, object]) -> str:
        """A piece of a page, for a script that puts it where it belongs."""
        languages = request.headers.get("accept-language", "")
        return self._environment.get_template(template).render(
            context,
            written=lambda when: written_date(when, languages),
            written_days=lambda first, last: written_days(first, last, languages),
        )
