"""Which name for which face, as values."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Evidence", "Likeness", "Naming", "NamingStatus", "Suggestion"]

NamingStatus = Literal["pending", "conflict", "no-people"]
"""What naming alone can say: "conflict" when caption and faces do not fit, "no-people" when neither shows anybody."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named reason for or against a suggestion.

    Attributes:
        kind: "position", "order", "identity", "depiction", "prominence", "count", "region", "rejection".
        log_odds: natural logarithm of the likelihood ratio that this reason contributes.
        sentence: the reason in plain words, for an editor.
    """

    kind: str
    log_odds: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near one face is to one person's confirmed faces.

    Attributes:
        person: name of the authority record.
        distance: smallest Euclidean distance to one of the person's confirmed faces, within one embedding model.
        examples: how many confirmed faces of the person were compared.
    """

    person: str
    distance: float
    examples: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed name for one face.

    Attributes:
        face: index of the face in the sequence that was named.
        person: the name as the caption or the catalogue writes it.
        probability: calibrated, 0..1.
        strong: whether an editor may confirm it in bulk.
        evidence: strongest first.
        mention: index of the mention in the reading; None where it rests on identity alone.
    """

    face: int
    person: str
    probability: float
    strong: bool
    evidence: tuple[Evidence, ...] = ()
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """The outcome of naming one photo.

    Attributes:
        suggestions: for each face most probable first; at most one strong one a face, at most one a person.
        unplaced: indexes of mentions that the caption shows and no face was given.
        status: see NamingStatus.
        conflicts: one sentence each ("7 names, 6 faces: a face may be missing between 3 and 4").
    """

    suggestions: tuple[Suggestion, ...] = ()
    unplaced: tuple[int, ...] = ()
    status: NamingStatus = "pending"
    conflicts: tuple[str, ...] = ()
