"""Whom a face is like."""

import math

from hypothesis import given
from hypothesis import strategies as st

from vonlinks.workflows.gallery import Gallery

vectors = st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4)
examples = st.lists(st.tuples(st.sampled_from(["Ada", "Bert", "Cem"]), vectors), max_size=12)


@given(examples, vectors)
def test_nearest_person_is_the_one_with_the_nearest_example(pairs, probe):
    found = Gallery(pairs).likenesses(probe)
    truth = {}
    for person, vector in pairs:
        truth[person] = min(truth.get(person, math.inf), math.dist(vector, probe))
    assert {like.person: like.distance for like in found}.keys() == truth.keys()
    for like in found:
        assert math.isclose(like.distance, truth[like.person], rel_tol=1e-4, abs_tol=1e-5)
        assert like.examples == sum(person == like.person for person, _ in pairs)
    assert [like.distance for like in found] == sorted(like.distance for like in found)


def test_an_empty_gallery_is_like_nobody():
    assert Gallery([]).likenesses([0.0] * 4) == ()
