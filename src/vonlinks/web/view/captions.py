"""A caption as the page shows it: in pieces, names leading to their faces, and as lists of who stands where."""

from dataclasses import dataclass

from vonlinks.caption.outline import credit_words, sections
from vonlinks.caption.view import SegmentKind, segments
from vonlinks.domain import CaptionReading, Mention, fold
from vonlinks.web.view.faces import FaceView
from vonlinks.web.view.words import LANGUAGES

__all__ = ["ListedPerson", "PeopleList", "Piece", "ReadingView", "pieces", "reading_view"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the caption's text.

    Attributes:
        text: as written; all pieces joined are the caption.
        kind: what the run was read as.
        name: the person whom the run is about, for a name, a role or a place of one person.
        face: id of the face that shows the person, as far as confirmed or suggested.
        number: of that face.
    """

    text: str
    kind: SegmentKind
    name: str | None = None
    face: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One line of a list.

    Attributes:
        place: the number in the list, the place in words, or "–".
        face: id of the face that shows the person, as far as confirmed or suggested.
    """

    place: str
    name: str
    role: str | None
    face: str | None


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list of the reading; `numbered` where its places are numbers."""

    title: str
    numbered: bool
    people: tuple[ListedPerson, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """All that was understood of a caption.

    Attributes:
        language: ISO 639-1 code.
        language_name: the same in words.
        kinds: what occurs in it besides prose, for the legend.
        credit: in words; "" for none.
        date: ISO 8601, as partial as it is told; None for none.
        notes: warnings, one sentence each.
    """

    language: str
    language_name: str
    pieces: tuple[Piece, ...]
    kinds: tuple[SegmentKind, ...]
    lists: tuple[PeopleList, ...]
    credit: str
    date: str | None
    notes: tuple[str, ...]


_KINDS: tuple[SegmentKind, ...] = ("name", "absent", "role", "place", "date", "credit", "unread")


def pieces(reading: CaptionReading, faces: tuple[FaceView, ...]) -> tuple[Piece, ...]:
    """Cut the caption as it was read, each name with the face that shows the person."""
    shown = _faces_by_name(faces)
    return tuple(
        _piece(
            reading.text[cut.start : cut.end],
            cut.kind,
            None if cut.mention is None else reading.people[cut.mention],
            shown,
        )
        for cut in segments(reading)
    )


def reading_view(reading: CaptionReading, faces: tuple[FaceView, ...] = ()) -> ReadingView:
    """The whole reading, its people with the faces of the photo that show them."""
    cut = pieces(reading, faces)
    present = {piece.kind for piece in cut}
    shown = _faces_by_name(faces)

    def listed(place: str, mention: Mention) -> ListedPerson:
        face = shown.get(fold(mention.name))
        return ListedPerson(place, mention.name, mention.role, face.id if face else None)

    lists = (
        PeopleList(
            section.title,
            section.lines[0][0].isdecimal(),
            tuple(listed(place, reading.people[number]) for place, number in section.lines),
        )
        for section in sections(reading)
    )
    return ReadingView(
        language=reading.language,
        language_name=dict(LANGUAGES).get(reading.language, reading.language),
        pieces=cut,
        kinds=tuple(kind for kind in _KINDS if kind in present),
        lists=tuple(lists),
        credit=credit_words(reading.credit),
        date=reading.date,
        notes=reading.warnings,
    )


def _faces_by_name(faces: tuple[FaceView, ...]) -> dict[str, FaceView]:
    return {fold(face.name): face for face in reversed(faces) if face.name}


def _piece(text: str, kind: SegmentKind, mention: Mention | None, shown: dict[str, FaceView]) -> Piece:
    if mention is None:
        return Piece(text, kind)
    face = shown.get(fold(mention.name))
    return Piece(text, kind, mention.name, face.id, face.number) if face else Piece(text, kind, mention.name)
