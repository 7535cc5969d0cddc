"""The tree of a query: each node gives its condition in SQL and its words in the sentence."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement, and_, not_, or_

__all__ = ["And", "Node", "Not", "Or"]


class Node(Protocol):
    """A condition on photos, true or false for each of them and never unknown."""

    def where(self) -> ColumnElement[bool]:
        """The condition on a row of the table `photo`."""
        ...

    def says(self) -> str:
        """The condition in words that follow "photos": "with Thomas Eiskirch"."""
        ...

    def denies(self) -> str:
        """The opposite: "without Thomas Eiskirch"."""
        ...


@dataclass(frozen=True, slots=True)
class And:
    """All of at least two conditions."""

    parts: tuple[Node, ...]

    def where(self) -> ColumnElement[bool]:
        """All are true."""
        return and_(*(part.where() for part in self.parts))

    def says(self) -> str:
        """Separated by commas, alternatives in brackets."""
        return ", ".join(f"({part.says()})" if isinstance(part, Or) else part.says() for part in self.parts)

    def denies(self) -> str:
        """In brackets after "not"."""
        return f"not ({self.says()})"


@dataclass(frozen=True, slots=True)
class Or:
    """Any of at least two conditions."""

    parts: tuple[Node, ...]

    def where(self) -> ColumnElement[bool]:
        """One is true."""
        return or_(*(part.where() for part in self.parts))

    def says(self) -> str:
        """Separated by "or", what belongs together in brackets."""
        return " or ".join(part.says() if not isinstance(part, And) else f"({part.says()})" for part in self.parts)

    def denies(self) -> str:
        """In brackets after "not"."""
        return f"not ({self.says()})"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: Node

    def where(self) -> ColumnElement[bool]:
        """It is false."""
        return not_(self.part.where())

    def says(self) -> str:
        """As the part denies it."""
        return self.part.denies()

    def denies(self) -> str:
        """As the part says it."""
        return self.part.says()
