"""`vonlinks show` and `vonlinks export`."""

from typing import Annotated

import typer

from vonlinks.cli.options import AsJson, LibraryFolder, open_library
from vonlinks.cli.output import console, print_json, print_line, rows, who_is_where
from vonlinks.domain import PhotoRecord

_SWAPPED = " (mirrored: left and right are swapped, so the order in a caption holds for one of the two only)"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(show)
    app.command()(export)


def show(
    photo: Annotated[str, typer.Argument(help="A path, an id, or the beginning of an id.")],
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """One photo: who is where and why, its caption and its rights."""
    from vonlinks.workflows.forms import photo_form

    with open_library(library) as opened:
        record = opened.photo(photo)
    if as_json:
        print_json(photo_form(record))
    else:
        _print(record)


def _print(record: PhotoRecord) -> None:
    from vonlinks.workflows.rights import copyright_of

    console.print(who_is_where(record), end="")
    for face in record.faces:
        for offer in face.suggestions:
            console.print(f"\n{face.face.rank}. {offer.person}", style="bold")
            for reason in offer.evidence:
                console.print(f"   {reason.sentence}", style="dim")
    metadata = record.metadata
    credit = copyright_of(metadata, record.reading)
    console.print()
    console.print(
        rows(
            [
                ("status", record.status),
                ("size", f"{record.width} × {record.height} px"),
                ("taken", metadata.taken),
                ("headline", metadata.headline),
                ("caption", metadata.caption),
                (
                    "corrected by",
                    f"{record.correction.who}, {record.correction.at:%Y-%m-%d}" if record.correction else None,
                ),
                ("in the file", record.file_caption if record.correction else None),
                ("place", ", ".join(filter(None, (metadata.location, metadata.city, metadata.country)))),
                ("event", metadata.event),
                ("keywords", ", ".join(metadata.keywords)),
                ("photographer", credit.photographer if credit else None),
                ("agency", credit.agency if credit else None),
                ("copyright", " ".join(str(v) for v in (credit.holder, credit.year) if v) if credit else None),
                ("file", record.path),
                *(("copy", f"{one.path}{_SWAPPED if one.mirrored else ''}") for one in record.lookalikes),
            ]
        ),
        end="",
    )


def export(
    query: Annotated[str, typer.Argument(help="A search; all photos without one.")] = "",
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One photo a line (this is how it prints without --json, too).")
    ] = False,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Every photo that the query finds, one JSON line each; --json prints one document instead."""
    from vonlinks.workflows.forms import photo_form

    with open_library(library) as opened:
        if as_json and not jsonl:
            print_json([photo_form(record) for record in opened.export(query)])
            return
        for record in opened.export(query):
            print_line(photo_form(record))
