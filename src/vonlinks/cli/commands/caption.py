"""`vonlinks caption`."""

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.text import Text

from vonlinks.cli.options import AsJson, open_library
from vonlinks.cli.output import console, print_json, print_line
from vonlinks.domain import CaptionReading, Mention
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
    from vonlinks.workflows.forms import reading_form

    read = partial(read_caption, language=lang, known_names=_known_names(library))
    if jsonl is not None:
        for number, asked in _requests(jsonl):
            reading = read(asked.get("text") or "")
            print_line(reading_form(reading, identity=asked.get("id", str(number))))
        return
    if text is None and sys.stdin.isatty():
        raise RequestError("Give a caption, - for standard input, or --jsonl FILE.")
    reading = read(sys.stdin.read().strip() if text is None or text == "-" else text)
    if as_json:
        print_json(reading_form(reading))
    else:
        _print(reading)


def _known_names(folder: Path | None) -> tuple[str, ...]:
    """The names confirmed in the library that was asked for; reading a caption needs none."""
    if folder is None:
        return ()
    with open_library(folder) as opened:
        return opened.known_names()


def _requests(source: str) -> Iterator[tuple[int, dict[str, str]]]:
    if source == "-":
        yield from _parsed(sys.stdin)
        return
    try:
        with Path(source).open(encoding="utf-8") as file:
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


def _print(reading: CaptionReading) -> None:
    console.print(coloured(reading))
    console.print()
    for number, mention in enumerate(reading.people, start=1):
        console.print(_line(number, mention))
    if credit := reading.credit:
        parts = [("photographer", credit.photographer), ("agency", credit.agency), ("holder", credit.holder)]
        told = ", ".join(f"{word} {value}" for word, value in parts if value)
        console.print(f"credit: {told}{f', {credit.year}' if credit.year else ''}", style="magenta")
    if reading.date:
        console.print(f"date: {reading.date}", style="cyan")
    for warning in reading.warnings:
        console.print(f"! {warning}", style="yellow")


def coloured(reading: CaptionReading) -> Text:
    """The caption with names, credit and unread parts set apart."""
    text = Text(reading.text)
    for start, end in reading.unread:
        text.stylize("dim", start, end)
    for mention in reading.people:
        text.stylize("bold green" if mention.pictured else "bold", *mention.span)
    if reading.credit:
        text.stylize("magenta", *reading.credit.span)
    return text


def _line(number: int, mention: Mention) -> Text:
    line = Text(f"{number}. ", style="dim").append(mention.name, style="bold")
    if mention.role:
        line.append(f", {mention.role}")
    return line.append(f"  {_where(mention)}", style="dim")


def _where(mention: Mention) -> str:
    if mention.pictured is False:
        return "not pictured"
    place = mention.position
    if place is None:
        return "pictured" if mention.pictured else "perhaps pictured"
    side = {"left": "from left", "right": "from right", "center": "center", None: ""}[place.side]
    words = [f"{place.index}." if place.index else "", side, f"row {place.row}" if place.row else ""]
    return " ".join(word for word in words if word)
