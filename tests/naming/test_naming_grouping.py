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


def test_whoever_is_named_leaves_and_the_others_stay():
    groups = Groups()
    number = groups.add("a", np.zeros(128), "1")
    groups.add("b", np.zeros(128), "2")
    assert groups.faces(number) == ("a", "b")
    assert groups.remove("a") == ()
    assert groups.faces(number) == ("b",)
    assert groups.group_of("a") is None
    groups.remove("b")
    assert len(groups) == 0
    assert groups.remove("b") == ()


def test_faces_whose_comparison_is_gone_are_handed_back():
    groups = Groups()
    number = groups.add("0", np.zeros(128), "0")
    for k in range(1, 12):
        assert groups.add(str(k), np.full(128, k * 1e-4), str(k)) == number
    left = set(groups.faces(number))
    while groups.faces(number):
        gone = groups.faces(number)[-1]
        back = groups.remove(gone)
        left.discard(gone)
        left -= set(back)
    assert not left
    assert list(groups) == []


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3), st.booleans()), max_size=30))
def test_every_face_is_in_one_group_or_none(steps):
    groups, inside = Groups(), set()
    for face, place, away in steps:
        if away:
            inside -= {str(face), *groups.remove(str(face))}
        else:
            groups.add(str(face), np.full(4, place * 0.3), f"photo {face % 3}")
            inside.add(str(face))
    held = [face for number in groups for face in groups.faces(number)]
    assert sorted(held) == sorted(inside)
    for number in groups:
        photos = [f"photo {int(face) % 3}" for face in groups.faces(number)]
        assert len(photos) == len(set(photos))
