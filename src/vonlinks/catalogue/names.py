"""The words of names, so that a name is found by any of its words without walking over all names."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, delete, insert
from sqlmodel import Session, col, select

from vonlinks.catalogue import fulltext
from vonlinks.catalogue.many import among
from vonlinks.catalogue.rows import AppearanceRow, NameWordRow

__all__ = ["has_words", "keep_words"]

# Follows every word that goes on: no name holds the last code point of all.
_LAST = "\U0010ffff"


def keep_words(session: Session, *, gone: Iterable[str], there: Iterable[str]) -> None:
    """Let the words be those of the names in `appearance`, after rows with the names `gone` gave way to those `there`."""
    there = set(there)
    gone = set(gone) - there
    if gone:
        held = select(AppearanceRow.folded).where(among(col(AppearanceRow.folded), gone))
        unheld = gone - set(session.exec(held.distinct()).all())
        session.execute(delete(NameWordRow).where(among(col(NameWordRow.folded), unheld)))
    if not there:
        return
    known = select(NameWordRow.folded).where(among(col(NameWordRow.folded), there)).distinct()
    new = there - set(session.exec(known).all())
    if words := [{"word": word, "folded": name} for name in new for word in set(name.split())]:
        session.execute(insert(NameWordRow), words)


def has_words(asked: str) -> ColumnElement[bool]:
    """Whether the name of a row of `appearance` holds all words, whole and in any order; a star lets the last go on."""
    folded, open_ended = fulltext.phrase(asked)
    *words, last = folded.split()
    conditions = [col(NameWordRow.word) == word for word in words]
    ends = and_(col(NameWordRow.word) >= last, col(NameWordRow.word) < last + _LAST)
    conditions.append(ends if open_ended else col(NameWordRow.word) == last)
    return and_(*(col(AppearanceRow.folded).in_(select(NameWordRow.folded).where(holds)) for holds in conditions))
