"""What a caption says, as values."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["CaptionReading", "Credit", "Mention", "Position", "Row", "Side", "Span"]

Side = Literal["left", "right", "center"]
"""Always the viewer's left and right."""

Row = Literal["front", "back", "middle"] | int
"""A row by its word, or the number that the caption counts it by."""

Span = tuple[int, int]
"""[start, end) in code points of the caption text."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the caption puts a person.

    Attributes:
        side: the side counted from; None only where nothing but the row is told.
        index: the place counted from `side` within its row and list, from 1; None for the center, and where only
            the side is told ("rechts im Bild: A und B").
        row: the row as the caption names it; None where it names none.
    """

    side: Side | None
    index: int | None = None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One person named in a caption.

    Attributes:
        name: as written, without titles; a surname shared by a couple is expanded.
        span: of the name in the text.
        role: titles, offices, functions, as written; None if the caption gives none.
        pictured: True, False, or None where the caption does not say.
        position: None if the caption gives none.
        group: number of the list that the person stands in, from 1; a lone "(l.)" is a group too; None without position.
        surface: the words that stand at `span`, where they differ from `name` (a shared surname, broken letters).
        age: in years, where the caption gives one with the name.
        marker: the words that gave the position ("(l.)", "v.l.n.r."), for the evidence shown to an editor.
        clock: the place in a clockwise list, from 1; such a person has no `position`.
        role_spans: where the parts of the role stand in the text; none for a role that another person lends.
        marker_span: of `marker` in the text.
    """

    name: str
    span: Span
    role: str | None = None
    pictured: bool | None = None
    position: Position | None = None
    group: int | None = None
    surface: str | None = None
    age: int | None = None
    marker: str | None = None
    clock: int | None = None
    role_spans: tuple[Span, ...] = ()
    marker_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """The rights line inside a caption.

    Attributes:
        holder: what follows "©" without the year, or a body that is neither person nor agency.
        photographer: a person.
        agency: a news or stock agency, its name only.
        year: of the copyright, not of the event.
        span: of the whole line in the text.
    """

    span: Span
    holder: str | None = None
    photographer: str | None = None
    agency: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CaptionReading:
    """All that was understood of one caption; what was not is in `unread`.

    Attributes:
        text: the caption, untouched; all spans point into it.
        language: ISO 639-1 code.
        people: in the order of the text.
        credit: None if the text has none.
        date: the day the caption tells, ISO 8601 ("2017-01-18", or partial "2017-01", "2017"); None if none.
        warnings: one sentence each.
        unread: spans that served no purpose in the reading.
        complete: for each group number, whether its list names everybody in its row from end to end.
        date_span: of `date` in the text.
    """

    text: str
    language: str
    people: tuple[Mention, ...] = ()
    credit: Credit | None = None
    date: str | None = None
    warnings: tuple[str, ...] = ()
    unread: tuple[Span, ...] = ()
    complete: tuple[tuple[int, bool], ...] = ()
    date_span: Span | None = None
