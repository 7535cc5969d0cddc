"""The program: its commands, and the one place where an error becomes a sentence and an exit code.

Exit codes: 0 done; 1 done, but some photos failed; 2 the request was wrong; 130 stopped by the user.
"""

import os
import signal
import sys
from types import FrameType

import typer

from vonlinks.cli.commands import (
    article,
    caption,
    compose,
    faces,
    ingest,
    people,
    photos,
    review,
    search,
    serve,
    suggest,
    unnamed,
)
from vonlinks.cli.options import Serve
from vonlinks.errors import VonlinksError

__all__ = ["app", "main"]

app = typer.Typer(
    name="vonlinks",
    help="A library for press photos that knows who is in the picture because it reads the caption.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for module in (ingest, photos, review, suggest, search, caption, compose, article, faces, serve):
    module.register(app)
app.add_typer(people.app, name="people")
app.add_typer(unnamed.app, name="unnamed")


def main(serve: Serve | None = None) -> None:
    """Run the program; every error that vonlinks raises on purpose ends as one sentence on standard error.

    Args:
        serve: serves the page for `vonlinks serve`; the command line does not know the page itself.
    """
    signal.signal(signal.SIGINT, _stop)
    try:
        app(obj=serve)
    except VonlinksError as error:
        _end(str(error), 2)
    except BrokenPipeError:
        # The reader of our output (head, a pager) has seen enough; Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except _StoppedError:
        _end("Stopped. What was done is kept; the same command continues.", 130)
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        _end(f"{error.strerror or error}{place}.", 2)


class _StoppedError(BaseException):
    """The user pressed Ctrl+C. Not a KeyboardInterrupt, which the command line library would answer in its own words."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _StoppedError


def _end(sentence: str, code: int) -> None:
    print(f"vonlinks: {sentence}", file=sys.stderr)
    sys.exit(code)
