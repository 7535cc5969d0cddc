"""The gallery of confirmed faces against one that looks at every face: same people, after any sequence of changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.domain import Likeness
from vonlinks.naming.cells import Cells
from vonlinks.naming.nearest import Nearest, most_different


class Exact:
    """The same interface, comparing with all."""

    def __init__(self, examples):
        self.faces = {}
        for person, vector in examples:
            self.faces.setdefault(person, []).append(vector)

    def put(self, person, vectors):
        self.faces[person] = list(vectors)
        if not vectors:
            del self.faces[person]

    def likenesses(self, vectors, *, most=5):
        found = []
        for vector in vectors:
            apart = {
                person: float(np.linalg.norm(np.asarray(own) - vector, axis=1).min())
                for person, own in self.faces.items()
            }
            order = sorted(apart, key=lambda person: (apart[person], person))[:most]
            found.append(tuple(Likeness(person, apart[person], len(self.faces[person])) for person in order))
        return found


def world(seed, persons, each):
    """Persons 0.8 apart and faces 0.36 apart, in forty directions out of 128, as dlib's embeddings lie."""
    random = np.random.default_rng(seed)
    basis = np.linalg.qr(random.normal(size=(128, 40)))[0].T
    centers = random.normal(0, 0.8 / np.sqrt(80), (persons, 40))

    def draw(who):
        own = centers[who] + random.normal(0, 0.36 / np.sqrt(80), (len(who), 40))
        return np.asarray(own @ basis, np.float32)

    return random, draw, [(f"P{k // each}", v) for k, v in enumerate(draw(np.repeat(np.arange(persons), each)))]


@pytest.mark.parametrize(("persons", "each"), [(1, 1), (40, 3), (1500, 4)])
def test_the_nearest_people_are_the_same_as_by_looking_at_all(persons, each):
    random, draw, examples = world(3, persons, each)
    index, exact = Nearest(examples), Exact(examples)
    asked = draw(random.integers(0, persons, 100))
    pairs = list(zip(index.likenesses(asked), exact.likenesses(asked), strict=True))
    same = sum(got[0].person == wanted[0].person for got, wanted in pairs)
    assert same / len(pairs) >= 0.99
    assert all(
        got[0] == pytest.approx(wanted[0]) or abs(got[0].distance - wanted[0].distance) < 1e-4
        for got, wanted in pairs
        if got[0].person == wanted[0].person
    )
    assert all(len(got) == min(5, persons) for got, _ in pairs)


def test_cells_find_the_nearest_among_very_many(monkeypatch):
    monkeypatch.setattr("vonlinks.naming.cells._MANY", 2000)
    random, draw, examples = world(5, 8000, 1)
    cells = Cells()
    cells.fill((k, vector) for k, (_, vector) in enumerate(examples))
    who = random.integers(0, 8000, 200)
    found = [int(person) in keys for person, keys in zip(who, cells.near(draw(who), 64), strict=True)]
    assert sum(found) / len(found) >= 0.99


CHANGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=25)


@settings(max_examples=60)
@given(CHANGES)
def test_changes_leave_what_a_gallery_made_anew_would_hold(changes):
    _, draw, examples = world(1, 10, 4)
    index, faces = Nearest(), {}
    for person, count in changes:
        own = [vector for name, vector in examples if name == f"P{person}"][:count]
        index.put(f"P{person}", own)
        faces[f"P{person}"] = own
    anew = Nearest((person, vector) for person, own in faces.items() for vector in own)
    asked = draw(np.arange(10))
    assert [[(n.person, n.examples) for n in found] for found in index.likenesses(asked)] == [
        [(n.person, n.examples) for n in found] for found in anew.likenesses(asked)
    ]
    assert len(index) == len(anew) == sum(bool(own) for own in faces.values())


def test_cells_hold_what_was_put_in_and_not_taken_out():
    random = np.random.default_rng(2)
    cells, held = Cells(), {}
    for step in range(6000):
        key = int(random.integers(0, 4000))
        if random.random() < 0.25:
            cells.remove(key)
            held.pop(key, None)
        else:
            held[key] = random.normal(size=8).astype(np.float32)
            cells.put(key, held[key])
        if step % 500 == 0 and held:
            some = next(iter(held))
            assert some in cells.near(held[some][None], 8)[0]
    assert len(cells) == len(held)
    assert set(cells.near(np.zeros((1, 8), np.float32), 10_000)[0].tolist()) == set(held)


def test_the_most_different_examples_are_kept_and_none_far_from_all():
    ring = [[np.cos(k / 10), np.sin(k / 10)] for k in range(63)]
    vectors = np.array([*ring, [9.0, 9.0]], np.float32)
    kept = most_different(vectors, 4)
    apart = np.linalg.norm(kept[:, None] - kept[None], axis=2)[np.triu_indices(4, 1)]
    assert apart.min() > 0.9
    assert [9.0, 9.0] not in kept.tolist()
    assert len(most_different(vectors, 99)) == 64


def test_an_empty_gallery_knows_nobody():
    assert Nearest().likenesses([np.zeros(128)]) == [()]
    assert Nearest([("A", np.zeros(128))]).likenesses([]) == []
