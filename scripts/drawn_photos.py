"""Photographs of drawn people: faces that a detector finds or misses, bystanders, prints, distances to confirmed faces."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from drawn_captions import OPEN, caption, mistake
from drawn_people import Person, people
from vonlinks.domain import Box, CaptionReading, Face, Likeness

__all__ = ["Scene", "World"]

# Shares and distributions of the world that is drawn. Misses: of 265 labelled people on press photos 2
# were missed with YuNet, closer looks where the caption shows more people included. Scores: YuNet gave 241 of 258 labelled people 0.90 and more, 14 of them 0.85-0.90, 3 of them 0.80-0.85; of
# 11 others whom it found, 1 had 0.90 and more, 6 less than 0.80. Distances: dlib's embedding on portraits and groups.
# The others are guesses.
_MISSED, _MISSED_SMALL, _MISSED_HIDDEN = 0.0075, 0.05, 0.6
_BYSTANDERS, _FALSE_FACES, _ABSENT = 0.15, 0.02, 0.003
_IN_FRONT = 0.1
_POOR, _VERY_POOR, _POOR_BYSTANDER = 0.06, 0.01, 0.6
_SAME, _OTHER, _GALLERY = (0.36, 0.08), (0.76, 0.10), 300


@dataclass(slots=True)
class Scene:
    """One drawn photo with its caption.

    Attributes:
        kind: of the caption.
        faces: left to right.
        truth: the name of each face; None for people whom nobody names.
        reading: what the caption says.
        mistaken: the caption has an editor's mistake.
        likenesses: for each face; empty where nobody is known.
        missed: people whose faces were not found.
        others: bystanders and false faces.
    """

    kind: str
    faces: list[Face]
    truth: list[str | None]
    reading: CaptionReading
    mistaken: bool
    likenesses: list[list[Likeness]] = field(default_factory=list)
    missed: int = 0
    others: int = 0

    @property
    def agrees(self) -> bool:
        """Whether the caption names everybody, and as many people as faces were found."""
        return self.kind not in OPEN and len(self.faces) == len(self.reading.people) and not self.missed


class _Head(NamedTuple):
    x: float
    y: float
    size: float
    name: str | None
    score: float


class World:
    """Draws people, captions and pictures.

    Args:
        seed: of the random numbers.
        known: share of people who have confirmed faces.
        tidy: nobody passes by and no face is missed unless the experiment says so.
    """

    def __init__(self, seed: int, known: float = 0.0, *, tidy: bool = False) -> None:
        self.random = np.random.default_rng(seed)
        self.known = known
        self.crowd = 0.0 if tidy else 1.0

    def scene(self, kind: str) -> Scene:
        """Draw one photo with a caption of a kind."""
        shown = people(kind, self.random)
        mentions, mistaken = mistake(list(caption(kind, shown, self.random)), self.random)
        absent = {m.name for m in mentions if self.random.random() < _ABSENT}
        complete = kind not in {"markers", "one of a pair", "one in a group"}
        groups = sorted({m.group for m in mentions if m.group is not None})
        reading = CaptionReading("", "de", tuple(mentions), complete=tuple((g, complete) for g in groups))
        return self.photograph(kind, [p for p in shown if p.name not in absent], reading, mistaken=mistaken)

    def photograph(self, kind: str, shown: Sequence[Person], reading: CaptionReading, *, mistaken: bool) -> Scene:
        """Find faces: miss some, find some that nobody names."""
        found = [p for p in shown if self.random.random() >= self._missed(p)]
        heads = [_Head(p.x, p.y, p.size, p.name if p.named else None, self._score(hidden=p.hidden)) for p in found]
        right = max((p.x for p in shown), default=4.0)
        others = [self._bystander(right) for _ in range(self.random.poisson(_BYSTANDERS * self.crowd))]
        others += [self._false_face(right) for _ in range(self.random.poisson(_FALSE_FACES * self.crowd))]
        heads = sorted(heads + others, key=lambda head: head.x)
        wide = 0.9 / (right + 3)
        faces = [_face(head, rank, wide) for rank, head in enumerate(heads, start=1)]
        scene = Scene(kind, faces, [head.name for head in heads], reading, mistaken)
        scene.missed, scene.others = len(shown) - len(found), len(others)
        scene.likenesses = self.likenesses(scene.truth)
        return scene

    def _missed(self, person: Person) -> float:
        if person.hidden:
            return _MISSED_HIDDEN
        return (_MISSED_SMALL if person.size < 0.8 else _MISSED) * self.crowd

    def _score(self, *, hidden: bool) -> float:
        if hidden:
            return float(self.random.uniform(0.6, 0.9))
        chance = self.random.random()
        if chance < _VERY_POOR:
            return float(self.random.uniform(0.6, 0.82))
        return float(self.random.uniform(0.82, 0.9)) if chance < _POOR + _VERY_POOR else self._clear()

    def _clear(self) -> float:
        return float(np.clip(self.random.normal(0.925, 0.012), 0.88, 0.97))

    def _bystander(self, right: float) -> _Head:
        """Somebody behind the group, or between it and the camera."""
        x = float(self.random.uniform(0, right + 2))
        score = float(self.random.uniform(0.6, 0.9)) if self.random.random() < _POOR_BYSTANDER else self._clear()
        if self.random.random() < _IN_FRONT:
            return _Head(x, float(self.random.uniform(2, 5)), float(self.random.uniform(1.2, 3)), None, score)
        return _Head(x, float(self.random.normal(-1, 1)), float(self.random.beta(2, 3)) * 0.9 + 0.1, None, score)

    def _false_face(self, right: float) -> _Head:
        x, y = float(self.random.uniform(0, right + 2)), float(self.random.normal(1, 3))
        return _Head(x, y, float(self.random.uniform(0.3, 1.2)), None, float(self.random.uniform(0.55, 0.85)))

    def likenesses(self, truth: Sequence[str | None]) -> list[list[Likeness]]:
        """The five nearest of a gallery, in which some of the people are."""
        names = sorted({name for name in truth if name is not None})
        examples = {name: int(self.random.integers(1, 7)) for name in names if self.random.random() < self.known}
        return [self.nearest(name, examples) for name in truth] if examples else []

    def nearest(self, name: str | None, examples: dict[str, int]) -> list[Likeness]:
        """Distances of one face to the photo's known people and to the nearest of the rest of the gallery."""
        found = []
        for person, count in examples.items():
            mean, deviation = _SAME if person == name else _OTHER
            # Examples of one person share half of their variance.
            shared = self.random.normal(0, deviation * 0.7)
            own = float(self.random.normal(0, deviation * 0.7, count).min())
            found.append(Likeness(person, max(mean + float(shared) + own, 0.1), count))
        rest = np.sort(self.random.normal(_OTHER[0], _OTHER[1], _GALLERY))[:5]
        found += [Likeness(f"Stranger {k}", float(d), 2) for k, d in enumerate(rest)]
        return sorted(found, key=lambda likeness: likeness.distance)[:5]


def _face(head: _Head, rank: int, wide: float) -> Face:
    size = head.size
    box = Box((head.x + 0.5 - size / 2) * wide, 0.5 + (head.y - size / 2) * 1.3 * wide, size * wide, size * 1.3 * wide)
    return Face(box, 1, rank, head.score, "yunet")
