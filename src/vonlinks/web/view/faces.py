"""A face as the page shows it."""

from dataclasses import dataclass
from typing import Literal

from vonlinks.domain import FaceRecord, OfferedName

__all__ = ["FaceState", "FaceView", "face_views", "likely"]

FaceState = Literal["confirmed", "strong", "unsure", "unknown"]
"""confirmed by an editor; a suggestion that Enter confirms; one that Enter leaves alone; nobody likely."""

_LIKELY = 0.5
"""From here a name is more likely right than wrong; below it, it is only offered when asked."""


@dataclass(frozen=True, slots=True)
class FaceView:
    """A face with the one name that is shown with it.

    Attributes:
        number: place in reading order, from 1.
        box: (x, y, width, height) in the picture's view box, see PhotoView.
        name: confirmed, else a suggestion that is more likely right than wrong and stands with no better face.
        percent: probability of the suggestion, 0..99; None for a confirmed or unknown face.
        evidence: sentences for `name`, strongest reason first.
        others: further suggestions, as (name, percent).
        depicted: it is in a picture or on a screen, and no person present.
    """

    id: str
    number: int
    box: tuple[float, float, float, float]
    state: FaceState
    name: str | None
    percent: int | None
    evidence: tuple[str, ...]
    others: tuple[tuple[str, int], ...]
    depicted: bool = False


def face_views(faces: tuple[FaceRecord, ...], view_box: tuple[float, float]) -> tuple[FaceView, ...]:
    """The faces of one photo in reading order, their boxes scaled to `view_box` (width, height)."""
    shown = _shown_names(faces)
    return tuple(_face_view(face, number, view_box, shown.get(face.id)) for number, face in enumerate(faces, 1))


def _shown_names(faces: tuple[FaceRecord, ...]) -> dict[str, OfferedName]:
    """The suggestion that stands with each open face: likely, and each person with the face that fits best.

    What Enter confirms always stands with its face; see `vonlinks.workflows.strong_names`.
    """
    offers = [
        (place == 0 and offer.strong, offer.probability, face.id, offer)
        for face in faces
        if face.person is None
        for place, offer in enumerate(face.suggestions)
    ]
    offers.sort(key=lambda one: one[:2], reverse=True)
    taken = {face.person for face in faces if face.person}
    shown: dict[str, OfferedName] = {}
    for strong, _, face, offer in offers:
        if face not in shown and (strong or (likely(offer) and offer.person not in taken)):
            shown[face] = offer
            taken.add(offer.person)
    return shown


def _face_view(record: FaceRecord, number: int, view_box: tuple[float, float], offered: OfferedName | None) -> FaceView:
    wide, high = view_box
    box = record.face.box
    state: FaceState = "unknown"
    if record.person is not None:
        state = "confirmed"
    elif offered is not None:
        state = "strong" if offered.strong and offered is record.suggestions[0] else "unsure"
    name = record.person or (offered.person if offered else None)
    own = next((offer for offer in record.suggestions if offer.person == name), None)
    return FaceView(
        id=record.id,
        number=number,
        box=(round(box.x * wide, 2), round(box.y * high, 2), round(box.width * wide, 2), round(box.height * high, 2)),
        state=state,
        name=name,
        percent=_percent(offered.probability) if offered else None,
        evidence=tuple(reason.sentence for reason in own.evidence) if own else (),
        others=tuple((offer.person, _percent(offer.probability)) for offer in record.suggestions if offer is not own),
        depicted=bool(record.face.depicted),
    )


def likely(offer: OfferedName) -> bool:
    """Whether the name is more likely right than wrong, so that it is shown without being asked for."""
    return offer.probability >= _LIKELY


def _percent(probability: float) -> int:
    """Whole percent; never 100, for nothing that no editor confirmed is certain."""
    return min(99, round(100 * probability))
