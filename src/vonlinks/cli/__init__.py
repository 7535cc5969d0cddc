"""The command line on top of the workflows."""

from vonlinks.cli.app import main

__all__ = ["main"]
