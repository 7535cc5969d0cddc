"""From tokens to the tree of a query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from vonlinks.catalogue.search.nodes import And, Node, Not, Or
from vonlinks.catalogue.search.terms import SORTS, TERMS, Blank, BlankName, Words
from vonlinks.catalogue.search.tokens import Kind, Token, tokenize
from vonlinks.errors import QueryError

__all__ = ["Query", "Sort", "parse"]

Sort = Literal["taken", "-taken", "relevance"]

# Deeper than anybody writes by hand, far from the interpreter's own limit.
_DEEPEST = 30


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read.

    Attributes:
        condition: which photos; None for all.
        sort: in which order; None for the usual one: best match first where words are looked up, else newest first.
    """

    condition: Node | None
    sort: Sort | None = None


def parse(query: str) -> Query:
    """Read a query.

    Raises:
        QueryError: with the position at which reading stopped and one sentence that says what is needed.

    >>> parse('person:Eiskirch sort:taken')
    Query(condition=Person(kind='person', name='Eiskirch'), sort='taken')
    """
    sort, tokens = _take_sort(tokenize(query))
    parser = _Parser(tokens)
    if parser.at("end"):
        return Query(None, sort)
    condition = parser.any()
    if not parser.at("end"):
        raise QueryError("this bracket was never opened", parser.token.start)
    return Query(condition, sort)


def _take_sort(tokens: Sequence[Token]) -> tuple[Sort | None, list[Token]]:
    """Lift `sort:` out: it orders the whole result, wherever it stands outside of brackets."""
    rest: list[Token] = []
    found: list[Token] = []
    depth = 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if token.prefix != "sort":
            rest.append(token)
        elif depth > 0 or (rest and rest[-1].kind == "-"):
            raise QueryError("sort: orders the whole result; it cannot stand in brackets or after a minus", token.start)
        elif found:
            raise QueryError("sort: can be given only once", token.start)
        else:
            found.append(token)
    return (_sort(found[0]) if found else None), rest


def _sort(token: Token) -> Sort:
    value = token.value.lower()
    if value not in SORTS:
        raise QueryError(f"sort: needs one of {', '.join(SORTS)}, not “{token.value}”", token.start)
    return cast("Sort", value)


class _Parser:
    """Recursive descent over the tokens of one query; the grammar stands in each method."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self._tokens[self._place]

    def at(self, *kinds: Kind) -> bool:
        """Whether it is of one of these kinds."""
        return self.token.kind in kinds

    def any(self) -> Node:
        """Any = all { "OR" all }."""
        parts = [self.all("a term is missing before OR" if self.at("OR") else "a term is missing here")]
        while self.at("OR"):
            self._place += 1
            parts.append(self.all("a term is missing after OR"))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all(self, missing: str) -> Node:
        """All = one { ["AND"] one }."""
        parts = [self.one(missing)]
        while self.at("term", "-", "(", "AND"):
            if self.at("AND"):
                self._place += 1
                parts.append(self.one("a term is missing after AND"))
            else:
                parts.append(self.one(missing))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self, missing: str) -> Node:
        """One = { "-" } ( "(" any ")" | term )."""
        token = self.token
        if token.kind == "-":
            self._descend()
            part: Node = Not(self.one("a term is missing after the minus"))
            self._depth -= 1
            return part
        if token.kind == "(":
            self._descend()
            part = self.any()
            if not self.at(")"):
                raise QueryError("this bracket is not closed", token.start)
            self._place += 1
            self._depth -= 1
            return part
        if token.kind != "term":
            raise QueryError(missing, token.start)
        self._place += 1
        return _term(token)

    def _descend(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError(f"brackets and minuses go deeper than {_DEEPEST} levels", self.token.start)
        self._place += 1


def _term(token: Token) -> Node:
    """One term = [ prefix ":" ] ( word | "quoted words" )."""
    prefix, value = token.prefix, token.value
    if not prefix:
        return Words(value)
    if prefix not in TERMS:
        known = ", ".join(f"{name}:" for name in (*TERMS, "sort"))
        raise QueryError(f"there is no term “{prefix}:”; there are {known} (quotation marks keep a colon)", token.start)
    known_term = TERMS[prefix]
    if not value:
        raise QueryError(f"{prefix}: needs a value, as in {known_term.example}", token.start)
    if known_term.none and value.lower() == "none" and not token.quoted:
        return Blank(cast("BlankName", prefix))
    try:
        return known_term.build(value)
    except ValueError as error:
        raise QueryError(f"{prefix}: {error}", token.start) from None
