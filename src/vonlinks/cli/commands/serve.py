"""`vonlinks serve`."""

from typing import Annotated

import typer

from vonlinks.cli.options import LibraryFolder, Serve, open_library
from vonlinks.cli.output import messages
from vonlinks.errors import RequestError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Only this machine: 127.0.0.1, localhost or ::1.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8080,
    library: LibraryFolder = None,
) -> None:
    """Open the page: look, confirm, search in the browser."""
    run: Serve | None = context.obj
    if run is None:
        raise RequestError("This program was started without its page.")
    with open_library(library, create=True) as opened:
        run(opened, host, port, lambda: messages.print(f"vonlinks: http://{host}:{port} (Ctrl+C ends it)"))
