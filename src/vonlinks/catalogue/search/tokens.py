"""From the text of a query to tokens, each with its position."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vonlinks.domain import fold
from vonlinks.errors import QueryError

__all__ = ["Kind", "Token", "tokenize"]

Kind = Literal["(", ")", "-", "OR", "AND", "term", "end"]

# Keyboards and word processors turn straight quotation marks into typographic ones.
_OPENING = '"„“”'
_CLOSING = '"“”'

_BLANK = re.compile(r"\s+")
_PREFIX = re.compile(r"([A-Za-z]+):")
_QUOTED = re.compile(f"[{_OPENING}]([^{_OPENING}]*)[{_CLOSING}]")
_WORD = re.compile(rf"[^\s(){_OPENING}]+")

# A statement of this length is quick everywhere; SQLite itself refuses expressions more than 1,000 deep.
_LONGEST = 2000
_MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query.

    Attributes:
        kind: what it does.
        start: code point at which it begins.
        prefix: of a term, in lower case; "" for words without one.
        value: of a term, without quotation marks.
        quoted: whether quotation marks held the value together.
    """

    kind: Kind
    start: int
    prefix: str = ""
    value: str = ""
    quoted: bool = False


def tokenize(query: str) -> tuple[Token, ...]:
    """Cut a query into tokens; the last one is "end". Words without a letter or digit ("&") are dropped.

    Raises:
        QueryError: a quotation mark is not closed, or the query is too long.
    """
    if len(query) > _LONGEST:
        raise QueryError(f"the query is too long: at most {_LONGEST} characters can be read", _LONGEST)
    tokens = [token for token in _tokens(query) if token.kind != "term" or token.prefix or fold(token.value)]
    terms = [token for token in tokens if token.kind == "term"]
    if len(terms) > _MOST_TERMS:
        raise QueryError(f"the query has more than {_MOST_TERMS} terms", terms[_MOST_TERMS].start)
    return (*tokens, Token("end", len(query)))


def _tokens(query: str) -> Iterator[Token]:
    place = 0
    while place < len(query):
        if blank := _BLANK.match(query, place):
            place = blank.end()
        elif query[place] == "(":
            yield Token("(", place)
            place += 1
        elif query[place] == ")":
            yield Token(")", place)
            place += 1
        elif query[place] == "-" and not _stands_alone(query, place):
            yield Token("-", place)
            place += 1
        else:
            token, place = _term(query, place)
            yield token


def _stands_alone(query: str, place: int) -> bool:
    """A dash between blanks is punctuation, not a minus."""
    return place + 1 == len(query) or query[place + 1].isspace()


def _term(query: str, start: int) -> tuple[Token, int]:
    found = _PREFIX.match(query, start)
    prefix, place = (found[1].lower(), found.end()) if found else ("", start)
    if place < len(query) and query[place] in _OPENING:
        quoted = _QUOTED.match(query, place)
        if not quoted:
            raise QueryError("this quotation mark is not closed", place)
        return Token("term", start, prefix, quoted[1].strip(), quoted=True), quoted.end()
    word = _WORD.match(query, place)
    value, end = (word[0], word.end()) if word else ("", place)
    if not prefix and value in {"OR", "AND"}:
        return Token("OR" if value == "OR" else "AND", start), end
    return Token("term", start, prefix, value), end
