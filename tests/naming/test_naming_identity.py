"""Distances to confirmed faces as evidence."""

import itertools

import pytest

from vonlinks.domain import Box, CaptionReading, Face, Likeness, Mention, Position
from vonlinks.naming import DEFAULTS, name_faces
from vonlinks.naming.identity import _other_density, _other_within, identity_log_odds


def faces(count):
    return [Face(Box(0.1 + 0.14 * k, 0.5, 0.06, 0.08), 1, k + 1, 0.95, "yunet") for k in range(count)]


def listed(*names):
    people = [Mention(n, (0, 1), pictured=True, position=Position("left", k), group=1) for k, n in enumerate(names, 1)]
    return CaptionReading("", "de", tuple(people), complete=((1, True),))


@pytest.mark.parametrize("examples", [1, 3, 12, 100])
def test_nearer_is_never_weaker(examples):
    values = [identity_log_odds(d / 100, examples, DEFAULTS) for d in range(101)]
    assert all(a >= b - 1e-12 for a, b in itertools.pairwise(values))


def test_how_many_other_people_lie_within_a_distance_is_their_distribution():
    steps = [k / 1000 for k in range(1, 1500)]
    within = [_other_within(distance, DEFAULTS) for distance in steps]
    summed = [0.0]
    for a, b in itertools.pairwise(steps):
        summed.append(summed[-1] + 0.001 * (_other_density(a, DEFAULTS) + _other_density(b, DEFAULTS)) / 2)
    assert within == pytest.approx(summed, abs=1e-5)
    assert within[-1] == pytest.approx(1.0, abs=1e-4)
    mean = sum(0.001 * d * _other_density(d, DEFAULTS) for d in steps)
    assert mean == pytest.approx(DEFAULTS.other_mean, abs=0.005)


@pytest.mark.parametrize(("distance", "low", "high"), [(0.36, 6.0, 12.0), (0.5, 2.0, 6.0), (0.8, -8.0, -3.0)])
def test_strength_is_that_of_the_two_distributions_with_outliers(distance, low, high):
    assert low < identity_log_odds(distance, 1, DEFAULTS) < high


def test_what_is_no_number_says_nothing():
    assert identity_log_odds(float("nan"), 3, DEFAULTS) == 0.0


def test_a_photo_without_a_caption_is_named_by_likeness():
    near = [[Likeness("Anna Ahorn", 0.31, 6), Likeness("Bernd Buche", 0.72, 4)], [Likeness("Bernd Buche", 0.7, 4)]]
    naming = name_faces(faces(2), None, likenesses=near)
    strong = {s.face: s for s in naming.suggestions if s.strong}
    assert {face: s.person for face, s in strong.items()} == {0: "Anna Ahorn"}
    assert strong[0].mention is None
    assert "face: like 6 confirmed, 0.31 against 0.72 for the next person" in [e.sentence for e in strong[0].evidence]


def test_two_persons_as_near_as_each_other_are_not_strong():
    near = [[Likeness("Anna Ahorn", 0.33, 6), Likeness("Bernd Buche", 0.34, 4)]]
    assert not any(s.strong for s in name_faces(faces(1), None, likenesses=near).suggestions)


def test_one_person_is_not_given_to_two_faces():
    near = [[Likeness("Anna Ahorn", 0.33, 6)], [Likeness("Anna Ahorn", 0.33, 6)]]
    naming = name_faces(faces(2), None, likenesses=near)
    assert sum(s.probability for s in naming.suggestions if s.person == "Anna Ahorn") <= 1.0
    assert sum(s.strong for s in naming.suggestions) <= 1


def test_a_known_face_moves_the_list_over_a_gap():
    names = ("Anna Ahorn", "Bernd Buche", "Clara Croll", "Dirk Dorn", "Eva Eiche")
    seen = [face for k, face in enumerate(faces(5)) if k != 1]
    near = [[], [], [Likeness("Dirk Dorn", 0.34, 5), Likeness("Somebody Else", 0.71, 2)], []]
    naming = name_faces(seen, listed(*names), likenesses=near)
    best = {}
    for suggestion in naming.suggestions:
        best.setdefault(suggestion.face, suggestion)
    assert [best[k].person for k in (2, 3)] == ["Dirk Dorn", "Eva Eiche"]
    assert best[2].strong
    assert best[3].strong
    assert naming.status == "conflict"


def test_evidence_sums_to_the_probability():
    near = [[Likeness("Anna Ahorn", 0.4, 2)], [], []]
    naming = name_faces(faces(3), listed("Anna Ahorn", "Bernd Buche", "Clara Croll"), likenesses=near)
    for suggestion in naming.suggestions:
        total = sum(reason.log_odds for reason in suggestion.evidence)
        assert 1 / (1 + 2.718281828**-total) == pytest.approx(suggestion.probability, abs=1e-3)
