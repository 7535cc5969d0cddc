"""The terms of the query language: the classes, and the table of prefixes that documents them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from vonlinks.catalogue import fulltext, names
from vonlinks.catalogue.rows import AppearanceRow, OriginalRow, PhotoRow
from vonlinks.catalogue.search.nodes import Node
from vonlinks.catalogue.search.values import Bounds, Days
from vonlinks.domain import fold

__all__ = [
    "FREE_WORDS",
    "SORTS",
    "TERMS",
    "Blank",
    "Field",
    "Number",
    "Only",
    "PathPart",
    "Person",
    "State",
    "Taken",
    "TermHelp",
    "Words",
]

NameKind = Literal["person", "confirmed", "suggested", "named"]
FieldName = Literal["city", "country", "event", "keyword", "credit", "byline", "copyright"]
BlankName = Literal["date", FieldName]
StateName = Literal["unconfirmed", "conflict", "embargoed"]
NumberName = Literal["faces", "persons"]

_NAME_SENTENCES: Mapping[NameKind, tuple[str, str]] = {
    "person": ("with {}", "without {}"),
    "confirmed": ("with a face confirmed as {}", "without a face confirmed as {}"),
    "suggested": ("with a face that may be {}", "without a face that may be {}"),
    "named": ("whose caption names {}", "whose caption does not name {}"),
}

_KINDS: Mapping[NameKind, tuple[str, ...]] = {
    "person": ("confirmed", "named"),
    "confirmed": ("confirmed",),
    "suggested": ("suggested",),
    "named": ("named",),
}

_FIELD_SENTENCES: Mapping[FieldName, tuple[str, str]] = {
    "city": ("in {}", "not in {}"),
    "country": ("in {}", "not in {}"),
    "event": ("of the event “{}”", "not of the event “{}”"),
    "keyword": ("with the keyword “{}”", "without the keyword “{}”"),
    "credit": ("credited to {}", "not credited to {}"),
    "byline": ("by {}", "not by {}"),
    "copyright": ("with copyright {}", "without copyright {}"),
}

_BLANK_WORDS: Mapping[BlankName, str] = {
    "date": "a date",
    "city": "a city",
    "country": "a country",
    "event": "an event",
    "keyword": "keywords",
    "credit": "a credit",
    "byline": "a byline",
    "copyright": "a copyright notice",
}

_STATE_SENTENCES: Mapping[StateName, tuple[str, str]] = {
    "unconfirmed": ("that wait for an editor", "that wait for no editor"),
    "conflict": ("whose caption and faces do not fit", "whose caption and faces fit"),
    "embargoed": ("under embargo", "not under embargo"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """A name: all its words, whole and in any order, in one name with which the photo can be found."""

    kind: NameKind
    name: str

    def where(self) -> ColumnElement[bool]:
        """One name of the right kind holds all the words."""
        kinds = col(AppearanceRow.kind).in_(_KINDS[self.kind])
        return col(PhotoRow.id).in_(select(AppearanceRow.photo_id).where(kinds, names.has_words(self.name)))

    def says(self) -> str:
        """With whom."""
        return _NAME_SENTENCES[self.kind][0].format(self.name)

    def denies(self) -> str:
        """Without whom."""
        return _NAME_SENTENCES[self.kind][1].format(self.name)


@dataclass(frozen=True, slots=True)
class Only:
    """A person and nobody else: no other name, and no more than one face."""

    name: str

    def where(self) -> ColumnElement[bool]:
        """The person is there, and one name, and at most one face."""
        alone = and_(col(PhotoRow.person_count) == 1, col(PhotoRow.face_count) <= 1)
        return and_(Person("person", self.name).where(), alone)

    def says(self) -> str:
        """With whom."""
        return f"with nobody but {self.name}"

    def denies(self) -> str:
        """Without whom."""
        return f"not with {self.name} alone"


@dataclass(frozen=True, slots=True)
class Number:
    """How many faces or named people."""

    of: NumberName
    bounds: Bounds

    def where(self) -> ColumnElement[bool]:
        """The number lies within the bounds."""
        return self.bounds.holds(col(PhotoRow.face_count if self.of == "faces" else PhotoRow.person_count))

    def says(self) -> str:
        """How many."""
        if self.of == "faces":
            return f"with {self.bounds.says('face', 'faces')}"
        return f"with {self.bounds.says('person', 'people')} known by name"

    def denies(self) -> str:
        """How many not."""
        return f"not {self.says()}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A day or a span of days; a photo of which only the month is known is found by that month and by its year."""

    days: Days

    def where(self) -> ColumnElement[bool]:
        """All days that the photo's date may mean lie within the span."""
        bounds: list[ColumnElement[bool]] = [col(PhotoRow.first_day).is_not(None)]
        if self.days.first:
            bounds.append(col(PhotoRow.first_day) >= self.days.first)
        if self.days.last:
            bounds.append(col(PhotoRow.last_day) <= self.days.last)
        return and_(*bounds)

    def says(self) -> str:
        """From when."""
        return self.days.says()

    def denies(self) -> str:
        """Not from when."""
        return f"not {self.days.says()}"


