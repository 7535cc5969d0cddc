"""Rows and ranks: properties of any order, and groups drawn by hand whose order is known."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.domain import Box
from vonlinks.faces import order_faces

sizes = st.floats(0.02, 0.2)
boxes = st.builds(Box, st.floats(0, 1), st.floats(0, 1), sizes, sizes)
groups = st.lists(boxes, max_size=14)
counts = st.lists(st.integers(1, 6), max_size=4)


def person(x, y, size=0.06):
    return Box(x - size / 2, y - size / 2, size, size)


def rows_of(faces, rows=()):
    return [place.row for place in order_faces(faces, rows=rows)]


@settings(deadline=None, max_examples=60)
@given(groups, counts)
def test_every_face_has_one_place_and_ranks_run_from_the_left(faces, rows):
    places = order_faces(faces, rows=rows)
    assert len(places) == len(faces)
    assert {place.row for place in places} == set(range(1, max((p.row for p in places), default=0) + 1))
    for row in {place.row for place in places}:
        members = [(place.rank, face.center[0]) for place, face in zip(places, faces, strict=True) if place.row == row]
        assert sorted(rank for rank, _ in members) == list(range(1, len(members) + 1))
        xs = [x for _, x in sorted(members)]
        assert xs == sorted(xs)
    assert all(0 <= place.confidence <= 1 for place in places)


@settings(deadline=None, max_examples=40)
@given(groups, counts, st.sampled_from([0.25, 2.0, 1024.0]), st.integers(-4, 4))
def test_place_and_size_of_the_group_do_not_matter(faces, rows, scale, shift):
    moved = [Box(f.x * scale + shift, f.y * scale - shift, f.width * scale, f.height * scale) for f in faces]
    before = order_faces(faces, rows=rows)
    # Two partitions of equal cost may change places by rounding; what is clear may not.
    if all(place.confidence > 1e-3 for place in before) and _apart(faces):
        after = order_faces(moved, rows=rows)
        assert [(place.row, place.rank) for place in after] == [(place.row, place.rank) for place in before]


def _apart(faces):
    xs = sorted(face.center[0] for face in faces)
    return all(after - before > 1e-6 for before, after in pairwise(xs))


@settings(deadline=None, max_examples=40)
@given(st.lists(boxes, min_size=2, max_size=12, unique_by=lambda box: box.center[0]), st.randoms(use_true_random=False))
def test_the_order_they_come_in_does_not_matter(faces, random):
    before = dict(zip(faces, order_faces(faces), strict=True))
    shuffled = list(faces)
    random.shuffle(shuffled)
    assert dict(zip(shuffled, order_faces(shuffled), strict=True)) == before


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20, unique=True))
def test_one_row_told_is_one_row(xs):
    faces = [person(x, (i * 7919 % 13) / 13) for i, x in enumerate(xs)]
    assert set(rows_of(faces, [len(faces)])) == {1}


def line(count, y, size=0.06, *, start=0.1, step=0.09, bend=0.0):
    middle = (count - 1) / 2
    return [person(start + i * step, y + bend * ((i - middle) / max(middle, 1)) ** 2, size) for i in range(count)]


def wobble(faces, seed, by=0.008):
    shifts = np.random.default_rng(seed).normal(0, by, (len(faces), 2))
    return [Box(f.x + dx, f.y + dy, f.width, f.height) for f, (dx, dy) in zip(faces, shifts.tolist(), strict=True)]


@pytest.mark.parametrize("seed", range(5))
def test_clear_bands_are_rows_without_a_word_from_the_caption(seed):
    front, back = line(7, 0.6, 0.07), line(6, 0.42, start=0.14)
    places = order_faces(wobble([*front, *back], seed))
    assert [place.row for place in places] == [1] * 7 + [2] * 6
    assert [place.rank for place in places] == [*range(1, 8), *range(1, 7)]


def test_a_tilted_camera_makes_no_rows():
    assert set(rows_of([person(0.05 + i * 0.09, 0.2 + i * 0.04) for i in range(10)])) == {1}


def test_tall_and_small_people_in_one_line_are_one_row():
    faces = [person(0.1 + i * 0.09, 0.4 + (0.05 if i % 2 else -0.02)) for i in range(9)]
    assert [place.rank for place in order_faces(faces)] == list(range(1, 10))


def test_people_in_the_far_background_are_no_row_of_the_group():
    faces = [*line(5, 0.6, 0.12, step=0.16), *line(4, 0.2, 0.04)]
    assert set(rows_of(faces)) == {1}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("counts", "bend"), [((5, 4), 0.0), ((6, 5), 0.05), ((4, 5, 6), 0.0), ((7, 8, 7), -0.03), ((2, 6), 0.02)]
)
def test_rows_that_the_caption_counts_are_found(counts, bend, seed):
    faces, gold = [], []
    for number, count in enumerate(counts):
        start = 0.5 - (count - 1) * 0.045
        faces += line(count, 0.7 - 0.085 * number, 0.07 - 0.004 * number, start=start, bend=bend)
        gold += [number + 1] * count
    assert rows_of(wobble(faces, seed), counts) == gold


def test_a_tall_man_in_front_stands_above_a_small_woman_in_the_back():
    front, back = line(6, 0.60, 0.07), line(5, 0.49, 0.058, start=0.145)
    front[2] = person(0.28, 0.50, 0.07)
    back[4] = person(0.505, 0.515, 0.058)
    places = order_faces([*front, *back], rows=(6, 5))
    assert [place.row for place in places] == [1] * 6 + [2] * 5


def test_a_missed_face_does_not_tear_the_rows():
    front, back = line(6, 0.6, 0.07), line(6, 0.48, start=0.12)
    assert rows_of([*front[:2], *front[3:], *back], (6, 6)) == [1] * 5 + [2] * 6


def test_a_small_stranger_takes_no_place_in_the_count():
    front, back = line(5, 0.6, 0.07), line(5, 0.48, start=0.14)
    places = order_faces([*front, *back, person(0.9, 0.9, 0.02)], rows=(5, 5))
    assert [place.row for place in places[:10]] == [1] * 5 + [2] * 5


def test_confidence_is_high_where_rows_are_clear_and_low_where_they_are_not():
    clear = order_faces([*line(5, 0.7, 0.07), *line(5, 0.45)], rows=(5, 5))
    front, back = line(5, 0.5), line(5, 0.5, start=0.145)
    unclear = order_faces([*front, *back], rows=(5, 5))
    assert clear[0].confidence > 0.9
    assert unclear[0].confidence < 0.5


def test_a_crowd_is_ordered_in_a_moment():
    faces = [box for number in range(10) for box in line(12, 0.9 - 0.07 * number, 0.04, step=0.07)]
    assert rows_of(faces, [12] * 10) == [number + 1 for number in range(10) for _ in range(12)]
