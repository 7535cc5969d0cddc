"""`vonlinks unnamed`."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from vonlinks.cli.options import AsJson, LibraryFolder, Who, editor, open_library
from vonlinks.cli.output import console, messages, plural, print_json, sure

if TYPE_CHECKING:
    from vonlinks.domain import FaceGroup

app = typer.Typer(
    help="Faces without a name, in groups that look like one person: look, name a group.", no_args_is_help=True
)

_PHOTOS = 3

Number = Annotated[int, typer.Argument(help="The group's number, as `vonlinks unnamed list` tells it.")]


@app.command("list")
def list_groups(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many groups.")] = 50,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many to leave out first.")] = 0,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """The groups of two faces and more, the largest first, with whom captions suggest for some of the faces."""
    from vonlinks.workflows.forms import groups_form

    with open_library(library) as opened:
        total, groups = opened.unnamed.page(limit, offset)
        shown = {face.photo for group in groups for face in group.faces[:_PHOTOS]}
        names = {record.id: record.path.name for record in opened.photos(sorted(shown))}
    if as_json:
        print_json(groups_form(total, groups))
        return
    table = Table("group", "faces", "perhaps", "in", box=None, header_style="dim")
    for group in groups:
        files = [names[face.photo] for face in group.faces[:_PHOTOS]]
        rest = ", …" if len(group.faces) > _PHOTOS else ""
        table.add_row(str(group.number), str(len(group.faces)), Text(_names(group)), Text(", ".join(files) + rest))
    console.print(table if groups else "no groups: nobody without a name is in two photos")
    if total > offset + len(groups):
        messages.print(f"{total - offset - len(groups)} more with --offset {offset + len(groups)}", style="dim")


def _names(group: "FaceGroup") -> str:
    return ", ".join(f"{person} ({faces})" for person, faces in group.names)


@app.command()
def show(number: Number, library: LibraryFolder = None, as_json: AsJson = False) -> None:
    """One group: its faces, those that show the person best first, with the photo and the suggestion of each."""
    from vonlinks.workflows.forms import group_form

    with open_library(library) as opened:
        group = opened.unnamed.group(number)
        names = {record.id: record.path.name for record in opened.photos([face.photo for face in group.faces])}
    if as_json:
        print_json(group_form(group))
        return
    table = Table("face", "perhaps", "in", box=None, header_style="dim")
    for face in group.faces:
        offer = f"{face.offer.person}  {sure(face.offer)}" if face.offer else ""
        table.add_row(face.id, Text(offer), Text(names[face.photo]))
    console.print(table)


@app.command("name")
def name_group(
    number: Number,
    person: Annotated[str, typer.Argument(help="Whose faces they are; a name that nobody has yet makes a new person.")],
    but: Annotated[
        list[str] | None, typer.Option("--but", help="A face that is somebody else's; may be given again.")
    ] = None,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Confirm one name for all faces of a group; `vonlinks undo` takes all of it back."""
    from vonlinks.workflows.forms import named_form

    with open_library(library) as opened:
        named = opened.unnamed.name(number, person, but=but or (), who=editor(who))
    if as_json:
        print_json(named_form(named))
        return
    for left in named.left_out:
        messages.print(f"face {left.face} {left.reason}", style="yellow", markup=False)
    count = plural(len(named.decisions), "face")
    told = f"{count} confirmed as {named.person}" if named.decisions else "nothing confirmed"
    console.print(told, style="green" if named.decisions else "yellow", markup=False)