@dataclass(frozen=True, slots=True)
class Field:
    """Words that stand side by side in one field."""

    name: FieldName
    words: str

    def where(self) -> ColumnElement[bool]:
        """The field holds the words."""
        return fulltext.matches(col(PhotoRow.number), (self.name,), self.words)

    def says(self) -> str:
        """What the field holds."""
        return _FIELD_SENTENCES[self.name][0].format(self.words)

    def denies(self) -> str:
        """What the field does not hold."""
        return _FIELD_SENTENCES[self.name][1].format(self.words)


@dataclass(frozen=True, slots=True)
class Blank:
    """A field in which nothing stands."""

    name: BlankName

    def where(self) -> ColumnElement[bool]:
        """The field is empty."""
        return col(PhotoRow.blank).contains(f" {self.name} ")

    def says(self) -> str:
        """What is missing."""
        return f"without {_BLANK_WORDS[self.name]}"

    def denies(self) -> str:
        """What is there."""
        return f"with {_BLANK_WORDS[self.name]}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side in caption, headline or keywords."""

    words: str

    def where(self) -> ColumnElement[bool]:
        """One of the three holds the words."""
        return fulltext.matches(col(PhotoRow.number), fulltext.FREE, self.words)

    def says(self) -> str:
        """What they mention."""
        return f"that mention “{self.words}”"

    def denies(self) -> str:
        """What they do not mention."""
        return f"that do not mention “{self.words}”"


@dataclass(frozen=True, slots=True)
class State:
    """What is to be done with the photo, or must not be."""

    name: StateName

    def where(self) -> ColumnElement[bool]:
        """The photo is in this state."""
        if self.name == "embargoed":
            return col(PhotoRow.embargoed).is_(True)
        return col(PhotoRow.status).in_(("conflict",) if self.name == "conflict" else ("pending", "conflict"))

    def says(self) -> str:
        """In which state."""
        return _STATE_SENTENCES[self.name][0]

    def denies(self) -> str:
        """Not in which state."""
        return _STATE_SENTENCES[self.name][1]


@dataclass(frozen=True, slots=True)
class PathPart:
    """A piece of the path of any of the photo's originals."""

    part: str

    def where(self) -> ColumnElement[bool]:
        """One path holds the piece; upper and lower case are alike."""
        holds = col(OriginalRow.path).icontains(self.part, autoescape=True)
        known = col(OriginalRow.photo_id).is_not(None)
        return col(PhotoRow.id).in_(select(OriginalRow.photo_id).where(known, holds))

    def says(self) -> str:
        """Which piece."""
        return f"with “{self.part}” in their path"

    def denies(self) -> str:
        """Which piece not."""
        return f"without “{self.part}” in their path"


