"""`vonlinks people`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from vonlinks.cli.options import AsJson, LibraryFolder, Who, editor, open_library
from vonlinks.cli.output import console, messages, plural, print_json, rows
from vonlinks.domain import Authority, Decision, PersonRecord, wikidata_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vonlinks.workflows.people import RosterReport

app = typer.Typer(help="The people of the library: look, rename, merge, split, import, forget.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The person's name, in any spelling, or an alias.")]
Alias = Annotated[list[str] | None, typer.Option("--alias", help="Another name or spelling; may be given again.")]


@app.command("list")
def list_people(library: LibraryFolder = None, as_json: AsJson = False) -> None:
    """Everybody whom an editor confirmed, a roster lists or a caption shows."""
    from vonlinks.workflows.forms import person_form

    with open_library(library) as opened:
        people = opened.people()
        alike = opened.persons.alike(people)
    if as_json:
        print_json({"people": [person_form(person, alike.get(person.name, ())) for person in people]})
        return
    table = Table("person", "confirmed", "named", "suggested", "may be the same person", box=None, header_style="dim")
    for person in people:
        counts = map(str, (person.confirmed, person.named, person.suggested))
        table.add_row(Text(person.name), *counts, Text(", ".join(alike.get(person.name, ())), style="yellow"))
    console.print(table if people else "nobody yet")


@app.command()
def show(name: Name, library: LibraryFolder = None, as_json: AsJson = False) -> None:
    """One person: photos, names, and the roles with the years in which captions gave them."""
    from vonlinks.workflows.forms import person_form

    with open_library(library) as opened:
        person = opened.person(name)
        alike = opened.persons.alike().get(person.name, ())
    if as_json:
        print_json(person_form(person, alike))
        return
    console.print(person.name, style="bold", markup=False)
    console.print(rows(_lines(person, alike)), end="", markup=False)


def _lines(person: PersonRecord, alike: "Sequence[str]") -> list[tuple[str, object]]:
    counts = [("confirmed", person.confirmed), ("named", person.named), ("suggested", person.suggested)]
    return [
        *counts,
        ("also called", ", ".join(person.aliases)),
        ("captions write", ", ".join(person.spellings)),
        *((str(year or "role"), role) for role, year in person.roles),
        ("notes", person.notes),
        ("wikidata", person.wikidata),
        ("not to be mixed up with", ", ".join(person.namesakes)),
        ("may be the same person", ", ".join(alike)),
    ]


@app.command()
def rename(
    name: Name,
    new: Annotated[str, typer.Argument(help="The name from now on; an addition in brackets tells namesakes apart.")],
    drop: Annotated[bool, typer.Option("--drop", help="Do not keep the old name as an alias.")] = False,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Give a person another name; captions with the old one still mean the person."""
    with open_library(library) as opened:
        made = opened.persons.rename(name, new, keep=not drop, who=editor(who))
        _print(made, f"{name} is called {opened.person(new).name} now", as_json=as_json)


@app.command()
def merge(
    name: Annotated[str, typer.Argument(help="Who goes up in the other.")],
    into: Annotated[str, typer.Argument(help="Whose name stays.")],
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Let two people be one: faces, refusals, aliases, roles and notes of both."""
    with open_library(library) as opened:
        made = opened.persons.merge(name, into, who=editor(who))
        person = opened.person(into)
    _print(made, f"{name} is {person.name}: {plural(person.confirmed, 'confirmed photo')}", as_json=as_json)


@app.command()
def split(
    name: Name,
    photos: Annotated[list[str], typer.Argument(help="Photos or faces that show the other person.")],
    new: Annotated[
        str | None, typer.Option("--as", help="The other's name. Default: the same one with a number behind it.")
    ] = None,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Give some confirmed faces of a person to another one, new as a rule."""
    with open_library(library) as opened:
        taker, made = opened.persons.split(name, photos, new, who=editor(who))
    faces = sum(decision.kind == "confirm" for decision in made)
    _print(
        made, f"{taker} has {plural(faces, 'face')} that {'was' if faces == 1 else 'were'} {name}'s", as_json=as_json
    )


@app.command()
def edit(
    name: Name,
    alias: Alias = None,
    drop_alias: Annotated[list[str] | None, typer.Option("--drop-alias", help="An alias that goes.")] = None,
    role: Annotated[list[str] | None, typer.Option("--role", help="An office or function.")] = None,
    year: Annotated[int | None, typer.Option("--year", min=1000, max=9999, help="When the role was given.")] = None,
    notes: Annotated[str, typer.Option("--notes", help="What else is to be known.")] = "",
    wikidata: Annotated[str | None, typer.Option("--wikidata", help="The id in Wikidata: Q and digits.")] = None,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Add aliases and roles, set notes and external id."""
    known_as = wikidata_id(wikidata) if wikidata is not None else None
    more = Authority(name, tuple(alias or ()), tuple((one, year) for one in role or ()), notes, known_as)
    with open_library(library) as opened:
        made = opened.persons.edit(name, more, drop=drop_alias or (), who=editor(who))
    _print(made, f"{name}: kept", as_json=as_json)


@app.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(help="A roster (CSV), or a code replacement file of Photo Mechanic.")],
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Add the people of a roster; a second time changes nothing."""
    from vonlinks.workflows.forms import roster_form

    with open_library(library, create=True) as opened:
        report = opened.persons.import_file(file, who=editor(who))
    if as_json:
        print_json(roster_form(report))
    else:
        _print_report(report)


def _print_report(report: "RosterReport") -> None:
    for bad in report.bad:
        messages.print(f"line {bad.line}: {bad.reason}", style="yellow", markup=False)
    told = [
        f"{plural(len(report.added), 'person', 'people')} added",
        f"{len(report.changed)} changed",
        f"{report.unchanged} unchanged",
    ]
    if report.portraits:
        told.append(plural(report.portraits, "portrait"))
    if report.bad:
        told.append(f"{plural(len(report.bad), 'line')} to look at")
    console.print(", ".join(told))


@app.command()
def forget(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="It is meant: this cannot be undone.")] = False,
    who: Who = None,
    library: LibraryFolder = None,
    as_json: AsJson = False,
) -> None:
    """Erase what the library knows of a person, for good: name, aliases, notes, confirmations, refusals, face vectors.

    Captions keep the name, in the files and as editors corrected them. This cannot be undone.
    """
    from vonlinks.workflows.forms import erased_form

    with open_library(library) as opened:
        erased = opened.persons.forget(name, sure=yes, who=editor(who))
    if as_json:
        print_json(erased_form(erased))
        return
    gone = f"{plural(erased.decisions, 'decision')} and the vectors of {plural(erased.faces, 'face')}"
    console.print(f"forgotten, with {gone}; this cannot be undone", markup=False)
    if erased.captions:
        stays = f"the captions of {plural(erased.captions, 'photo')} still name this person"
        console.print(f"{stays}: they are in the files, or were corrected by an editor", style="yellow", markup=False)


def _print(made: tuple[Decision, ...], sentence: str, *, as_json: bool) -> None:
    from vonlinks.workflows.forms import decisions_form

    if as_json:
        print_json(decisions_form(made))
    else:
        console.print(sentence if made else "nothing changed", markup=False)
