"""`vonlinks ingest` and `vonlinks status`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from vonlinks.cli.options import AsJson, LibraryFolder, open_library
from vonlinks.cli.output import console, messages, plural, print_json, rows, who_is_where

if TYPE_CHECKING:
    from vonlinks.workflows import IngestReport, Library
    from vonlinks.workflows import Progress as Told

_PHOTOS_PRINTED = 40
"""More than this many photos scroll past unread; `vonlinks search` and the page show them all."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ingest)
    app.command()(status)


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Photos and folders of photos.")],
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that look at photos.")] = 1,
    engine: Annotated[str, typer.Option(help="Face detector: auto, yunet, hog, face_recognition.")] = "auto",
    retry: Annotated[bool, typer.Option("--retry", help="Look again at files that were set aside.")] = False,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Import photos: find the faces, read the captions, suggest who is where."""
    with open_library(library, create=True) as opened:
        with _bars() as (advance, fetched):
            report = opened.ingest(
                paths, workers=workers, engine=engine, retry=retry, on_progress=advance, on_fetch=fetched
            )
        for notice in report.notices:
            messages.print(notice, style="yellow")
        if as_json:
            print_json(_form(report))
        else:
            _print(report, opened)
    raise typer.Exit(1 if report.failed else 0)


@contextmanager
def _bars() -> Iterator[tuple[Callable[["Told"], None], Callable[[int, int], None]]]:
    """Bars for the photos and for a model's first download, with the time left; on a terminal only."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bars:
        photos = bars.add_task("photos", total=None)
        model = bars.add_task("face detector, bytes", total=None, visible=False)

        def advance(told: "Told") -> None:
            bars.update(photos, total=told.total, completed=told.done, description=told.path.name[:30])

        def fetched(done: int, total: int) -> None:
            bars.update(model, total=total, completed=done, visible=done < total)

        yield advance, fetched


def _form(report: "IngestReport") -> dict[str, object]:
    return {
        "imported": report.imported,
        "unchanged": report.unchanged,
        "updated": report.updated,
        "duplicates": report.duplicates,
        "failed": [{"path": str(path), "reason": reason} for path, reason in report.failed],
        "faces": report.faces,
        "suggestions": report.suggestions,
        "seconds": round(report.seconds, 2),
    }


def _print(report: "IngestReport", library: "Library") -> None:
    shown = report.photos[:_PHOTOS_PRINTED]
    for record in library.photos(shown):
        console.print(who_is_where(record))
    if len(report.photos) > len(shown):
        console.print(f"… and {len(report.photos) - len(shown)} more: `vonlinks serve` shows them all.\n")
    for path, reason in report.failed:
        console.print(f"failed  {path}: {reason}", style="red")
    counts = [
        (report.imported, "imported"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.duplicates, "already here under another name"),
        (len(report.failed), "failed"),
    ]
    told = ", ".join(f"{count} {word}" for count, word in counts if count) or "no photos found"
    faces = f"; {plural(report.faces, 'face')}, {plural(report.suggestions, 'suggestion')}" if report.photos else ""
    console.print(f"{told}{faces}; {report.seconds:.1f} s")


def status(library: LibraryFolder = None, as_json: AsJson = False) -> None:
    """How many photos there are, what waits for an editor, and which files failed."""
    with open_library(library) as opened:
        counts = opened.counts()
        failures = opened.failures()
    if as_json:
        print_json({**counts, "failures": [{"path": str(path), "reason": reason} for path, reason in failures]})
        return
    console.print(rows(counts.items()), end="")
    for path, reason in failures:
        console.print(f"failed  {path}: {reason}", style="red")
