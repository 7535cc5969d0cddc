"""`vonlinks compose`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from vonlinks.cli.options import AsJson, LibraryFolder, open_library, standard_input
from vonlinks.cli.output import console, print_json
from vonlinks.errors import RequestError

_Word = TypeVar("_Word", bound=str)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(compose)


def compose(
    photo: Annotated[str | None, typer.Argument(help="A path, an id, or the beginning of an id.")] = None,
    names: Annotated[
        str | None,
        typer.Option(
            "--names",
            help="A file, or - for standard input, instead of a photo: “Name, role” a line from left to right, an empty line "
            "before the next row.",
        ),
    ] = None,
    style: Annotated[
        str | None, typer.Option("--style", help="de, en or ap. Default: the language of the photo's caption, else de.")
    ] = None,
    first_row: Annotated[
        str, typer.Option("--first-row", help="The row that is named first: front or back.")
    ] = "front",
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """The caption's list of names, from the confirmed faces of a photo or from a list."""
    from vonlinks.workflows.composing import FIRST_ROWS, STYLES, compose_names
    from vonlinks.workflows.forms import composed_form

    if (photo is None) == (names is None):
        raise RequestError("Give a photo, or --names with a list of names.")
    chosen = None if style is None else _one_of(STYLES, style, "caption style")
    begin = _one_of(FIRST_ROWS, first_row, "first row")
    if names is not None:
        composed = compose_names(_read(names), style=chosen or "de", first_row=begin)
    else:
        with open_library(library) as opened:
            composed = opened.compose(photo or "", style=chosen, first_row=begin)
    if as_json:
        print_json(composed_form(composed))
    else:
        console.print(composed.text, markup=False)


def _one_of(known: Sequence[_Word], given: str, what: str) -> _Word:
    found = next((word for word in known if word == given), None)
    if found is None:
        raise RequestError(f"There is no {what} “{given}”; choose {', '.join(known[:-1])} or {known[-1]}.")
    return found


def _read(source: str) -> str:
    if source == "-":
        return standard_input().read()
    try:
        return Path(source).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise RequestError(f"{source} cannot be read: {error.strerror}.") from None
