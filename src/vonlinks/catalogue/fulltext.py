"""Full-text search: the one place that knows SQLite's FTS5.

What goes in and what is asked for is folded first (vonlinks.domain.fold), so the index holds only letters, digits and
spaces, and its plain "ascii" tokenizer cuts exactly at the spaces.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Subquery, column, func, literal_column, select, table
from sqlalchemy.orm import Mapped, Session

from vonlinks.domain import fold

__all__ = ["FIELDS", "FREE", "Phrase", "add", "matches", "phrase", "relevance", "replace"]

FREE = ("caption", "headline", "keyword")
"""The fields that a word without a prefix is looked up in."""

FIELDS = (*FREE, "city", "country", "event", "credit", "byline", "copyright")

# A word of its own between the values of one field, so that no phrase reaches from one value into the next.
_BETWEEN = " ¶ "

_WORDS = table("photo_words", column("rowid"), *(column(name) for name in FIELDS))

Phrase = tuple[str, bool]
"""Folded words that stand side by side, and whether the last one may go on."""


def phrase(words: str) -> Phrase:
    """What is looked for when somebody writes `words`: a star at the end lets the last one go on.

    >>> phrase("Bürgermeist*")
    ('burgermeist', True)
    """
    return fold(words), words.endswith("*")


def replace(session: Session, number: int, texts: Mapping[str, Sequence[str]]) -> None:
    """Replace what the index holds of the photo with this row number."""
    session.execute(_WORDS.delete().where(_WORDS.c.rowid == number))
    add(session, number, texts)


def add(session: Session, number: int, texts: Mapping[str, Sequence[str]]) -> None:
    """Let the index hold a photo that it does not hold yet."""
    folded = {name: _BETWEEN.join(fold(text) for text in texts.get(name, ())) for name in FIELDS}
    session.execute(_WORDS.insert().values(rowid=number, **folded))


def matches(number: Mapped[int | None], fields: Sequence[str], words: str) -> ColumnElement[bool]:
    """Whether one of the fields of the photo with this row number holds the words side by side."""
    return number.in_(select(_WORDS.c.rowid).where(_match(fields, [phrase(words)])))


def relevance(phrases: Iterable[Phrase]) -> Subquery:
    """The photos that hold any of the phrases: columns `number` and `rank` (BM25, best is lowest)."""
    rank = func.bm25(literal_column("photo_words")).label("rank")
    return select(_WORDS.c.rowid.label("number"), rank).where(_match(FREE, list(phrases))).subquery("relevance")


def _match(fields: Sequence[str], phrases: Sequence[Phrase]) -> ColumnElement[bool]:
    asked = " OR ".join(f'"{words}"{" *" if open_ended else ""}' for words, open_ended in phrases)
    return literal_column("photo_words").op("MATCH", is_comparison=True)(f"{{{' '.join(fields)}}} : ({asked})")
