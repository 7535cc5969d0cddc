"""From confirmed faces, or a plain list of names, to the sentence that a newsroom prints under the picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from vonlinks.caption import Style, compose
from vonlinks.domain import FaceRecord, Mention, PhotoRecord, Position, Row, bare_name, fold
from vonlinks.errors import RequestError

__all__ = ["FIRST_ROWS", "STYLES", "Composed", "FirstRow", "compose_names", "compose_photo", "style_of"]

STYLES: tuple[Style, ...] = ("de", "en", "ap")

FirstRow = Literal["front", "back"]
"""The row that is named first; German and English newspapers do both."""

FIRST_ROWS: tuple[FirstRow, ...] = ("front", "back")

_BACKGROUND = 0.5
"""A face that nobody named and that is less than half as high as the smallest confirmed one stands at least twice as far
away: no reader counts it when told "2nd from left"."""

_Placed = tuple[str, str | None] | None
"""The name and role of one person in a row; None for somebody without a name who takes a place."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed caption.

    Attributes:
        text: the sentence, or one for each row.
        people: in the order in which they are named, each with the place that the sentence gives.
    """

    text: str
    style: Style
    people: tuple[Mention, ...]


def style_of(record: PhotoRecord) -> Style:
    """The style in the language of the photo's caption; German where there is none, or none of ours."""
    return "en" if record.reading is not None and record.reading.language == "en" else "de"


def compose_photo(
    record: PhotoRecord,
    role_of: Callable[[str], str | None] = lambda _: None,
    *,
    style: Style | None = None,
    first_row: FirstRow = "front",
) -> Composed:
    """The sentence that names the confirmed faces of a photo in their order.

    Args:
        record: rows and ranks of its faces give the places; unnamed people in the foreground keep theirs.
        role_of: the role of somebody to whom the photo's own caption gives none.
        style: "de", "en" or "ap"; None for the language of the photo's caption.
        first_row: which row is named first, where there are several.

    Raises:
        RequestError: nobody is confirmed in the photo, or the style is unknown.
    """
    confirmed = [face for face in record.faces if face.person]
    if not confirmed:
        raise RequestError(
            f"Nobody is confirmed in {record.path.name} yet; `vonlinks confirm {record.id} --all` confirms what is sure."
        )
    told = {fold(mention.name): mention.role for mention in (record.reading.people if record.reading else ())}
    smallest = min(face.face.box.height for face in confirmed)
    rows: dict[int, list[_Placed]] = {}
    for face in sorted(record.faces, key=lambda face: (face.face.row, face.face.rank)):
        if _counts(face, smallest):
            # What tells namesakes apart is the library's, not the newspaper's.
            name = bare_name(face.person) if face.person else None
            rows.setdefault(face.face.row, []).append(
                (name, told.get(fold(name)) or role_of(face.person or name)) if name else None
            )
    from_front = [row for _, row in sorted(rows.items()) if any(row)]
    people = _people(from_front if first_row == "front" else from_front[::-1], first_row)
    return _composed(people, style or style_of(record))


def compose_names(text: str, *, style: Style = "de", first_row: FirstRow = "front") -> Composed:
    r"""The sentence for a list of names from left to right: "Name, role" a line, an empty line before the next row.

    Args:
        text: the list.
        style: "de", "en" or "ap".
        first_row: which row the list begins with, where it has several.

    Raises:
        RequestError: there is no name, or the style is unknown.

    >>> compose_names("Eva Muster, Leiterin\nJan Probst").text
    'Im Bild (v.l.): Eva Muster (Leiterin) und Jan Probst.'
    """
    rows: list[list[_Placed]] = [[]]
    for line in text.removeprefix("\ufeff").splitlines():
        name, _, role = (" ".join(part.split()) for part in line.partition(","))
        if name:
            rows[-1].append((name, role or None))
        elif role:
            raise RequestError(f"The line “{line.strip()}” has a role but no name.")
        elif rows[-1]:
            rows.append([])
    rows = [row for row in rows if row]
    if not rows:
        raise RequestError("There is no name in the list: write “Name, role” a line, and an empty line between rows.")
    return _composed(_people(rows, first_row), style)


def _counts(face: FaceRecord, smallest: float) -> bool:
    return face.person is not None or face.face.box.height >= _BACKGROUND * smallest


def _composed(people: tuple[Mention, ...], style: Style) -> Composed:
    return Composed(compose(people, style), style, people)


def _people(rows: Sequence[Sequence[_Placed]], first_row: FirstRow) -> tuple[Mention, ...]:
    """Everybody with a name, each with a place; `rows` are in the order in which they are named."""
    words = _row_words(len(rows))
    labels = words if first_row == "front" else words[::-1]
    return tuple(
        Mention(name=who[0], span=(0, 0), role=who[1], pictured=True, position=_place(place, row, label))
        for row, label in zip(rows, labels, strict=True)
        for place, who in enumerate(row, 1)
        if who is not None
    )


def _row_words(rows: int) -> list[Row | None]:
    """What rows are called, from the front; four and more by their number.

    >>> _row_words(1), _row_words(2), _row_words(4)
    ([None], ['front', 'back'], [1, 2, 3, 4])
    """
    known: dict[int, list[Row | None]] = {1: [None], 2: ["front", "back"], 3: ["front", "middle", "back"]}
    return known.get(rows) or list(range(1, rows + 1))


def _place(place: int, row: Sequence[_Placed], label: Row | None) -> Position | None:
    """The place of the `place`th in a row of several, as a reader finds it most easily.

    Those whom a list from the left reaches count from the left; behind somebody without a name whoever is nearer to the
    right end counts from there.
    """
    count = len(row)
    if count == 1:
        return None if label is None else Position(None, None, label)
    unnamed = (number for number, who in enumerate(row, 1) if who is None)
    listed = next(unnamed, count + 1) - 1
    if place <= listed and listed > 1:
        return Position("left", place, label)
    if 2 * place == count + 1 and count == 3:
        return Position("center", None, label)
    return Position("left", place, label) if 2 * place <= count else Position("right", count - place + 1, label)
