"""Counts and tables over many named drawn photos."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drawn_photos import Scene
from vonlinks.domain import Naming

__all__ = ["Score", "calibration", "print_kinds", "print_reliability"]


@dataclass(slots=True)
class Score:
    """Counts over the photos of one kind of caption.

    Attributes:
        photos, mistaken: photos, and those whose caption has a mistake.
        named: faces with a name.
        strong, right: strong suggestions, and those that are right.
        clean, clean_right: the same where the caption has no mistake.
        matching, matching_right: faces with a name where counts agree, and those of them with the right strong one.
        best: (probability, right) of the most probable suggestion of each face.
    """

    photos: int = 0
    mistaken: int = 0
    named: int = 0
    strong: int = 0
    right: int = 0
    clean: int = 0
    clean_right: int = 0
    matching: int = 0
    matching_right: int = 0
    best: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, scene: Scene, naming: Naming) -> None:
        """Count one photo."""
        named = sum(name is not None for name in scene.truth)
        self.photos += 1
        self.mistaken += scene.mistaken
        self.named += named
        self.matching += named * scene.agrees
        seen: set[int] = set()
        for suggestion in naming.suggestions:
            right = scene.truth[suggestion.face] == suggestion.person
            if suggestion.face not in seen:
                self.best.append((suggestion.probability, right))
                seen.add(suggestion.face)
            if suggestion.strong:
                self.strong += 1
                self.right += right
                self.matching_right += right and scene.agrees
                self.clean += not scene.mistaken
                self.clean_right += right and not scene.mistaken

    @property
    def precision(self) -> float:
        """Share of strong suggestions that are right; 1 where there is none."""
        return self.right / self.strong if self.strong else 1.0

    @property
    def agreeing(self) -> float | None:
        """Share of faces that get the right strong name where counts agree; None where they cannot."""
        return self.matching_right / self.matching if self.matching else None


def _pairs(scores: Mapping[str, Score]) -> NDArray[np.float64]:
    return np.array([pair for score in scores.values() for pair in score.best], dtype=float).reshape(-1, 2)


def _bins(scores: Mapping[str, Score]) -> list[tuple[int, NDArray[np.float64]]]:
    pairs = _pairs(scores)
    numbers = np.minimum((pairs[:, 0] * 10).astype(int), 9)
    return [(number, pairs[numbers == number]) for number in range(10) if (numbers == number).any()]


def calibration(scores: Mapping[str, Score]) -> tuple[float, float]:
    """Expected calibration error over ten bins, and Brier score, of the best suggestion of each face."""
    pairs = _pairs(scores)
    gaps = [abs(inside[:, 0].mean() - inside[:, 1].mean()) * len(inside) for _, inside in _bins(scores)]
    return float(sum(gaps)) / max(len(pairs), 1), float(((pairs[:, 0] - pairs[:, 1]) ** 2).mean())


def print_reliability(scores: Mapping[str, Score]) -> None:
    """Print what was said and what was so, in ten bins."""
    print("probability  suggestions  mean    right")
    for number, inside in _bins(scores):
        said, was = inside.mean(axis=0)
        print(f"{number / 10:.1f}-{number / 10 + 0.1:.1f} {len(inside):14d}  {said:.4f}  {was:.4f}")
    error, brier = calibration(scores)
    print(f"expected calibration error: {error:.4f}\nBrier score: {brier:.4f}")
    photos = sum(score.photos for score in scores.values())
    print(f"captions with a mistake: {_ratio(sum(score.mistaken for score in scores.values()), photos)}")


def print_kinds(scores: Mapping[str, Score]) -> None:
    """Print strong precision, and coverage, by kind of caption."""
    print(f"\n{'kind':<20}{'strong':>8}{'right':>9}{'no mistake':>12}{'coverage':>10}{'counts agree':>14}")
    for kind, score in scores.items():
        clean, agreeing = _ratio(score.clean_right, score.clean), _ratio(score.matching_right, score.matching)
        print(
            f"{kind:<20}{score.strong:>8}{_ratio(score.right, score.strong):>9}{clean:>12}"
            f"{_ratio(score.right, score.named):>10}{agreeing:>14}"
        )


def _ratio(part: float, whole: float) -> str:
    return f"{part / whole:.4f}" if whole else "-"
