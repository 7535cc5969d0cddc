"""Arithmetic on boxes, against the same said slowly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.domain import Box
from vonlinks.faces.boxes import covered, iou, suppress

numbers = st.floats(0, 10)
sides = st.floats(0.1, 10)
boxes = st.tuples(numbers, numbers, sides, sides)
many = st.lists(boxes, min_size=1, max_size=12)


@given(many, many)
def test_iou_is_that_of_the_domain(first, second):
    table = iou(first, second)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            assert abs(table[i, j] - Box(*a).iou(Box(*b))) < 1e-9


@given(boxes, st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 1))
def test_a_box_inside_another_is_wholly_covered(box, right, down, share):
    x, y, width, height = box
    inner = (x + right * width * (1 - share), y + down * height * (1 - share), width * share, height * share)
    assert covered([box], [inner])[0, 0] > 1 - 1e-6


@given(many, st.data())
def test_what_stays_is_apart_and_what_goes_lay_on_something_stronger(faces, data):
    scores = data.draw(st.lists(st.floats(0, 1), min_size=len(faces), max_size=len(faces)))
    kept = suppress(faces, scores, 0.3)
    table = iou(faces, faces)
    for i in kept:
        assert all(table[i, j] <= 0.3 for j in kept if j != i)
    for i in set(range(len(faces))) - set(kept.tolist()):
        assert any(table[i, j] > 0.3 and scores[j] >= scores[i] for j in kept)
    assert list(np.asarray(scores)[kept]) == sorted(np.asarray(scores)[kept], reverse=True)


def test_nothing_stays_of_nothing():
    assert suppress([], [], 0.3).tolist() == []
