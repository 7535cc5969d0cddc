"""What each face and each name weighs before order is asked: size, identity, claims, side."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from vonlinks.domain import CaptionReading, Face, fold
from vonlinks.naming.identity import Gallery
from vonlinks.naming.parameters import Parameters

__all__ = ["Weights", "relative_sizes", "share_named"]


def relative_sizes(faces: Sequence[Face], expected: int) -> list[float]:
    """Size of each face (square root of its area) against the middle one of the `expected` largest.

    With one or two people expected that is the largest face; in a group it is a typical one, so that a back row does
    not count as bystanders.
    """
    sizes = [math.sqrt(max(face.box.width, 1e-9) * max(face.box.height, 1e-9)) for face in faces]
    largest = sorted(sizes, reverse=True)[: max(expected, 1)]
    reference = largest[(len(largest) - 1) // 2] if largest else 1.0
    return [size / reference for size in sizes]


def share_named(size: float, parameters: Parameters) -> float:
    """Share of faces of such a relative size that captions name, interpolated between the measured ones."""
    table = parameters.named_by_size
    if size <= table[0][0]:
        return table[0][1] * (max(size, 0.02) / table[0][0]) ** 2
    for (low, share), (high, larger) in pairwise(table):
        if size <= high:
            return share + (larger - share) * (size - low) / (high - low)
    return table[-1][1]


def _off_row(faces: Sequence[Face]) -> list[float]:
    """How far each face lies above or below the middle of all, in face heights."""
    high = max(median(face.box.height for face in faces), 1e-9)
    middle = median(face.box.center[1] for face in faces)
    return [abs(face.box.center[1] - middle) / high for face in faces]


class Weights:
    """All weights that do not depend on how the caption's order is understood."""

    def __init__(  # noqa: PLR0913  the five kinds of evidence and the numbers they are weighed with
        self,
        faces: Sequence[Face],
        reading: CaptionReading | None,
        gallery: Gallery,
        *,
        rejected: Sequence[frozenset[str]],
        claims: Sequence[tuple[int, str]],
        parameters: Parameters,
    ) -> None:
        self.faces = faces
        self.people = reading.people if reading else ()
        self.gallery = gallery
        self.parameters = parameters
        self.names = [fold(mention.name) for mention in self.people]
        self.rejected = [rejected[i] if i < len(rejected) else frozenset() for i in range(len(faces))]
        self.claimed: dict[int, dict[str, str]] = {}
        for face, name in claims:
            if 0 <= face < len(faces) and fold(name):
                self.claimed.setdefault(face, {})[fold(name)] = name
        self.others = [self._others(face) for face in range(len(faces))]

    def _others(self, face: int) -> Mapping[str, tuple[str, float]]:
        """Persons whom the caption does not show but who may be this face: name and weight against a stranger."""
        mentioned = {self.names[i] for i, mention in enumerate(self.people) if mention.pictured is not False}
        found: dict[str, tuple[str, float]] = {}
        for name, likeness in self.gallery.of(face).items():
            if name not in mentioned | self.rejected[face]:
                weight = self.parameters.gallery_share * math.exp(self.gallery.log_odds(face, name))
                found[name] = (likeness.person, weight)
        for name, written in self.claimed.get(face, {}).items():
            if name not in mentioned | self.rejected[face]:
                known = math.exp(self.gallery.log_odds(face, name))
                found[name] = (written, self.parameters.claim * known)
        return found

    def stranger(self, face: int) -> float:
        """How much likelier this face is somebody not mentioned, because it looks like a known person."""
        return 1.0 + sum(weight for _, weight in self.others[face].values())

    def pair(self, face: int, mention: int) -> float:
        """Identity, another program's claim and editors' rejections for one face and one mention."""
        name = self.names[mention]
        if name in self.rejected[face]:
            return 0.0
        weight = math.exp(self.gallery.log_odds(face, name))
        return weight * (self.parameters.claim if name in self.claimed.get(face, {}) else 1.0)

    def prominence(self, members: Sequence[int], expected: int) -> dict[int, float]:
        """For each of these faces, how much likelier than the reference face it is a bystander."""
        full = self.parameters.named_by_size[-1][1]
        faces = [self.faces[i] for i in members]
        off = _off_row(faces) if expected > 3 and len(faces) > 3 else [0.0] * len(faces)
        odds = {}
        for i, face, size, apart in zip(members, faces, relative_sizes(faces, expected), off, strict=True):
            named = share_named(size, self.parameters)
            doubt = 1.0 + 10.0 * max(0.0, 0.7 - face.score)
            astray = math.exp(min(self.parameters.astray * max(0.0, apart - self.parameters.row_depth), 6.0))
            odds[i] = doubt * astray * (1 - named) / named * full / (1 - full)
        return odds

    def depicted(self, mention: int) -> float:
        """Chance that a name without a position is in the picture."""
        if self.people[mention].pictured:
            return self.parameters.pictured
        table = self.parameters.depicted
        return table[min(mention, len(table) - 1)]

    def lean(self, face: int, mention: int, row_of: Mapping[int, float]) -> float:
        """Weight of a face for a mention of which the caption tells only the side or the row.

        `row_of` gives each face's depth, 0 front to 1 back.
        """
        position = self.people[mention].position
        if position is None:
            return 1.0
        weight = 1.0
        if position.side in ("left", "right") and len(self.faces) > 1:
            centers = sorted(other.box.center[0] for other in self.faces)
            middle = (centers[(len(centers) - 1) // 2] + centers[len(centers) // 2]) / 2
            left = self.faces[face].box.center[0] <= middle
            weight *= 1.0 if left == (position.side == "left") else self.parameters.side
        if position.row in ("front", "back") and len(set(row_of.values())) > 1:
            deep = row_of.get(face, 0.0) >= 0.5
            weight *= 1.0 if deep == (position.row == "back") else self.parameters.row_violation
        return weight
