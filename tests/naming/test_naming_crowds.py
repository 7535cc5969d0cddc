"""Large groups and odd ones: nothing that grows without bound, nothing that overflows."""

import pytest

from vonlinks.domain import Box, CaptionReading, Face, Likeness, Mention, Position
from vonlinks.naming import name_faces


def crowd(count, rows=1):
    return [
        Face(
            Box(0.02 + 0.95 * (k // rows) * rows / count, 0.7 - 0.12 * (k % rows), 0.018, 0.024),
            k % rows + 1,
            k,
            0.95,
            "x",
        )
        for k in range(count)
    ]


def people(count, *, row=None, group=1, placed=True, first=0):
    return [
        Mention(
            f"Person {first + k}",
            (0, 1),
            pictured=True,
            position=Position("left", k + 1, row) if placed else None,
            group=group if placed else None,
        )
        for k in range(count)
    ]


def test_fifty_names_in_one_list_over_fifty_faces():
    naming = name_faces(crowd(50), CaptionReading("", "de", tuple(people(50))))
    assert sum(s.strong for s in naming.suggestions) == 50


def test_two_hundred_names_over_two_hundred_faces_do_not_underflow():
    naming = name_faces(crowd(200), CaptionReading("", "de", tuple(people(200))))
    best = {}
    for suggestion in naming.suggestions:
        best.setdefault(suggestion.face, suggestion.person)
    assert [best[k] for k in range(200)] == [f"Person {k}" for k in range(200)]


@pytest.mark.parametrize(("faces", "names"), [(5, 120), (120, 5)])
def test_far_too_many_of_one_kind_are_no_certainty(faces, names):
    naming = name_faces(crowd(faces), CaptionReading("", "de", tuple(people(names))))
    assert naming.status == "conflict"
    assert not any(s.strong for s in naming.suggestions)


def test_forty_names_without_a_place_are_never_strong():
    naming = name_faces(crowd(40), CaptionReading("", "de", tuple(people(40, placed=False))))
    assert not any(s.strong for s in naming.suggestions)
    for face in range(40):
        assert sum(s.probability for s in naming.suggestions if s.face == face) <= 1 + 1e-9


def test_forty_faces_in_two_rows():
    listed = (*people(20, row="front"), *people(20, row="back", group=2, first=20))
    naming = name_faces(crowd(40, rows=2), CaptionReading("", "de", listed))
    strong = {s.face: s.person for s in naming.suggestions if s.strong}
    assert strong == {k: f"Person {k // 2 + 20 * (k % 2)}" for k in range(40)}


def test_everybody_looks_alike_and_nobody_is_certain():
    near = [[Likeness(f"Person {k}", 0.3, 3) for k in range(6)] for _ in range(6)]
    naming = name_faces(crowd(6), CaptionReading("", "de", tuple(people(6, placed=False))), likenesses=near)
    assert not any(s.strong for s in naming.suggestions)
