"""`vonlinks people`."""

from typing import Annotated

import typer
from rich.table import Table

from vonlinks.cli.options import AsJson, LibraryFolder, open_library
from vonlinks.cli.output import console, print_json, rows

app = typer.Typer(help="The people of the library.", no_args_is_help=True)


@app.command("list")
def list_people(library: LibraryFolder = None, as_json: AsJson = False) -> None:
    """Everybody whom an editor confirmed or a caption shows."""
    from vonlinks.workflows.forms import person_form

    with open_library(library) as opened:
        people = opened.people()
    if as_json:
        print_json({"people": [person_form(person) for person in people]})
        return
    table = Table("person", "confirmed", "named", "suggested", box=None, header_style="dim")
    for person in people:
        table.add_row(person.name, str(person.confirmed), str(person.named), str(person.suggested))
    console.print(table if people else "nobody yet")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """One person: photos, and the roles that captions gave."""
    from vonlinks.workflows.forms import person_form

    with open_library(library) as opened:
        person = opened.person(name)
    if as_json:
        print_json(person_form(person))
        return
    console.print(person.name, style="bold")
    counts = [("confirmed", person.confirmed), ("named", person.named), ("suggested", person.suggested)]
    roles = [(str(year or ""), role) for role, year in person.roles]
    console.print(rows([*counts, *roles]), end="")