@dataclass(frozen=True, slots=True)
class TermHelp:
    """One prefix: how to build its term, and its documentation.

    Attributes:
        build: from the value; raises ValueError with the end of a sentence that begins "prefix: …".
        finds: which photos, in plain words.
        example: a query.
        none: whether "none" finds photos in which the field is empty.
    """

    build: Callable[[str], Node]
    finds: str
    example: str
    none: bool = False


def _name(kind: NameKind) -> Callable[[str], Node]:
    return lambda value: Person(kind, _worded(value))


def _field(name: FieldName) -> Callable[[str], Node]:
    return lambda value: Field(name, _worded(value))


def _worded(value: str) -> str:
    if not fold(value):
        raise ValueError(f"needs a word, not “{value}”")
    return value


def _number(of: NumberName) -> Callable[[str], Node]:
    return lambda value: Number(of, Bounds.read(value))


def _state(value: str) -> Node:
    for name in _STATE_SENTENCES:
        if value.lower() == name:
            return State(name)
    raise ValueError(f"needs one of {', '.join(_STATE_SENTENCES)}, not “{value}”")


TERMS: Mapping[str, TermHelp] = {
    "person": TermHelp(
        _name("person"), "the person is confirmed, or named by the caption and not as absent", "person:Köllner"
    ),
    "confirmed": TermHelp(
        _name("confirmed"), "an editor confirmed a face as the person", 'confirmed:"Susanne Köllner"'
    ),
    "suggested": TermHelp(
        _name("suggested"), "the person is suggested for a face and nobody has decided", "suggested:Köllner"
    ),
    "named": TermHelp(_name("named"), "the caption, or its field for people shown, names the person", "named:Köllner"),
    "only": TermHelp(
        lambda value: Only(_worded(value)), "the person, no other name and no second face", 'only:"Susanne Köllner"'
    ),
    "faces": TermHelp(_number("faces"), "so many faces were found: 3, >=3, <3, 2..4", "faces:>=3"),
    "persons": TermHelp(_number("persons"), "so many people are confirmed or named", "persons:2"),
    "date": TermHelp(
        lambda value: Taken(Days.read(value)),
        "taken, or else dated by the caption, within a day, month, year or span; a span may be open",
        "date:2017-01-01..2017-03-31",
        none=True,
    ),
    "city": TermHelp(_field("city"), "the city", "city:Bochum", none=True),
    "country": TermHelp(_field("country"), "the country", "country:Deutschland", none=True),
    "event": TermHelp(_field("event"), "the event", "event:Neujahrsempfang", none=True),
    "keyword": TermHelp(_field("keyword"), "one of the keywords", "keyword:Ratssitzung", none=True),
    "credit": TermHelp(
        _field("credit"), "the credit line, or who the caption's rights line names", "credit:Ratsfraktion", none=True
    ),
    "byline": TermHelp(
        _field("byline"), "who took it, by its field or the caption's rights line", 'byline:"Eva Beispiel"', none=True
    ),
    "copyright": TermHelp(
        _field("copyright"), "the copyright notice, or the holder after the caption's ©", "copyright:none", none=True
    ),
    "is": TermHelp(
        _state,
        "unconfirmed: waits for an editor; conflict: caption and faces do not fit; embargoed: the instructions speak of"
        " an embargo, past or not",
        "is:unconfirmed",
    ),
    "path": TermHelp(PathPart, "a piece of a file's path", "path:2017/rathaus"),
}
"""Every prefix that selects photos; `sort:` stands apart, see SORTS."""

SORTS: Mapping[str, str] = {"taken": "oldest first", "-taken": "newest first", "relevance": "best match first"}
"""What `sort:` takes, with its words in the sentence."""

FREE_WORDS = "the word stands in caption, headline or keywords"
"""What a term without a prefix finds. Everywhere quotation marks hold words together, and a star lets the last go on."""
