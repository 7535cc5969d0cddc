"""What is composed is read back: names, places, and who is not in the picture."""

import importlib.util
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.caption import compose, read_caption
from vonlinks.domain import Mention, Position
from vonlinks.errors import RequestError

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "check_round_trip.py"
FIRST = [
    "Eva",
    "Jan",
    "Karl",
    "Ute",
    "Tim",
    "Lena",
    "Otto",
    "Nina",
    "Udo",
    "Mia",
    "Rolf",
    "Ilse",
    "Kurt",
    "Dora",
    "Sven",
    "Anna",
    "Hugo",
    "Vera",
    "Nils",
    "Lars",
]
LAST = [
    "Muster",
    "Probst",
    "Huber",
    "Horn",
    "Beck",
    "Lindner",
    "Kurz",
    "Sommer",
    "Thal",
    "Rehm-Kolb",
    "Rabe",
    "Voss",
    "Brand",
    "Uhl",
    "Lenz",
    "Holt",
    "Fink",
    "Krug",
    "Moser",
    "Sauer",
]
ROLES = {
    "de": ["Vorsitzende", "Leiter des Amtes", "SPD", None],
    "en": ["president", "mayor of Springfield", "D-Ohio", None],
    "ap": ["president", "mayor of Springfield", None],
}
ROWS = [None, "front", "back"]


@st.composite
def group(draw):
    """One to three lists or single places, then perhaps somebody absent, in one style."""
    style = draw(st.sampled_from(["de", "en", "ap"]))
    pairs = zip(draw(st.permutations(FIRST)), draw(st.permutations(LAST)), strict=True)
    names = iter([f"{first} {last}" for first, last in pairs])
    people = []
    rows = draw(st.permutations(ROWS))
    for row in rows[: draw(st.integers(1, 2))] if draw(st.booleans()) else [None]:
        side = draw(st.sampled_from(["left", "right"]))
        for index in range(1, draw(st.integers(2, 5)) + 1):
            role = draw(st.sampled_from(ROLES[style]))
            people.append(Mention(next(names), (0, 0), role=role, pictured=True, position=Position(side, index, row)))
    people += [Mention(next(names), (0, 0), pictured=False) for _ in range(draw(st.integers(0, 2)))]
    return style, people


def told(people):
    return [(p.name, p.pictured, p.position) for p in people]


@given(group())
@settings(max_examples=150, deadline=None)
def test_lists_are_read_back(drawn):
    style, people = drawn
    text = compose(people, style)
    assert told(read_caption(text).people) == told(people), text


@pytest.fixture(scope="module")
def round_trip():
    """scripts/check_round_trip.py, which invents groups with all kinds of names, roles and places."""
    spec = importlib.util.spec_from_file_location("check_round_trip", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@given(seed=st.integers(0, 9_999), style=st.sampled_from(["de", "en", "ap"]))
@settings(max_examples=150, deadline=None)
def test_groups_of_all_kinds_are_read_back(round_trip, seed, style):
    people = round_trip.group(random.Random(seed), style)  # noqa: S311 - no secret
    text = compose(people, style)
    assert round_trip.failure(people, text) == "", text


@pytest.mark.parametrize("style", ["de", "en", "ap"])
@pytest.mark.parametrize(
    "places",
    [
        [Position("left", 1), Position("right", 1)],
        [Position("left", 1), Position("center"), Position("right", 1)],
        [Position("right", 2), None],
        [Position("left", 3), Position("right", 2, "back")],
        [Position("left", 1, "front"), Position("center", None, "back")],
    ],
)
def test_single_places_are_read_back(style, places):
    names = ["Eva Muster", "Jan Probst", "Karl Huber"]
    people = [Mention(name, (0, 0), pictured=True, position=place) for name, place in zip(names, places, strict=False)]
    text = compose(people, style)
    assert told(read_caption(text, language=style[:2].replace("ap", "en")).people) == told(people), text


def test_wrong_requests_are_refused_in_a_sentence():
    with pytest.raises(RequestError, match="choose de, en or ap"):
        compose([], "fr")
    with pytest.raises(RequestError, match="needs a name"):
        compose([Mention(" ", (0, 0))])
