"""Values of terms that are more than words: numbers with bounds, spans of days."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Mapped

from vonlinks.catalogue.facets import days_of

__all__ = ["Bounds", "Days"]

_NUMBER = re.compile(r"(>=|<=|>|<|=)?([0-9]{1,6})")
_RANGE = re.compile(r"([0-9]{1,6})?\.\.([0-9]{1,6})?")
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """A span of whole numbers, both ends included; None is open."""

    least: int | None
    most: int | None

    @classmethod
    def read(cls, value: str) -> "Bounds":
        """Read "3", ">=3", "<3", "2..4", "2..".

        Raises:
            ValueError: with the end of a sentence that says what is needed.

        >>> Bounds.read(">3")
        Bounds(least=4, most=None)
        """
        if between := _RANGE.fullmatch(value):
            least, most = (int(end) if end else None for end in between.groups())
            if (least, most) != (None, None):
                return cls(least, most)
        found = _NUMBER.fullmatch(value)
        if not found:
            raise ValueError(f"needs a number such as 3, >=3 or 2..4, not “{value}”")
        sign, number = found[1] or "=", int(found[2])
        least = {"=": number, ">=": number, ">": number + 1}.get(sign)
        most = {"=": number, "<=": number, "<": number - 1}.get(sign)
        return cls(least, most)

    def holds(self, column: Mapped[int]) -> ColumnElement[bool]:
        """The condition on a column that is never NULL."""
        least = [column >= self.least] if self.least is not None else []
        most = [column <= self.most] if self.most is not None else []
        return and_(*least, *most)

    def says(self, one: str, many: str) -> str:
        """In words, with the noun in the singular or plural.

        >>> Bounds(1, 1).says("face", "faces"), Bounds(3, None).says("face", "faces")
        ('1 face', 'at least 3 faces')
        """
        last = self.most if self.most is not None else self.least
        noun = one if last == 1 else many
        if self.least == self.most:
            return f"{self.least} {noun}"
        if self.most is None:
            return f"at least {self.least} {noun}"
        if self.least is None:
            return f"at most {self.most} {noun}"
        return f"{self.least} to {self.most} {noun}"


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends included; None is open.

    Attributes:
        first: ISO 8601.
        last: ISO 8601.
        words: as they were written, for the sentence.
    """

    first: str | None
    last: str | None
    words: tuple[str, str]

    @classmethod
    def read(cls, value: str) -> "Days":
        """Read "2017", "2017-01", "2017-01-18", or two of them with ".." between, one of which may be missing.

        Raises:
            ValueError: with the end of a sentence that says what is needed.

        >>> Days.read("2017-02")
        Days(first='2017-02-01', last='2017-02-28', words=('2017-02', '2017-02'))
        """
        start, dots, end = value.partition("..")
        end = end if dots else start
        first, last = _ends(start), _ends(end)
        if (start and not first) or (end and not last) or not (first or last):
            raise ValueError(f"needs a date such as 2017, 2017-01 or 2017-01-01..2017-03-31, not “{value}”")
        days = cls(first[0] if first else None, last[1] if last else None, (start, end))
        if days.first and days.last and days.first > days.last:
            raise ValueError(f"ends before it begins: “{value}”")
        return days

    def says(self) -> str:
        """In words that follow "photos"."""
        start, end = self.words
        if start == end:
            return f"from {start}"
        if not start:
            return f"until {end}"
        return f"from {start} to {end}" if end else f"from {start} on"


def _ends(text: str) -> tuple[str, str] | None:
    return days_of(text) if _DAY.fullmatch(text) else None
