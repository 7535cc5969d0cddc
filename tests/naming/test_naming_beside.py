"""Names that a caption shows beside a list, or between the names of one, without a place of their own."""

import pytest

from vonlinks.naming import name_faces

A, B, C, D = "Anna Ahorn", "Bernd Buche", "Clara Croll", "Dirk Dorn"


def named(draw, faces, people):
    mentions = [draw.mention(n, "left", k, group=1) if k else draw.mention(n) for n, k in people]
    return name_faces(
        [draw.face(0.1 + 0.14 * k, rank=k + 1) for k in range(faces)], draw.reading(*mentions, complete=[(1, True)])
    )


def best(naming):
    found = {}
    for suggestion in naming.suggestions:
        found.setdefault(suggestion.face, suggestion.person)
    return [found[face] for face in sorted(found)]


@pytest.mark.parametrize("people", [[(A, 1), (B, 2), (C, 3), (D, None)], [(D, None), (A, 1), (B, 2), (C, 3)]])
def test_whoever_is_named_beside_a_list_may_stand_anywhere_so_nobody_is_sure(draw, people):
    naming = named(draw, 4, people)
    assert not any(s.strong for s in naming.suggestions)
    assert sum(s.probability for s in naming.suggestions if s.person == D) <= 1 + 1e-9


def test_a_list_goes_on_with_the_name_behind_it_as_a_guess(draw):
    assert best(named(draw, 4, [(A, 1), (B, 2), (C, 3), (D, None)])) == [A, B, C, D]


def test_where_as_many_faces_as_listed_names_are_seen_the_other_is_elsewhere(draw):
    assert best(named(draw, 3, [(A, 1), (B, 2), (C, 3), (D, None)])) == [A, B, C]


@pytest.mark.parametrize("places", [(1, 2, 3), (1, 2, 4)])
def test_a_name_between_those_of_a_list_stands_between_them(draw, places):
    first, second, last = places
    assert best(named(draw, 4, [(A, first), (B, second), (D, None), (C, last)])) == [A, B, D, C]
