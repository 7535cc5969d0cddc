"""How strongly a distance to confirmed faces speaks for or against a person."""

import math
from collections.abc import Mapping, Sequence
from statistics import median

from vonlinks.domain import Likeness, fold
from vonlinks.naming.parameters import Parameters

__all__ = ["Gallery", "identity_log_odds"]


def identity_log_odds(distance: float, examples: int, parameters: Parameters) -> float:
    """Natural log of p(distance | same person) / p(distance | other people).

    Distances of one person are normal; squared distances of different people have a gamma distribution, as those of
    points that differ in many directions have. Each has a share of outliers spread evenly over 0.2..1.0, so that no
    single distance is ever proof: poor faces on one side, look-alikes on the other.

    Args:
        distance: smallest Euclidean distance of the face to one of the person's confirmed faces.
        examples: how many confirmed faces the smallest was taken over.
        parameters: the distributions.
    """
    if not math.isfinite(distance):
        return 0.0
    own, others = _closer(examples, parameters)
    # Nearer than the same person's mean is never weaker evidence, and farther than most other people never stronger.
    shape, scale = _gamma(parameters)
    far = min(distance, math.sqrt((shape - 0.5) * scale) * others)
    at = max(far, parameters.same_mean * own)
    deviation = parameters.same_deviation * own
    beyond = (at - parameters.same_mean * own) / deviation
    normal = math.exp(-beyond * beyond / 2) / (deviation * math.sqrt(2 * math.pi))
    same = (1 - parameters.same_outlier) * normal + parameters.same_outlier * 1.25
    chance = _other_density(far / others, parameters) / others
    other = (1 - parameters.other_outlier) * chance + parameters.other_outlier * 1.25
    return math.log(same / other)


def _closer(examples: int, parameters: Parameters) -> tuple[float, float]:
    """By what factors the best of so many examples lies nearer than a single one: of the same person, of another."""
    counted = math.log(min(max(examples, 1), parameters.examples))
    return 1 - parameters.example_gain[0] * counted, 1 - parameters.example_gain[1] * counted


def _gamma(parameters: Parameters) -> tuple[float, float]:
    """Shape and scale of the squared distances of different people: a distance deviates by half of what its square does."""
    mean, deviation = parameters.other_mean, parameters.other_deviation
    shape = (mean / deviation / 2) ** 2
    return shape, (mean**2 + deviation**2) / shape


def _other_density(distance: float, parameters: Parameters) -> float:
    shape, scale = _gamma(parameters)
    squared = max(distance, 1e-3) ** 2 / scale
    return math.exp((shape - 1) * math.log(squared) - squared - math.lgamma(shape)) / scale * 2 * distance


def _other_within(distance: float, parameters: Parameters) -> float:
    """Share of other people within a distance: the regularized incomplete gamma function, by its series."""
    shape, scale = _gamma(parameters)
    squared = max(distance, 1e-3) ** 2 / scale
    term = total = 1.0
    for k in range(1, 200):
        term *= squared / (shape + k)
        total += term
        if term < 1e-6 * total:
            break
    return min(total * math.exp(shape * math.log(squared) - squared - math.lgamma(shape + 1)), 1.0)


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

        The size is read off the distances: the k-th nearest of G other people lies where k / G of them are nearer. Of
        several examples the nearest counts, and lies nearer for that.
        """
        sizes = []
        for found in self._found:
            if len(found) > 2:
                farthest = max(n.distance / _closer(n.examples, self._parameters)[1] for n in found.values())
                sizes.append(len(found) / max(_other_within(farthest, self._parameters), 1e-6))
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
