"""From the tree of a query to one SQL statement, and to one sentence."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, true
from sqlmodel import Session, col, select

from vonlinks.catalogue import fulltext
from vonlinks.catalogue.rows import PhotoRow
from vonlinks.catalogue.search.nodes import And, Node, Or
from vonlinks.catalogue.search.parser import Query
from vonlinks.catalogue.search.terms import SORTS, Words
from vonlinks.domain import SearchResult
from vonlinks.errors import RequestError

__all__ = ["find", "meaning", "statement"]

# More photos than any catalogue has; SQLite's own numbers end at 2**63.
_MOST = 2**40


def find(session: Session, query: Query, limit: int | None, offset: int) -> SearchResult:
    """Run a query.

    Raises:
        RequestError: `limit` or `offset` is negative.
    """
    if offset < 0 or (limit is not None and limit < 0):
        raise RequestError("limit and offset cannot be negative")
    limit = None if limit is None else min(limit, _MOST)
    rows = session.execute(statement(query, limit, min(offset, _MOST))).all()
    return SearchResult(
        total=rows[0].total, meaning=meaning(query), photos=tuple(row.id for row in rows if row.id is not None)
    )


def meaning(query: Query) -> str:
    """The query as a sentence.

    >>> from vonlinks.catalogue.search.parser import parse
    >>> meaning(parse('person:"Thomas Eiskirch" -person:"Rainer Schug" date:2017'))
    'photos with Thomas Eiskirch, without Rainer Schug, from 2017'
    """
    sentence = f"photos {query.condition.says()}" if query.condition else "all photos"
    return f"{sentence}, {SORTS[query.sort]}" if query.sort else sentence


def statement(query: Query, limit: int | None, offset: int) -> Select[Any]:
    """One row for each photo asked for, with `total` in each; a single row without id where there is none."""
    source, order = _ordered(query)
    place = func.row_number().over(order_by=order).label("place")
    condition = query.condition.where() if query.condition else true()
    hits = source.add_columns(place).where(col(PhotoRow.present), condition).cte("hits")
    asked = select(hits.c.id, hits.c.place).where(hits.c.place > offset)
    if limit is not None:
        asked = asked.where(hits.c.place <= offset + limit)
    page = asked.subquery("page")
    total = select(func.count()).select_from(hits).scalar_subquery()
    one = select(literal(1).label("one")).subquery("one")
    return select(total.label("total"), page.c.id).select_from(one.outerjoin(page, true())).order_by(page.c.place)


def _ordered(query: Query) -> tuple[Select[Any], Sequence[ColumnElement[Any]]]:
    """Photos with what their order needs. Photos without a date come last; paths decide between equals."""
    photos: Select[Any] = select(col(PhotoRow.id))
    ties: list[ColumnElement[Any]] = [col(PhotoRow.path).asc(), col(PhotoRow.id).asc()]
    newest = col(PhotoRow.taken).desc().nulls_last()
    if query.sort == "taken":
        return photos, [col(PhotoRow.taken).asc().nulls_last(), *ties]
    phrases = [fulltext.phrase(words.words) for words in _wanted(query.condition)]
    if query.sort == "-taken" or not phrases:
        return photos, [newest, *ties]
    found: Subquery = fulltext.relevance(phrases)
    joined = photos.select_from(PhotoRow).outerjoin(found, found.c.number == col(PhotoRow.number))
    return joined, [found.c.rank.asc().nulls_last(), newest, *ties]


def _wanted(node: Node | None) -> Iterator[Words]:
    """The words that the query looks for, not those that it excludes."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
