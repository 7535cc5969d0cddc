"""What editors decided about photos and nobody took back: the newest word on each face and name."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from vonlinks.catalogue.many import among
from vonlinks.catalogue.rows import DecisionRow, UndoingRow

__all__ = ["Decided", "decided", "standing_decisions", "standing_of"]


@dataclass(slots=True)
class Decided:
    """What editors decided for one photo, by face id and person row."""

    confirmed: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, list[int]] = field(default_factory=dict)

    @property
    def faces(self) -> set[str]:
        """Ids of the faces that any decision stands for."""
        return set(self.confirmed) | {face for face, people in self.rejected.items() if people}


def standing_decisions(session: Session, photo: str) -> Sequence[DecisionRow]:
    """The photo's decisions that were not taken back, oldest first."""
    return standing_of(session, [photo])[photo]


def standing_of(session: Session, photos: Collection[str]) -> dict[str, list[DecisionRow]]:
    """The same for each of these photos."""
    found: dict[str, list[DecisionRow]] = defaultdict(list)
    query = select(DecisionRow).where(among(col(DecisionRow.photo_id), photos))
    standing = col(DecisionRow.batch).not_in(select(UndoingRow.batch))
    for row in session.exec(query.where(standing).order_by(col(DecisionRow.id))):
        found[row.photo_id].append(row)
    return found


def decided(decisions: Iterable[DecisionRow]) -> Decided:
    """Replay decisions: the last word on a face and a name counts."""
    state = Decided()
    for decision in decisions:
        face, person = decision.face_id, decision.person_id
        rejected = state.rejected.setdefault(face, [])
        if decision.kind == "confirm":
            state.confirmed[face] = person
            if person in rejected:
                rejected.remove(person)
        else:
            rejected.append(person)
            if state.confirmed.get(face) == person:
                del state.confirmed[face]
    return state
