"""How strongly a distance to confirmed faces speaks for or against a person."""

import math
from collections.abc import Mapping, Sequence
from statistics import median

from vonlinks.domain import Likeness, fold
from vonlinks.naming.parameters import Parameters

__all__ = ["Gallery", "identity_log_odds"]


def identity_log_odds(distance: float, examples: int, parameters: Parameters) -> float:
    """Natural log of p(distance | same person) / p(distance | other people).

    Two normal distributions, each with a share of outliers spread evenly over 0.2..1.0, so that no single distance is
    ever proof: poor faces on one side, look-alikes on the other.

    Args:
        distance: smallest Euclidean distance of the face to one of the person's confirmed faces.
        examples: how many confirmed faces the smallest was taken over.
        parameters: the distributions.
    """
    if not math.isfinite(distance):
        return 0.0
    nearer = parameters.example_gain * math.log(max(examples, 1))
    # Nearer than the same person's mean is never weaker evidence, and farther than other people's never stronger.
    beyond = max(distance - parameters.same_mean + nearer, 0.0)
    before = max(parameters.other_mean - nearer - distance, 0.0)
    same = _density(beyond, parameters.same_deviation, parameters.same_outlier)
    other = _density(before, parameters.other_deviation, parameters.other_outlier)
    return math.log(same / other)


def _density(off: float, deviation: float, outliers: float) -> float:
    z = off / deviation
    normal = math.exp(-z * z / 2) / (deviation * math.sqrt(2 * math.pi))
    return (1 - outliers) * normal + outliers * 1.25


class Gallery:
    """The likenesses of all faces of one photo, by folded name."""

    def __init__(self, likenesses: Sequence[Sequence[Likeness]], faces: int, parameters: Parameters) -> None:
        self._parameters = parameters
        self._found: list[dict[str, Likeness]] = []
        for face in range(faces):
            nearest: dict[str, Likeness] = {}
            for likeness in likenesses[face] if face < len(likenesses) else ():
                name = fold(likeness.person)
                if name not in nearest or likeness.distance < nearest[name].distance:
                    nearest[name] = likeness
            self._found.append(nearest)
        self.known = frozenset(name for found in self._found for name in found)

    def share(self) -> float:
        """Prior that a face nobody names belongs to one given confirmed person, lower the larger the gallery is.

        The size is read off the distances: the k-th nearest of G other people lies where k / G of them are nearer.
        """
        sizes = []
        for found in self._found:
            if len(found) > 2:
                farthest = max(likeness.distance for likeness in found.values())
                z = (farthest - self._parameters.other_mean) / self._parameters.other_deviation
                sizes.append(len(found) / max(math.erfc(-z / math.sqrt(2)) / 2, 1e-6))
        return (
            min(self._parameters.gallery_share, 0.5 / max(median(sizes), 1.0))
            if sizes
            else self._parameters.gallery_share
        )

    def of(self, face: int) -> Mapping[str, Likeness]:
        """The persons that were compared with one face, by folded name."""
        return self._found[face]

    def likeness(self, face: int, name: str) -> Likeness | None:
        """The comparison of one face with one person, if it was made."""
        return self._found[face].get(name)

    def log_odds(self, face: int, name: str) -> float:
        """For the person against everybody else; 0 where nothing was compared.

        A person who has confirmed faces but is not among the nearest of this face is at least as far as the farthest
        of these.
        """
        found = self._found[face]
        if name in found:
            return identity_log_odds(found[name].distance, found[name].examples, self._parameters)
        if name in self.known and found:
            farthest = max(found.values(), key=lambda likeness: likeness.distance)
            return min(0.0, identity_log_odds(farthest.distance, farthest.examples, self._parameters))
        return 0.0

    def next_best(self, face: int, name: str) -> Likeness | None:
        """The nearest other person."""
        others = [likeness for other, likeness in self._found[face].items() if other != name]
        return min(others, key=lambda likeness: likeness.distance, default=None)
