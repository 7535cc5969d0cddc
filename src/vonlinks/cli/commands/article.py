"""`vonlinks article`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from vonlinks.cli.options import AsJson, open_library
from vonlinks.cli.output import console, messages, plural, print_json

if TYPE_CHECKING:
    from vonlinks.workflows import Article, ArticleCaption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(article)


def article(
    file: Annotated[Path, typer.Argument(help="A saved page: HTML or plain text.")],
    library: Annotated[
        Path | None, typer.Option("--library", help="Take the names confirmed in this library for names.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find the pictures and captions of a saved page; merge what is one caption in several forms."""
    from vonlinks.workflows.articles import article_form, read_article

    found = read_article(file, known_names=_known_names(library))
    if as_json:
        print_json(article_form(found))
    else:
        _print(found)


def _known_names(folder: Path | None) -> tuple[str, ...]:
    """The names confirmed in the library that was asked for; reading a page needs none."""
    if folder is None:
        return ()
    with open_library(folder) as opened:
        return opened.known_names()


def _print(found: "Article") -> None:
    for number, caption in enumerate(found.captions, start=1):
        _print_caption(number, caption)
    for note in found.notes:
        messages.print(f"! {note}", style="yellow", markup=False)
    if not found.captions:
        messages.print(f"{found.path.name}: no caption found", style="yellow", markup=False)


def _print_caption(number: int, found: "ArticleCaption") -> None:
    """The picture, the fullest variant with what was read and what differs, and the other variants."""
    from vonlinks.cli.reading import print_reading

    caption = found.caption
    name = Text(f"{number}. {caption.image or 'a picture'}", style="bold")
    merged = f", merged from {plural(len(caption.variants), 'variant')}" if len(caption.variants) > 1 else ""
    console.print(name.append(merged, style="not bold dim"), markup=False)
    console.print()
    print_reading(console, found.reading)
    for other in caption.variants:
        if other != caption.text:
            console.print(Text("\nalso: ", style="dim").append(other), markup=False)
    console.print()
