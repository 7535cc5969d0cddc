"""Variants of one caption: told apart from other captions, and merged."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.caption import read_caption
from vonlinks.caption.same_person import pair_people
from vonlinks.caption.variants import differences, merge_readings, same_caption
from vonlinks.domain import CaptionReading, Credit, Mention, Position, fold

PAGES = Path(__file__).resolve().parents[1] / "corpus" / "articles"
LINES = [json.loads(line) for line in (PAGES / "variants.jsonl").read_text(encoding="utf-8").splitlines()]
SAME = [line for line in LINES if line["same"]]


def forms(lines):
    return pytest.mark.parametrize("line", lines, ids=[line["form"] for line in lines])


def read(line):
    return [read_caption(text) for text in line["variants"]]


def who(reading):
    return sorted((fold(m.name), m.role or "", str(m.position), str(m.pictured)) for m in reading.people)


@forms(LINES)
def test_variants_are_told_from_captions_of_other_pictures(line):
    first, *others = read(line)
    assert [same_caption(first, other) for other in others] == [line["same"]] * len(others)
    assert [same_caption(other, first) for other in others] == [line["same"]] * len(others)


@forms(SAME)
def test_variants_are_merged_and_what_differs_is_told(line):
    readings = read(line)
    merged = merge_readings(readings)
    assert [[m.name, m.role] for m in merged.people] == line["people"]
    assert differences(readings) == tuple(line["differences"])
    assert set(line["differences"]) <= set(merged.warnings)
    if "main" in line:
        assert merged.text == line["variants"][line["main"]]
    if "date" in line:
        assert merged.date == line["date"]
    if "credit" in line:
        assert merged.credit.photographer == line["credit"]
    if "places" in line:
        told = [m.position and [m.position.side, m.position.index] for m in merged.people]
        assert told == line["places"]


@forms(SAME)
def test_the_order_of_variants_does_not_matter(line):
    merged = {repr(merge_readings(order)) for order in permutations(read(line))}
    assert len(merged) == 1


@forms(SAME)
def test_spans_point_into_the_main_text(line):
    merged = merge_readings(read(line))
    for mention in merged.people:
        start, end = mention.span
        words = mention.name if mention.surface is None else mention.surface
        assert merged.text[start:end] == words
    for span in [s for m in merged.people for s in m.role_spans] + [
        m.marker_span for m in merged.people if m.marker_span
    ]:
        assert 0 <= span[0] < span[1] <= len(merged.text)


def test_the_text_of_a_given_main_reading_is_kept():
    short, long = read(SAME[0])
    merged = merge_readings([long], main=short)
    assert merged.text == short.text
    assert [m.role for m in merged.people] == ["Musterstädter Oberbürgermeister", None]
    assert [merged.text[slice(*m.span)] for m in merged.people] == ["Thomas Kramer", "Vera Lindner"]


def test_who_stands_only_in_a_lesser_variant_may_be_pictured():
    merged = merge_readings(map(read_caption, ["Vera Kramer (l.) und Max Lindner (r.)", "Mit Nora Winkler"]))
    assert [m.name for m in merged.people] == ["Vera Kramer", "Max Lindner", "Nora Winkler"]
    assert merged.people[2].span == (len(merged.text), len(merged.text))
    assert merged.people[2].pictured is None


def test_nothing_cannot_be_merged():
    with pytest.raises(ValueError, match="nothing"):
        merge_readings([])


def test_a_partial_date_is_no_other_date():
    readings = [CaptionReading("a", "de", date="2026-01"), CaptionReading("bb", "de", date="2026-01-18")]
    assert differences(readings) == ()
    assert merge_readings(readings).date == "2026-01-18"
    assert merge_readings([*readings, CaptionReading("ccc", "de", date="2026")]).date == "2026-01-18"


@pytest.mark.parametrize(
    ("first", "second", "pairs"),
    [
        (["Vera Kramer"], ["VERA KRAMER"], {0: 0}),
        (["Vera Kramer"], ["V. Kramer"], {0: 0}),
        (["Vera Kramer"], ["Kramer"], {0: 0}),
        (["Vera Kramer"], ["Vera"], {0: 0}),
        (["Vera Kramer-Vogel"], ["Vera Kramer"], {0: 0}),
        (["Vera Kramer"], ["Vera Krämer"], {0: 0}),
        (["Vera Kramer"], ["Vera Kraemr"], {0: 0}),
        (["Vera Kramer"], ["Nora Kramer"], {}),
        (["Vera Kramer"], ["Max Lindner"], {}),
        (["Vera Kramer", "Nora Kramer"], ["Kramer"], {}),
        (["Vera Kramer", "Nora Kramer"], ["Nora Kramer", "Kramer"], {0: 1, 1: 0}),
        (["Jan Vogel", "Jana Vogel"], ["Jana Vogel", "Jan Vogel"], {0: 1, 1: 0}),
        (["Jan Vogel", "Jan Vogel"], ["Jan Vogel", "Jan Vogel"], {0: 0, 1: 1}),
        (["·"], ["·"], {0: 0}),
        ([""], ["Vera"], {}),
    ],
)
def test_names_mean_one_person_where_nobody_else_could_be_meant(first, second, pairs):
    assert pair_people(first, second) == pairs


NAMES = st.sampled_from(
    [
        "Vera Kramer",
        "V. Kramer",
        "Kramer",
        "Nora Kramer",
        "Max Lindner",
        "Max Lindnr",
        "Max",
        "Köhler",
        "Koehler",
        "",
        "·",
    ]
)
POSITIONS = st.none() | st.builds(
    Position,
    st.sampled_from(["left", "right", "center", None]),
    st.none() | st.integers(1, 4),
    st.sampled_from([None, "front", 2]),
)


@st.composite
def readings(draw):
    """Readings as no reader would give them: whatever the dataclasses allow."""
    text = draw(st.text(max_size=12))
    edges = st.integers(0, len(text))
    spans = st.tuples(edges, edges).map(lambda pair: (min(pair), max(pair)))
    mentions = st.builds(
        Mention,
        name=NAMES,
        span=spans,
        role=st.sampled_from([None, "OB", "Oberbürgermeisterin"]),
        pictured=st.sampled_from([None, True, False]),
        position=POSITIONS,
        group=st.none() | st.integers(1, 2),
    )
    credit = st.builds(Credit, span=spans, photographer=st.sampled_from([None, "Eva Sommer", "Ida Brandt"]))
    return CaptionReading(
        text,
        "de",
        people=tuple(draw(st.lists(mentions, max_size=4))),
        credit=draw(st.none() | credit),
        date=draw(st.sampled_from([None, "2026", "2026-01", "2026-01-18", "2026-01-19"])),
    )


SOME = st.lists(readings(), min_size=1, max_size=3)


@given(SOME)
def test_merging_is_idempotent(some):
    merged = merge_readings(some)
    assert merge_readings([merged]) == merged
    assert merge_readings([merged, merged]) == merged


@given(SOME, st.randoms())
def test_any_order_of_variants_gives_the_same_people(some, random):
    shuffled = random.sample(some, len(some))
    assert who(merge_readings(shuffled)) == who(merge_readings(some))
    assert differences(shuffled) == differences(some)


@given(SOME)
def test_everybody_is_kept_and_spans_stay_inside(some):
    merged = merge_readings(some)
    assert len(merged.people) >= max(len(reading.people) for reading in some)
    assert len(merged.people) <= sum(len(reading.people) for reading in dict.fromkeys(some))
    for mention in merged.people:
        assert 0 <= mention.span[0] <= mention.span[1] <= len(merged.text)


@given(readings(), readings())
def test_being_one_caption_does_not_depend_on_the_side(a, b):
    assert same_caption(a, b) == same_caption(b, a)
    assert isinstance(same_caption(a, b), bool)
