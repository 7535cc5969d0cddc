"""A face as the page shows it."""

from dataclasses import dataclass
from typing import Literal

from vonlinks.domain import FaceRecord

__all__ = ["FaceState", "FaceView", "face_views"]

FaceState = Literal["confirmed", "strong", "unsure", "unknown"]
"""confirmed by an editor; a suggestion that Enter confirms; one that Enter leaves alone; nobody suggested."""


@dataclass(frozen=True, slots=True)
class FaceView:
    """A face with the one name that is shown with it.

    Attributes:
        number: place in reading order, from 1.
        box: (x, y, width, height) in the picture's view box, see PhotoView.
        name: confirmed, else the most probable suggestion; None if there is neither.
        percent: probability of the suggestion, 0..99; None for a confirmed or unknown face.
        evidence: sentences, strongest reason first.
        others: further suggestions, as (name, percent).
    """

    id: str
    number: int
    box: tuple[float, float, float, float]
    state: FaceState
    name: str | None
    percent: int | None
    evidence: tuple[str, ...]
    others: tuple[tuple[str, int], ...]


def face_views(faces: tuple[FaceRecord, ...], view_box: tuple[float, float]) -> tuple[FaceView, ...]:
    """The faces of one photo in reading order, their boxes scaled to `view_box` (width, height)."""
    return tuple(_face_view(face, number, view_box) for number, face in enumerate(faces, 1))


def _face_view(record: FaceRecord, number: int, view_box: tuple[float, float]) -> FaceView:
    wide, high = view_box
    box = record.face.box
    best = record.suggestions[0] if record.suggestions else None
    state: FaceState = "unknown"
    if record.person is not None:
        state = "confirmed"
    elif best is not None:
        state = "strong" if best.strong else "unsure"
    shown = next((offer for offer in record.suggestions if offer.person == (record.person or offer.person)), None)
    return FaceView(
        id=record.id,
        number=number,
        box=(round(box.x * wide, 2), round(box.y * high, 2), round(box.width * wide, 2), round(box.height * high, 2)),
        state=state,
        name=record.person or (best.person if best else None),
        percent=_percent(best.probability) if best and record.person is None else None,
        evidence=tuple(reason.sentence for reason in shown.evidence) if shown else (),
        others=tuple((offer.person, _percent(offer.probability)) for offer in record.suggestions if offer is not shown),
    )


def _percent(probability: float) -> int:
    """Whole percent; never 100, for nothing that no editor confirmed is certain."""
    return min(99, round(100 * probability))
