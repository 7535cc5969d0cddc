"""Names that may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.domain import PersonRecord
from vonlinks.workflows.people_alike import alike

_NAMES = ["Ayla Yüksel", "Ayla Yueksel", "Ayla Yuksel", "A. Yüksel", "Eva Muster (Chor)", "Eva Muster", "Eva Mustern"]


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Ayla Yüksel", "Ayla Yueksel", True),
        ("Ayla Yüksel", "Ayla Yuksel", True),
        ("Ayla Yüksel", "Ayla Yükzel", True),
        ("Thomas Muster", "Tomas Muster", True),
        ("Thomas Muster", "Th. Muster", True),
        ("Thomas Muster", "T. Muster", True),
        ("Thomas Muster", "Muster", False),
        ("Thomas Muster", "Thorben Muster", False),
        ("Thomas Muster", "Thomas Probst", False),
        ("Eva Muster (Chor)", "Eva Muster (Rat)", False),
        ("Eva Muster (Chor)", "Eva Muster", False),
        ("Eva Muster (Chor)", "Eva Mustern", True),
    ],
)
def test_who_may_be_one(one, other, may):
    assert (one in alike([PersonRecord(one), PersonRecord(other)])) == may


@given(st.lists(st.sampled_from(_NAMES), unique=True), st.randoms())
def test_it_is_the_same_both_ways_and_in_any_order(names, random):
    found = alike(map(PersonRecord, names))
    assert all(name in found[other] and name != other for name, others in found.items() for other in others)
    shuffled = random.sample(names, len(names))
    assert alike(map(PersonRecord, shuffled)) == found
