"""`vonlinks faces`."""

from pathlib import Path
from typing import Annotated

import typer

from vonlinks.cli.options import AsJson
from vonlinks.cli.output import DEPICTED, console, messages, plural, print_json


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(faces)


def faces(
    files: Annotated[list[Path], typer.Argument(help="Photos.")],
    engine: Annotated[str, typer.Option(help="Face detector: auto, yunet, hog, face_recognition.")] = "auto",
    draw: Annotated[
        Path | None, typer.Option(help="Write a PNG of the photo with its faces boxed and numbered by row and rank.")
    ] = None,
    library: Annotated[Path | None, typer.Option("--library", hidden=True)] = None,  # noqa: ARG001 - each command takes it
    as_json: AsJson = False,
) -> None:
    """Find the faces of photos and number them: rows from the front, each from left to right. Needs no library."""
    from vonlinks.workflows.faces import find_in_files

    found = find_in_files(files, engine=engine, drawing=draw)
    if found.notice:
        messages.print(found.notice, style="yellow")
    if as_json:
        print_json({"photos": found.photos})
    else:
        for photo in found.photos:
            console.print(f"{photo['path']}  {plural(len(photo['faces']), 'face')}", style="bold")
            if "note" in photo:
                console.print(f"  {photo['note']}", style="yellow")
            for face in photo["faces"]:
                shown = f"  {DEPICTED}" if "depicted" in face else ""
                console.print(f"  row {face['row']}, {face['rank']}.  {face['box']}  {face['score']:.2f}{shown}")
    for path, reason in found.failed:
        messages.print(f"failed  {path}: {reason}", style="red")
    raise typer.Exit(1 if found.failed else 0)
