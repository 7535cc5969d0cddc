"""How closely a caption asks us to look."""

import pytest

from vonlinks.domain import CaptionReading, Mention, Position
from vonlinks.workflows.effort import people_shown, row_sizes


def reading(*people):
    mentions = tuple(
        Mention(f"Vera Beispiel {n}", (0, 0), pictured=pictured, position=place, group=group)
        for n, (pictured, place, group) in enumerate(people)
    )
    return CaptionReading("", "de", mentions)


LEFT = [Position("left", n) for n in range(6)]


@pytest.mark.parametrize(
    ("people", "count"),
    [
        ([], None),
        ([(True, None, None), (True, None, None)], 2),
        ([(True, None, None), (False, None, None)], 1),
        ([(True, LEFT[1], 1), (True, LEFT[2], 1), (True, LEFT[4], 1)], 4),
        ([(True, LEFT[1], 1), (True, LEFT[1], 2), (True, LEFT[2], 2)], 3),
        ([(None, LEFT[3], 1)], 3),
        ([(None, None, None)], None),
    ],
)
def test_unnamed_people_who_take_a_place_are_counted(people, count):
    assert people_shown(reading(*people)) == count


def test_no_caption_asks_for_nothing():
    assert people_shown(None) is None
    assert row_sizes(None) == ()


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        (["back", "back", "back", "front"], (1, 3)),
        (["front", "middle", "back", "back"], (1, 1, 2)),
        ([1, 2, 2], (1, 2)),
        (["front", "front"], ()),
        ([None, None], ()),
        ([1, "back"], ()),
    ],
)
def test_rows_are_given_from_the_front_where_the_caption_tells_two_or_more(rows, sizes):
    people = [(True, Position("left", None, row), 1) for row in rows]
    assert row_sizes(reading(*people)) == sizes
