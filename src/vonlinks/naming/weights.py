"""What each face and each name weighs before order is asked: size, identity, claims, side."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median

from vonlinks.domain import CaptionReading, Face, fold
from vonlinks.naming.identity import Gallery
from vonlinks.naming.layout import lists_people
from vonlinks.naming.parameters import Parameters

__all__ = ["Weights", "doubt", "off_row", "relative_sizes", "share_named"]


def relative_sizes(faces: Sequence[Face], expected: int) -> list[float]:
    """Size of each face (square root of its area) against the middle one of the `expected` largest.

    With one or two people expected that is the largest face; in a group it is a typical one, so that a back row does
    not count as bystanders.
    """
    sizes = [math.sqrt(max(face.box.width, 1e-9) * max(face.box.height, 1e-9)) for face in faces]
    largest = sorted(sizes, reverse=True)[: max(expected, 1)]
    reference = largest[(len(largest) - 1) // 2] if largest else 1.0
    return [size / reference for size in sizes]


def relative_qualities(faces: Sequence[Face], expected: int) -> list[float]:
    """Quality of each face against the middle one of the `expected` largest; 1 where none was measured.

    A photographer focuses on whom the caption names: who is far blurrier or darker than they are, or turned away, only
    happens to be there, whatever his size.
    """
    known = [face for face in faces if face.quality is not None]
    largest = sorted(known, key=lambda face: face.box.width * face.box.height, reverse=True)[: max(expected, 1)]
    qualities = sorted(face.quality or 0.0 for face in largest)
    reference = max(qualities[len(qualities) // 2], 1e-3) if qualities else 1.0
    return [1.0 if face.quality is None else face.quality / reference for face in faces]


def share_named(size: float, parameters: Parameters) -> float:
    """Share of faces of such a relative size that captions name, interpolated between the measured ones."""
    table = parameters.named_by_size
    if size <= table[0][0]:
        return table[0][1] * (max(size, 0.02) / table[0][0]) ** 2
    for (low, share), (high, larger) in pairwise(table):
        if size <= high:
            return share + (larger - share) * (size - low) / (high - low)
    return table[-1][1]


def _bystander_odds(size: float, expected: int, parameters: Parameters) -> float:
    """How much likelier a face of such a relative size is a bystander than the reference face.

    Up to two people: from the measured shares, which hold for all kinds of news photos. In a group, where people are
    about as far from the camera as each other: from the measured spread of listed faces' sizes.
    """
    if expected < 3:
        named, full = share_named(size, parameters), parameters.named_by_size[-1][1]
        return (1 - named) / named * full / (1 - full)
    return min(_group_odds(math.log(max(size, 0.02)), parameters) / _group_odds(0.0, parameters), 20_000.0)


def _group_odds(log_size: float, parameters: Parameters) -> float:
    narrow, broad, share = parameters.listed_spread
    listed = (1 - share) * _normal(log_size, narrow) + share * _normal(log_size, broad)
    mean, deviation = parameters.bystander_size
    return _normal(log_size - mean, deviation) / listed


def _normal(value: float, deviation: float) -> float:
    return math.exp(-((value / deviation) ** 2) / 2) / deviation


def off_row(faces: Sequence[Face]) -> list[float]:
    """How far out of the group's heights each face lies, in thirds of a face's height, the row's slope aside.

    A list may run through people in two depths, so a face is astray only where no other is about as high, or where it
    is farther from the middle of all than a second depth would be. The slope is that of Theil (1950) and Sen (1968),
    the median of all, so that a few bystanders do not bend it.
    """
    high = max(median(face.box.height for face in faces), 1e-9)
    points = [(face.box.center[0], face.box.center[1] / high) for face in faces]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2) if abs(b[0] - a[0]) > 1e-6]
    slope = median(slopes) if slopes else 0.0
    levels = [y - slope * x for x, y in points]
    middle = median(levels)
    alone = [min(abs(a - b) for k, b in enumerate(levels) if k != i) for i, a in enumerate(levels)]
    return [3 * max(near, abs(level - middle) - 2.0) for near, level in zip(alone, levels, strict=True)]


def squeezed(faces: Sequence[Face], parameters: Parameters) -> list[float]:
    """For each face, how much likelier it is one too many between its neighbours: the two steps beside it are short.

    Steps of a row are about log-normal, around the row's median. If the face is none of the row, the two steps
    together are one step, and where it lies between them says nothing. Bounded, for rows are never quite regular.
    """
    odds = [1.0] * len(faces)
    order = sorted(range(len(faces)), key=lambda i: faces[i].box.center)
    steps = [max(faces[b].box.center[0] - faces[a].box.center[0], 1e-4) for a, b in pairwise(order)]
    logs = [math.log(step) for step in steps]
    usual = median(logs)
    deviation = max(1.48 * median(abs(step - usual) for step in logs), 0.3)
    most = math.log(parameters.squeezed)
    for i, (a, b) in zip(order[1:], pairwise(steps), strict=False):
        z = [(math.log(step) - usual) / deviation for step in (a + b, a, b)]
        ratio = (z[1] ** 2 + z[2] ** 2 - z[0] ** 2) / 2 + math.log(deviation * math.sqrt(2 * math.pi))
        ratio += math.log(a) + math.log(b) - 2 * math.log(a + b)
        odds[i] = math.exp(max(min(ratio, most), -most))
    return odds


def doubt(face: Face, parameters: Parameters) -> float:
    """How much likelier a face is none of the people present because the detector was unsure of it, or it is a print."""
    unsure = max(0.0, dict(parameters.sure_scores).get(face.engine, 0.0) - face.score)
    return math.exp(min(parameters.doubt * unsure, 7.0)) * (parameters.printed if face.depicted else 1.0)


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
        self._lists = lists_people(self.people)
        self.rejected = [rejected[i] if i < len(rejected) else frozenset() for i in range(len(faces))]
        self.claimed: dict[int, dict[str, str]] = {}
        for face, name in claims:
            if 0 <= face < len(faces) and fold(name):
                self.claimed.setdefault(face, {})[fold(name)] = name
        self._pairs = [[self._pair(face, mention) for mention in range(len(self.people))] for face in range(len(faces))]
        self._share = gallery.share()
        self.others = [self._others(face) for face in range(len(faces))]
        self._strangers = [1.0 + sum(weight for _, weight in found.values()) for found in self.others]

    def _others(self, face: int) -> Mapping[str, tuple[str, float]]:
        """Persons whom the caption does not show but who may be this face: name and weight against a stranger."""
        mentioned = {self.names[i] for i, mention in enumerate(self.people) if mention.pictured is not False}
        found: dict[str, tuple[str, float]] = {}
        for name, likeness in self.gallery.of(face).items():
            if name not in mentioned | self.rejected[face]:
                weight = self._share * math.exp(self.gallery.log_odds(face, name))
                found[name] = (likeness.person, weight)
        for name, written in self.claimed.get(face, {}).items():
            if name not in mentioned | self.rejected[face]:
                known = math.exp(self.gallery.log_odds(face, name))
                found[name] = (written, self.parameters.claim * known)
        return found

    def stranger(self, face: int) -> float:
        """How much likelier this face is somebody not mentioned, because it looks like a known person."""
        return self._strangers[face]

    def pair(self, face: int, mention: int) -> float:
        """Identity, another program's claim and editors' rejections for one face and one mention."""
        return self._pairs[face][mention]

    def _pair(self, face: int, mention: int) -> float:
        name = self.names[mention]
        if name in self.rejected[face]:
            return 0.0
        weight = math.exp(self.gallery.log_odds(face, name))
        return weight * (self.parameters.claim if name in self.claimed.get(face, {}) else 1.0)

    def prominence(self, members: Sequence[int], expected: int) -> dict[int, float]:
        """For each of these faces, how much likelier than the reference face it is a bystander."""
        faces = [self.faces[i] for i in members]
        group = expected > 3 and len(faces) > 3
        off = off_row(faces) if group else [0.0] * len(faces)
        tight = squeezed(faces, self.parameters) if group else [1.0] * len(faces)
        odds = {}
        sizes, clear = relative_sizes(faces, expected), relative_qualities(faces, expected)
        for i, face, size, seen, apart, near in zip(members, faces, sizes, clear, off, tight, strict=True):
            astray = math.exp(min(self.parameters.astray * max(0.0, apart - 1.5), 4.5)) * near
            # Only a list tells of people at one distance: who has a place to himself often stands in front of all.
            counted = size if self._lists else min(size, 1.0)
            unclear = math.exp(self.parameters.unclear * max(0.0, self.parameters.least_clear - seen))
            odds[i] = (
                doubt(face, self.parameters) * unclear * astray * _bystander_odds(counted, expected, self.parameters)
            )
        return odds

    def hidden(self, mention: int) -> bool:
        """Whether somebody has a place in the order, but the caption does not say that the face can be seen."""
        person = self.people[mention]
        return person.pictured is None and person.position is not None

    def depicted(self, mention: int) -> float:
        """Chance that a name without a position is in the picture."""
        if self.people[mention].pictured:
            return self.parameters.beside if self._lists else self.parameters.pictured
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
