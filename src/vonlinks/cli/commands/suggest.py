"""`vonlinks suggest`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from vonlinks.cli.options import AsJson, LibraryFolder, open_library
from vonlinks.cli.output import console, messages, plural, print_json, sure
from vonlinks.domain import OfferedName

if TYPE_CHECKING:
    from vonlinks.workflows.suggest_anew import Change


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(context_settings={"ignore_unknown_options": True})(suggest)


def suggest(
    query: Annotated[list[str] | None, typer.Argument(help="A search; all photos without one.")] = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Read the captions anew and suggest names anew; decisions stand. Prints what changed."""
    from vonlinks.workflows.forms import suggest_form

    columns = TextColumn("photos"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with (
        open_library(library) as opened,
        Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bars,
    ):
        photos = bars.add_task("photos", total=None)

        def advance(done: int, total: int) -> None:
            bars.update(photos, completed=done, total=total)

        report = opened.suggest_anew(" ".join(query or ()), on_progress=advance)
    if as_json:
        print_json(suggest_form(report))
        return
    for change in report.changed:
        console.print(Text("\n").join(_lines(change)))
    console.print(
        f"{plural(report.photos, 'photo')} looked at, {len(report.changed)} with other suggestions; {report.seconds:.1f} s"
    )


def _lines(change: "Change") -> Iterator[Text]:
    after = change.after
    yield Text(after.path.name, style="bold").append(f"  {after.id}", style="dim")
    if change.reading:
        yield Text("  the caption is read in another way", style="dim")
    places = {face.id: face.face.rank for face in after.faces}
    for face, before, now in change.faces:
        yield Text(f"  {places[face]}. ", style="dim").append(f"{_told(before)} → {_told(now)}")
    if after.status != change.before.status:
        yield Text(f"  {change.before.status} → {after.status}", style="dim")
    for name in after.unplaced:
        if name not in change.before.unplaced:
            yield Text(f"  not found: {name}", style="yellow")
    for sentence in after.conflicts:
        if sentence not in change.before.conflicts:
            yield Text(f"  ! {sentence}", style="red")


def _told(offer: OfferedName | None) -> str:
    return f"{offer.person} ({sure(offer)})" if offer else "nobody"
