"""Which files of a folder are pages that may tell about its photos."""

import os
from collections.abc import Collection
from pathlib import Path

from vonlinks.metadata.articles.reading import PAGE_ENDINGS

__all__ = ["find_pages"]


def find_pages(folder: Path) -> tuple[Path, ...]:
    """The pages in a folder by name: HTML and plain text that is no sidecar of another file. Never raises."""
    try:
        names = [(name.casefold(), name) for name in os.listdir(folder) if name[0] != "."]  # noqa: PTH208  names are all that is needed
    except OSError:
        return ()
    pages = sorted(name for key, name in names if key.endswith(PAGE_ENDINGS))
    if not pages:
        return ()  # as in most folders, which may hold thousands of photos
    others = [key for key, _ in names if not key.endswith(PAGE_ENDINGS)]
    owners = {*others, *(key.rpartition(".")[0] for key in others)}
    return tuple(folder / name for name in pages if not _is_sidecar(name.casefold(), owners))


def _is_sidecar(key: str, owners: Collection[str]) -> bool:
    return key.endswith(".txt") and key.removesuffix(".txt") in owners
