"""`vonlinks search`."""

from typing import Annotated

import typer

from vonlinks.cli.options import AsJson, LibraryFolder, open_library
from vonlinks.cli.output import console, plural, print_json, rows


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(context_settings={"ignore_unknown_options": True})(search)


def search(
    query: Annotated[list[str] | None, typer.Argument(help='For example: person:"Grace Hopper" -date:2024')] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many photos to print.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="How many photos to skip.")] = 0,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Find photos by person, date, place, words or rights; says in a sentence what was searched."""
    from vonlinks.workflows.forms import persons_of, search_form

    with open_library(library) as opened:
        result = opened.search(" ".join(query or ()), limit=limit, offset=offset)
        photos = opened.photos(result.photos)
    if as_json:
        print_json(search_form(result, photos))
        return
    console.print(f"{plural(result.total, 'photo')}: {result.meaning}", style="bold")
    for record in photos:
        console.print(
            rows(
                [
                    (record.id, record.path),
                    ("", ", ".join(persons_of(record))),
                ]
            ),
            end="",
        )
