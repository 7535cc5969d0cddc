"""`vonlinks caption`."""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO

import typer

from vonlinks.cli.options import AsJson, open_library, standard_input
from vonlinks.cli.output import console, print_json, print_line
from vonlinks.errors import RequestError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(caption)


def caption(
    text: Annotated[str | None, typer.Argument(help="The caption; - reads standard input.")] = None,
    lang: Annotated[str, typer.Option(help="de, en, …, or auto.")] = "auto",
    jsonl: Annotated[
        str | None, typer.Option(help='A file of {"id", "text"} lines, or - for standard input; one reading a line.')
    ] = None,
    library: Annotated[
        Path | None, typer.Option("--library", help="Take the names confirmed in this library for names.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read one caption: who is named, where they stand, who must be credited."""
    from vonlinks.caption import read_caption
    from vonlinks.cli.reading import print_reading
    from vonlinks.workflows.forms import reading_form

    read = partial(read_caption, language=lang, known_names=_known_names(library))
    if jsonl is not None:
        for number, asked in _requests(jsonl):
            reading = read(asked.get("text") or "")
            print_line(reading_form(reading, identity=asked.get("id", str(number))))
        return
    if text is None and sys.stdin.isatty():
        raise RequestError("Give a caption, - for standard input, or --jsonl FILE.")
    reading = read(standard_input().read().strip() if text is None or text == "-" else text)
    if as_json:
        print_json(reading_form(reading))
    else:
        print_reading(console, reading)


def _known_names(folder: Path | None) -> tuple[str, ...]:
    """The names confirmed in the library that was asked for; reading a caption needs none."""
    if folder is None:
        return ()
    with open_library(folder) as opened:
        return opened.known_names()


def _requests(source: str) -> Iterator[tuple[int, dict[str, str]]]:
    if source == "-":
        yield from _parsed(standard_input())
        return
    try:
        with Path(source).open(encoding="utf-8", errors="replace") as file:
            yield from _parsed(file)
    except OSError as error:
        raise RequestError(f"{source} cannot be read: {error.strerror}.") from None


def _parsed(lines: Iterable[str] | TextIO) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except json.JSONDecodeError:
            raise RequestError(f"Line {number} is not JSON.") from None
        if not isinstance(asked, dict) or not isinstance(asked.get("text", ""), str):
            raise RequestError(f'Line {number} has no "text".')
        yield number, asked
