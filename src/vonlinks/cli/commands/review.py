"""`vonlinks confirm`, `vonlinks reject`, `vonlinks correct` and `vonlinks undo`."""

from typing import Annotated

import typer

from vonlinks.cli.options import AsJson, LibraryFolder, Who, editor, open_library, standard_input
from vonlinks.cli.output import console, plural, print_json
from vonlinks.domain import Decision
from vonlinks.errors import RequestError

Photo = Annotated[str, typer.Argument(help="A path, an id, or the beginning of an id.")]
FaceId = Annotated[str | None, typer.Option("--face", help="A face's id, as `vonlinks show --json` tells it.")]
Person = Annotated[str | None, typer.Option("--person", help="The person's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(confirm)
    app.command()(reject)
    app.command()(correct)
    app.command()(undo)


def confirm(
    photo: Photo,
    everything: Annotated[bool, typer.Option("--all", help="All strong suggestions of the photo.")] = False,
    face: FaceId = None,
    person: Person = None,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Confirm who a face is: one face, or with --all every strong suggestion."""
    if everything and (face or person):
        raise RequestError("Use --all alone, or --face with --person.")
    with open_library(library) as opened:
        decided = opened.confirm(photo, face=face, person=person, everything=everything, who=editor(who))
    _print(decided, "confirmed", as_json=as_json)


def reject(
    photo: Photo,
    face: FaceId = None,
    person: Person = None,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Refuse a name for a face; it is not suggested for it again."""
    if not (face and person):
        raise RequestError("Say which face (--face ID) is not which person (--person NAME).")
    with open_library(library) as opened:
        decided = opened.reject(photo, face, person, who=editor(who))
    _print(decided, "rejected", as_json=as_json)


def correct(
    photo: Photo,
    caption: Annotated[str, typer.Argument(help='The whole caption, "" for none; - reads standard input.')],
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Let a corrected caption count before the one in the file; the file is not touched."""
    with open_library(library) as opened:
        text = standard_input().read() if caption == "-" else caption
        decided = opened.correct_caption(photo, text, who=editor(who))
    _print(decided, "corrected", as_json=as_json)


def undo(
    n: Annotated[int, typer.Argument(help="How many acts to take back.", min=1)] = 1,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Take back the last decision, or the last N; a photo confirmed at once is one."""
    with open_library(library) as opened:
        decided = opened.undo(n)
    _print(decided, "undone", as_json=as_json)


def _print(decisions: tuple[Decision, ...], word: str, *, as_json: bool) -> None:
    from vonlinks.workflows.forms import decisions_form

    if as_json:
        print_json(decisions_form(decisions))
        return
    for decision in decisions:
        console.print(
            f"{word}  {_what(decision)}",
            style="green" if word in {"confirmed", "corrected"} else "yellow",
            markup=False,
        )
    console.print(f"{plural(len(decisions), 'decision')} {word}" if decisions else f"nothing {word}")


def _what(decision: Decision) -> str:
    if decision.kind == "caption":
        return f"the caption of photo {decision.photo}"
    if decision.photo is not None:
        return str(decision.person)
    before = f" (before: {decision.before})" if decision.before else ""
    return f"{decision.kind} {decision.person}{before}"
