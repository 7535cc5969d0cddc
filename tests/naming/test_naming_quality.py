"""A face far blurrier than those that the caption names is a bystander's, however large it is."""

from dataclasses import replace

import pytest

from vonlinks.domain import Box, CaptionReading, Face, Mention, Position
from vonlinks.naming import name_faces

NAMES = ("Jana Vorndran", "Ole Tiedemann")


def in_a_row(*qualities):
    return [
        Face(Box(0.1 + 0.2 * k, 0.4, 0.1, 0.13), 1, k + 1, 0.95, "x", quality=quality)
        for k, quality in enumerate(qualities)
    ]


def named(faces):
    people = tuple(
        Mention(name, (0, 1), pictured=True, position=Position("left", k, None), group=1)
        for k, name in enumerate(NAMES, 1)
    )
    best = {}
    for one in name_faces(faces, CaptionReading("", "de", people)).suggestions:
        best[one.person] = max(best.get(one.person, (0, None)), (one.probability, one.face))
    return best


@pytest.mark.parametrize("blurred", [0, 1, 2])
def test_of_three_faces_for_two_names_the_blurred_one_is_left_out(blurred):
    qualities = [0.9, 0.85, 0.9]
    qualities[blurred] = 0.1
    best = named(in_a_row(*qualities))
    assert [best[name][1] for name in NAMES] == [k for k in range(3) if k != blurred]


def test_what_is_a_little_less_clear_or_was_not_measured_makes_no_difference():
    clear, mixed = named(in_a_row(0.9, 0.9, 0.9)), named(in_a_row(0.9, 0.6, 0.9))
    unmeasured = named([replace(face, quality=None) for face in in_a_row(0.9, 0.9, 0.9)])
    assert clear == mixed == unmeasured


def test_where_all_are_blurred_nobody_is_a_bystander_for_it():
    assert named(in_a_row(0.1, 0.1, 0.1)) == named(in_a_row(0.9, 0.9, 0.9))
