"""Options that commands share, and how the library of a command is found."""

import getpass
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["AsJson", "LibraryFolder", "Serve", "Who", "editor", "open_library", "standard_input"]

Serve = Callable[["Library", str, int, Callable[[], None]], None]
"""Serves the page of a library on a host and port until interrupted; the last is called when it listens."""

LibraryFolder = Annotated[
    Path | None,
    typer.Option(
        "--library", help="The library's folder. Default: $VONLINKS_LIBRARY, else ./library.", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Who = Annotated[str | None, typer.Option("--who", help="Who decides. Default: your user name.", show_default=False)]


def open_library(folder: Path | None, *, create: bool = False) -> "Library":
    """The library that a command works on."""
    from vonlinks.workflows import Library  # only commands that need the catalogue pay for loading it

    return Library.open(folder or Path(os.environ.get("VONLINKS_LIBRARY") or "library"), create=create)


def editor(who: str | None) -> str:
    """The name under which a decision is kept."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in some containers
        return "editor"


def standard_input() -> TextIO:
    """Standard input as UTF-8, whatever the locale; bytes that are none become �."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin
