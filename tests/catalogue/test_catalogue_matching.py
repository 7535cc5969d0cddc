"""Faces found again, whatever detector drew their box."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.catalogue.matching import Seen, found_again
from vonlinks.domain import Box, Embedding, Face

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}

HEAD = Box(0.30, 0.20, 0.20, 0.30)
CHIN_TO_BROW = Box(0.33, 0.30, 0.14, 0.17)
TOUCHING = Box(0.42, 0.35, 0.20, 0.30)
ELSEWHERE = Box(0.70, 0.20, 0.20, 0.30)
A_LITTLE = Box(0.32, 0.22, 0.20, 0.30)
BEHIND = Box(0.35, 0.20, 0.20, 0.30)


def seen(box, *vector, model="m"):
    return Seen(box, {model: vector} if vector else {})


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (seen(A_LITTLE, 0.0, 0.0), True),
        (seen(A_LITTLE), True),
        (seen(A_LITTLE, 0.9, 0.0), True),
        (seen(BEHIND, 0.5, 0.0), True),
        (seen(BEHIND, 0.9, 0.0), False),
        (seen(BEHIND, 0.9, 0.0, model="other"), True),
        (seen(CHIN_TO_BROW), True),
        (seen(CHIN_TO_BROW, 0.5, 0.0), True),
        (seen(CHIN_TO_BROW, 0.7, 0.0), False),
        (seen(TOUCHING, 0.3, 0.0), True),
        (seen(TOUCHING, 0.5, 0.0), False),
        (seen(TOUCHING), False),
        (seen(ELSEWHERE, 0.0, 0.0), False),
    ],
)
def test_a_face_is_the_same_by_place_and_vector(new, same):
    assert found_again([seen(HEAD, 0.0, 0.0)], [new]) == ({0: 0} if same else {})


def test_the_surest_pairs_are_made_first():
    old = [seen(HEAD, 0.0, 0.0), seen(TOUCHING, 1.0, 0.0)]
    new = [seen(CHIN_TO_BROW, 0.1, 0.0), seen(TOUCHING, 1.0, 0.0)]
    assert found_again(old, new) == {0: 0, 1: 1}


_SEEN = st.builds(
    lambda x, y, side, vector: Seen(Box(x, y, side, side), {"m": vector} if vector else {}),
    st.floats(0, 0.8),
    st.floats(0, 0.8),
    st.floats(0.01, 0.3),
    st.one_of(st.none(), st.tuples(st.floats(-1, 1), st.floats(-1, 1))),
)


@given(st.lists(_SEEN, max_size=6), st.lists(_SEEN, max_size=6))
def test_no_face_is_two(old, new):
    again = found_again(old, new)
    assert len(set(again.values())) == len(again)
    assert set(again) <= set(range(len(new)))
    assert set(again.values()) <= set(range(len(old)))


@given(st.lists(_SEEN, max_size=6, unique_by=lambda one: one.box))
def test_what_is_looked_at_again_unchanged_is_found_again(faces):
    assert found_again(faces, faces) == {place: place for place in range(len(faces))}


def face(box, *vector):
    return Face(box, 1, 1, 0.9, "made", Embedding("m", vector))


def test_decisions_outlast_another_detector(catalogue, build, fill):
    photo = fill("one", faces=[face(HEAD, 0.0, 0.0), face(ELSEWHERE, 1.0, 1.0)])
    catalogue.confirm(photo, [(f"{photo}-2", "Bert Süd")], **EDITOR)
    catalogue.reject(photo, f"{photo}-1", "Anna Nord", **EDITOR)
    other = Box(ELSEWHERE.x + 0.03, ELSEWHERE.y + 0.1, 0.14, 0.17)
    fill(
        "one",
        faces=[face(CHIN_TO_BROW, 0.1, 0.0), face(other, 1.0, 1.1)],
        suggestions=[(0, "Anna Nord", 0.99, True), (0, "ANNA NORD", 0.9, False)],
    )
    first, second = catalogue.photo(photo).faces
    assert (first.id, first.rejected, first.suggestions) == (f"{photo}-1", ("Anna Nord",), ())
    assert (second.id, second.person) == (f"{photo}-2", "Bert Süd")


def test_a_rejection_outlasts_looks_that_do_not_find_the_face(catalogue, build, fill):
    photo = fill("one", faces=[face(HEAD, 0.0, 0.0)])
    catalogue.reject(photo, f"{photo}-1", "Anna Nord", **EDITOR)
    fill("one", faces=0)
    fill("one", faces=[face(CHIN_TO_BROW, 0.1, 0.0)], suggestions=[(0, "Anna Nord", 0.99, True)])
    (only,) = catalogue.photo(photo).faces
    assert (only.id, only.rejected, only.suggestions) == (f"{photo}-1", ("Anna Nord",), ())


def test_a_rejection_holds_for_every_name_of_the_person(catalogue, build, fill):
    photo, other = fill("one", faces=1), fill("two", faces=1)
    catalogue.confirm(other, [(f"{other}-1", "Anna Nord")], **EDITOR)
    catalogue.reject(photo, f"{photo}-1", "Anna Nord", **EDITOR)
    catalogue.authorities.rename("Anna Nord", "Anna Süd", **EDITOR)
    for name in ("Anna Nord", "Anna Süd", "ANNA SÜD"):
        catalogue.store_naming(photo, build.naming((0, name, 0.99, True)))
        assert catalogue.photo(photo).faces[0].suggestions == ()
