"""`vonlinks serve`."""

from typing import Annotated

import typer

from vonlinks.cli.options import LibraryFolder, open_library
from vonlinks.cli.output import messages


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(help="Only this machine: 127.0.0.1, localhost or ::1.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8080,
    library: LibraryFolder = None,
) -> None:
    """Open the page: look, confirm, search in the browser."""
    from vonlinks.web import serve as run

    with open_library(library, create=True) as opened:
        messages.print(f"vonlinks: http://{host}:{port} (Ctrl+C ends it)")
        run(opened, host=host, port=port)
