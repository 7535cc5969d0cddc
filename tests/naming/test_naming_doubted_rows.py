"""Rows that can be divided in two ways, about as probable: nothing is suggested from either, until one name decides."""

import pytest

from vonlinks.domain import Likeness, fold
from vonlinks.naming import name_faces

NAMES = ("Ada", "Bert", "Cleo"), ("Dora", "Emil", "Fritz")


@pytest.fixture
def group(draw):
    """Two rows of three, whose outer faces stand half way between the rows."""
    places = [(0.1, 0.5), (0.35, 0.38), (0.36, 0.62), (0.64, 0.38), (0.65, 0.62), (0.9, 0.5)]
    faces = [draw.face(x, y) for x, y in places]
    people = [
        draw.mention(name, "left", place, row, group=number)
        for number, (row, names) in enumerate(zip(("back", "front"), NAMES, strict=True), start=1)
        for place, name in enumerate(names, start=1)
    ]
    return faces, draw.reading(*people, complete=((1, True), (2, True)))


def first(naming, faces):
    found = [None] * len(faces)
    for suggestion in naming.suggestions:
        found[suggestion.face] = found[suggestion.face] or suggestion.person
    return found


def test_nothing_is_suggested_from_either_division_and_this_is_said(group):
    faces, reading = group
    naming = name_faces(faces, reading)
    assert first(naming, faces) == [None] * 6
    assert naming.status == "conflict"
    (sentence,) = naming.conflicts
    assert sentence == (
        "it cannot be told who stands in the front row and who in the back row: one name confirmed there decides it"
    )


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Ada", ["Ada", "Bert", "Dora", "Cleo", "Emil", "Fritz"]),
        ("Dora", ["Dora", "Ada", "Emil", "Bert", "Fritz", "Cleo"]),
    ],
)
def test_one_confirmed_name_decides_for_all(group, name, named):
    faces, reading = group
    likenesses = [(Likeness(name, 0.0, 1),), *[()] * 5]
    naming = name_faces(faces, reading, likenesses=likenesses)
    assert first(naming, faces) == named
    assert not any("cannot be told" in sentence for sentence in naming.conflicts)
    assert {fold(suggestion.person) for suggestion in naming.suggestions if suggestion.strong} >= {fold(name)}


def test_rows_that_lie_apart_are_named_as_ever(draw, group):
    _, reading = group
    faces = [
        draw.face(x, y) for x, y in [(0.1, 0.38), (0.3, 0.38), (0.38, 0.62), (0.6, 0.38), (0.68, 0.62), (0.9, 0.62)]
    ]
    naming = name_faces(faces, reading)
    assert first(naming, faces) == ["Ada", "Bert", "Dora", "Cleo", "Emil", "Fritz"]
    assert naming.conflicts == ()
