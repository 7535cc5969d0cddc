"""From the tree of a query to one SQL statement, and to one sentence."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true
from sqlmodel import Session, col

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
    """One row for each photo asked for, with `total` in each; a single row without id where there is none.

    The condition stands in it twice, for the total and for the page, so that a page in the order of an index is found
    without looking at all that follows it.
    """
    wanted = and_(col(PhotoRow.present).is_(True), query.condition.where() if query.condition else true())
    total = select(func.count()).select_from(PhotoRow).where(wanted).scalar_subquery()
    page = _page(query).where(wanted).limit(limit).offset(offset).subquery("page")
    one = select(literal(1).label("one")).subquery("one")
    ordered = _order(query, page.c.taken, page.c.rank, page.c.path)
    return select(total.label("total"), page.c.id).select_from(one.outerjoin(page, true())).order_by(*ordered)


def _page(query: Query) -> Select[Any]:
    """Photos in the order asked for, with all that decides it: columns `id`, `taken`, `rank`, `path`."""
    phrases = [fulltext.phrase(words.words) for words in _wanted(query.condition)]
    taken, path = col(PhotoRow.taken), col(PhotoRow.path)
    if query.sort not in {None, "relevance"} or not phrases:
        unranked: Any = literal(0).label("rank")
        return select(col(PhotoRow.id), taken, unranked, path).order_by(*_order(query, taken, None, path))
    found = fulltext.relevance(phrases)
    ranked: Select[Any] = select(col(PhotoRow.id), taken, found.c.rank, path)
    ranked = ranked.select_from(PhotoRow).outerjoin(found, found.c.number == col(PhotoRow.number))
    return ranked.order_by(*_order(query, taken, found.c.rank, path))


def _order(query: Query, taken: Any, rank: Any, path: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401 - columns of two kinds of tables
    """Photos without a date come last; paths decide between equals."""
    if query.sort == "taken":
        return [taken.asc().nulls_last(), path.asc()]
    newest = [taken.desc().nulls_last(), path.asc()]
    return newest if rank is None or query.sort == "-taken" else [rank.asc().nulls_last(), *newest]


def _wanted(node: Node | None) -> Iterator[Words]:
    """The words that the query looks for, not those that it excludes."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
