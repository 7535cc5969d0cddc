"""Asking for any number of values at once: SQLite takes 32,766 in one statement, and only 999 before its version 3.32."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Mapped

__all__ = ["among", "slices"]

T = TypeVar("T")

_AT_ONCE = 500


def among(column: Mapped[Any], values: Collection[int] | Collection[str]) -> ColumnElement[bool]:
    """Whether a column has one of these values; where they are many they go as one, so that there may be any number.

    Args:
        column: of whole numbers, or of text as it is stored.
        values: to look for, without lone surrogates.
    """
    if len(values) <= _AT_ONCE:
        return column.in_(list(values))
    listed = func.json_each(bindparam(None, json.dumps(sorted(values)))).table_valued("value")
    return column.in_(select(listed.c.value))


def slices(values: Collection[T]) -> Iterator[Sequence[T]]:
    """The values in parts that one statement takes."""
    rest = iter(values)
    while part := list(islice(rest, _AT_ONCE)):
        yield part
