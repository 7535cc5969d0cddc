#!/usr/bin/env python3
"""Time of naming, in processor seconds: alignments, a new photo and a confirmation against small and large galleries.

    uv run python scripts/bench_naming.py [--small 3000] [--large 300000]

The gallery has so many confirmed faces with drawn embeddings: the small one 10 of each person; the large one 50, for the
same people return (persons as the 0.65th power of faces), and once more 10, as if each hundredth face were a new person.
A photo has 7 faces and a caption that lists them; naming it is asking the gallery and `name_faces`. A confirmation
replaces one person's examples and names a photo anew. Recall compares with all examples. Grouping puts further unnamed
faces into groups of three on average.
"""

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence

# One thread, as in a worker; to be said before numpy is loaded.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

import numpy as np

from drawn_captions import listed
from drawn_embeddings import Faces
from drawn_people import row
from drawn_photos import World
from vonlinks.domain import Box, CaptionReading, Face, Mention, Position
from vonlinks.naming import name_faces
from vonlinks.naming.alignment import LineProblem, Variant, solve
from vonlinks.naming.grouping import Groups
from vonlinks.naming.nearest import Nearest

_PHOTO, _TIMES = 7, 50
_GIVEN = 10
"""Confirmed faces of a person that a gallery is given anew after a decision: a bounded number of the best."""


def spent(what: Callable[[int], object], times: int) -> float:
    """Processor seconds of one call, after one to warm up."""
    what(0)
    gc.collect()
    start = time.process_time()
    for number in range(1, times + 1):
        what(number)
    return (time.process_time() - start) / times


def alignments(people: int) -> tuple[float, float]:
    """Seconds of 1,000 alignments of so many faces and names, and of naming 1,000 such photos."""
    faces = range(people)
    match = [[1.0] * people for _ in faces]
    variant = Variant(1.0, tuple(faces), match, [0.012] * people, [0.004] * people)
    problem = LineProblem(tuple(faces), (variant,), [1.0] * (people + 1), [0.001] * (people - 1))
    boxes = [Face(Box(0.02 + 0.048 * k, 0.4, 0.03, 0.04), 1, k + 1, 0.95, "yunet") for k in faces]
    mentions = [Mention(f"Person {k}", (0, 1), pictured=True, position=Position("left", k + 1), group=1) for k in faces]
    reading = CaptionReading("", "de", tuple(mentions), complete=((1, True),))
    return 1000 * spent(lambda _: solve([problem], ()), 300), 1000 * spent(lambda _: name_faces(boxes, reading), 100)


class Library:
    """A gallery of so many confirmed faces, and photos to name against it."""

    def __init__(self, faces: int, each: int) -> None:
        self.each = each
        self.persons = max(faces // each, 1)
        self.drawn = Faces(7, self.persons)
        self.vectors = self.drawn.draw(np.repeat(np.arange(self.persons), each))
        names = np.repeat([f"Person {number}" for number in range(self.persons)], each).tolist()
        start = time.process_time()
        self.gallery = Nearest(zip(names, self.vectors, strict=True))
        self.built = time.process_time() - start
        people = list(row(_PHOTO, 1, 0.0, np.random.default_rng(3)))
        self.reading = CaptionReading("", "de", tuple(listed(people, 1)), complete=((1, True),))
        self.faces = World(3, tidy=True).photograph("list", people, self.reading, mistaken=False).faces
        self.asked = [self.drawn.draw(self.drawn.random.integers(0, self.persons, _PHOTO)) for _ in range(200)]

    def ask(self, number: int) -> object:
        """Ask for one photo's faces."""
        return self.gallery.likenesses(self.asked[number % len(self.asked)])

    def name(self, number: int) -> object:
        """Name one photo."""
        likenesses = self.gallery.likenesses(self.asked[number % len(self.asked)])
        return name_faces(self.faces, self.reading, likenesses=likenesses)

    def confirm(self, number: int) -> object:
        """Confirm one more face of a person, and name a photo that depends on it anew."""
        person = number * 7919 % self.persons
        own = self.vectors[person * self.each : (person + 1) * self.each][-_GIVEN:]
        self.gallery.put(f"Person {person}", np.concatenate([own, self.drawn.draw(np.array([person]))]))
        return self.name(number)

    def recall(self) -> tuple[float, float]:
        """Share of the nearest persons that were found, and how much too far the next one is, on average."""
        nearest, late = 0, 0.0
        for vector in np.concatenate(self.asked[:30]):
            apart = np.linalg.norm(self.vectors - vector, axis=1).reshape(self.persons, -1).min(axis=1)
            first, second = np.argsort(apart)[:2].tolist()
            got = self.gallery.likenesses([vector])[0]
            nearest += got[0].person == f"Person {first}"
            late += max(got[1].distance - float(apart[second]), 0.0)
        return nearest / (30 * _PHOTO), late / (30 * _PHOTO)


def measure(libraries: Sequence[Library]) -> list[tuple[float, float, float]]:
    """Seconds of asking, of naming a photo and of a confirmation, for each library.

    The libraries take turns, and the least of ten rounds counts: other programs take time from each alike.
    """
    rounds = [
        [
            (spent(library.ask, _TIMES), spent(library.name, _TIMES), spent(library.confirm, _TIMES))
            for library in libraries
        ]
        for _ in range(10)
    ]
    return [
        (min(t[0] for t in times), min(t[1] for t in times), min(t[2] for t in times))
        for times in zip(*rounds, strict=True)
    ]


def grouping(faces: int) -> float:
    """Seconds for one more unnamed face, where there are so many in groups of about three."""
    drawn = Faces(11, faces // 3)
    groups = Groups()
    for number, vector in enumerate(drawn.draw(np.arange(faces) % (faces // 3))):
        groups.add(str(number), vector, str(number))
    more = drawn.draw(drawn.random.integers(0, faces // 3, 501))
    return spent(lambda k: groups.add(f"new {k}", more[k % len(more)], f"photo {k}"), 500)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=3_000)
    parser.add_argument("--large", type=int, default=300_000)
    args = parser.parse_args()
    aligned, named = alignments(20)
    print(
        f"1,000 alignments of 20 faces and 20 names: {aligned:.2f} s (aim: 1 s); naming 1,000 such photos: {named:.2f} s"
    )
    libraries = [Library(args.small, 10), Library(args.large, 50), Library(args.large, 10)]
    measured = measure(libraries)
    for library, (asking, naming, confirming) in zip(libraries, measured, strict=True):
        nearest, late = library.recall()
        print(
            f"{len(library.vectors)} faces of {library.persons} persons: built in {library.built:.1f} s; "
            f"asking {1000 * asking:.2f} ms, naming a photo {1000 * naming:.2f} ms "
            f"(ratio {naming / measured[0][1]:.2f}, aim 1.3), a confirmation {1000 * confirming:.2f} ms "
            f"(ratio {confirming / measured[0][2]:.2f}); nearest found {nearest:.3f}, next one {late:.3f} too far"
        )
    small, large = grouping(args.small), grouping(args.large // 10)
    print(
        f"grouping one more face, {args.small} and {args.large // 10} unnamed ones: {1000 * small:.2f} ms, {1000 * large:.2f} ms, ratio {large / small:.2f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
