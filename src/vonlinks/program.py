"""The program `vonlinks`: the one place that knows both the command line and the page, and hands one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vonlinks.cli import main as run

if TYPE_CHECKING:
    from collections.abc import Callable

    from vonlinks.workflows import Library

__all__ = ["main"]


def main() -> None:
    """Run the command line, with the page behind its `serve`."""
    run(serve=_serve)


def _serve(library: Library, host: str, port: int, on_ready: Callable[[], None]) -> None:
    from vonlinks.web import serve  # noqa: PLC0415 - only one command of many waits for the page's framework

    serve(library, host=host, port=port, on_ready=on_ready)
