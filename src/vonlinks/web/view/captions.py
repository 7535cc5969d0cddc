"""A caption cut into pieces: names that lead to faces, the credit, what was not read, and the prose between."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from vonlinks.domain import CaptionReading, Mention, Span, fold
from vonlinks.web.view.faces import FaceView

__all__ = ["Piece", "pieces"]

PieceKind = Literal["prose", "name", "credit", "unread"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the caption's text.

    Attributes:
        text: as written; all pieces joined are the caption.
        kind: what the run is.
        name: the person, for a name.
        face: id of the face that shows the person, as far as confirmed or suggested.
        number: of that face.
        shown: whether the caption says that the person is in the picture, or leaves it open.
    """

    text: str
    kind: PieceKind
    name: str | None = None
    face: str | None = None
    number: int | None = None
    shown: bool = True


def pieces(reading: CaptionReading, faces: tuple[FaceView, ...]) -> tuple[Piece, ...]:
    """Cut the caption; where spans overlap, a name wins over the credit and the credit over unread text."""
    marks: list[Mention | PieceKind] = ["prose"] * len(reading.text)
    for span in reading.unread:
        _paint(marks, span, "unread")
    if reading.credit:
        _paint(marks, reading.credit.span, "credit")
    for mention in reading.people:
        _paint(marks, mention.span, mention)
    by_name = {fold(face.name): face for face in reversed(faces) if face.name}
    cut = []
    start = 0
    for mark, run in groupby(marks):
        end = start + sum(1 for _ in run)
        cut.append(_piece(reading.text[start:end], mark, by_name))
        start = end
    return tuple(cut)


def _paint(marks: list[Mention | PieceKind], span: Span, mark: Mention | PieceKind) -> None:
    start, end = (min(max(edge, 0), len(marks)) for edge in span)
    marks[start:end] = [mark] * max(end - start, 0)


def _piece(text: str, mark: Mention | PieceKind, by_name: dict[str, FaceView]) -> Piece:
    if not isinstance(mark, Mention):
        return Piece(text, mark)
    face = by_name.get(fold(mark.name))
    shown = mark.pictured is not False
    if face is None:
        return Piece(text, "name", mark.name, shown=shown)
    return Piece(text, "name", mark.name, face.id, face.number, shown)
