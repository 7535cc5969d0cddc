"""Unnamed faces come one by one and end up with others of the same person, never with another face of their photo."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.naming.grouping import Groups


def drawn(seed, persons, each):
    random = np.random.default_rng(seed)
    basis = np.linalg.qr(random.normal(size=(128, 40)))[0].T
    centers = random.normal(0, 0.8 / np.sqrt(80), (persons, 40))
    who = random.permutation(np.repeat(np.arange(persons), each))
    return who.tolist(), (centers[who] + random.normal(0, 0.36 / np.sqrt(80), (len(who), 40))) @ basis


@pytest.mark.parametrize("seed", [1, 2])
def test_groups_are_single_people_and_hold_most_of_their_faces(seed):
    who, vectors = drawn(seed, 60, 8)
    groups = Groups()
    for number, vector in enumerate(vectors):
        groups.add(str(number), vector, f"photo {number}")
    numbers = [groups.group_of(str(k)) for k in range(len(who))]
    pairs = Counter((numbers[a] == numbers[b], who[a] == who[b]) for a, b in combinations(range(len(who)), 2))
    assert pairs[True, True] / (pairs[True, True] + pairs[True, False]) >= 0.99
    assert pairs[True, True] / (pairs[True, True] + pairs[False, True]) >= 0.75


def test_two_faces_of_one_photo_are_two_people():
    groups, twin = Groups(), np.zeros(128)
    assert groups.add("a", twin, "photo") != groups.add("b", twin, "photo")
    assert groups.add("c", twin, "another") in {groups.group_of("a"), groups.group_of("b")}


@pytest.mark.parametrize("cut", [0, 1, 37, 100])
def test_groups_that_are_restored_go_on_as_if_nothing_had_been(cut):
    """The same faces in the same order end up in the same groups, wherever a program stopped between them."""
    _, vectors = drawn(3, 25, 4)
    groups = Groups()
    added = [
        (str(k), f"photo {k // 2}", groups.add(str(k), one, f"photo {k // 2}"), one) for k, one in enumerate(vectors)
    ]
    again = Groups()
    again.restore(added[:cut])
    again.restore(added[:cut])
    numbers = [again.add(face, vector, photo) for face, photo, _, vector in added]
    assert numbers == [number for _, _, number, _ in added]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=30))
def test_every_face_is_in_one_group_and_no_group_has_two_of_one_photo(steps):
    groups = Groups()
    for face, place in steps:
        number = groups.add(str(face), np.full(4, place * 0.3), f"photo {face % 3}")
        assert groups.group_of(str(face)) == number
    held = [face for number in groups for face in groups.faces(number)]
    assert sorted(held) == sorted({str(face) for face, _ in steps})
    for number in groups:
        photos = [f"photo {int(face) % 3}" for face in groups.faces(number)]
        assert len(photos) == len(set(photos))
