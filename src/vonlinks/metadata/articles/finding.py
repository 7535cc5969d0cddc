"""Which files of a folder are pages that may tell about its photos."""

import os
from pathlib import Path

from vonlinks.metadata.articles.reading import PAGE_ENDINGS

__all__ = ["find_pages"]


def find_pages(folder: Path) -> tuple[Path, ...]:
    """The pages in a folder by name: HTML and plain text that is no sidecar of another file. Never raises."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208  names are all that is needed
    except OSError:
        return ()
    others = [name.casefold() for name in names if not name.casefold().endswith(PAGE_ENDINGS)]
    owners = {*others, *(name.rpartition(".")[0] for name in others)}
    return tuple(
        folder / name
        for name in names
        if name.casefold().endswith(PAGE_ENDINGS)
        and not (name.casefold().endswith(".txt") and name.casefold().removesuffix(".txt") in owners)
    )
