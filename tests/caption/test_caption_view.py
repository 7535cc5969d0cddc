"""A reading laid over its text, and in short: nothing is lost, nothing told twice."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.caption import read_caption
from vonlinks.caption.outline import credit_words, outline, place_words
from vonlinks.caption.view import segments
from vonlinks.domain import CaptionReading, Credit, Mention, Position

WORDS = [
    "Eva Muster", "Jan Probst", "(l.)", "(r., Leiterin)", "Im Bild (v.l.):", "OB", "und", ",", "Nicht im Bild:", "From left:",
    "Foto: Ada Probe/dpa", "18. Januar 2026", "back row:", "Wetter", "im Uhrzeigersinn", "(2.v.l.)", ".", "\n", "🎈",
]  # fmt: skip
captions = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
spans = st.tuples(st.integers(-3, 60), st.integers(-3, 60))
places = st.builds(
    Position,
    st.sampled_from(["left", "right", "center", None]),
    st.none() | st.integers(1, 4),
    st.sampled_from(["front", "back", None, 2]),
)
mentions = st.builds(
    Mention,
    st.text(min_size=1, max_size=8),
    spans,
    pictured=st.sampled_from([True, False, None]),
    position=st.none() | places,
    group=st.none() | st.integers(1, 3),
    clock=st.none() | st.integers(1, 3),
    role_spans=st.lists(spans, max_size=2).map(tuple),
    marker_span=st.none() | spans,
)
readings = st.builds(
    CaptionReading,
    st.text(max_size=50),
    st.just("de"),
    st.lists(mentions, max_size=5).map(tuple),
    st.none() | st.builds(Credit, spans),
    unread=st.lists(spans, max_size=4).map(tuple),
    date_span=st.none() | spans,
)


def kinds(text):
    reading = read_caption(text)
    return [(text[cut.start : cut.end], cut.kind, cut.mention) for cut in segments(reading) if cut.kind != "prose"]


@given(st.one_of(captions.map(read_caption), readings))
def test_segments_partition_the_text(reading):
    cut = segments(reading)
    edges = [0, *(one.end for one in cut)]
    assert [one.start for one in cut] == edges[:-1]
    assert edges[-1] == len(reading.text)
    assert all(one.start < one.end for one in cut)
    assert all(one.mention is None or 0 <= one.mention < len(reading.people) for one in cut)
    assert all(a.kind != b.kind or a.mention != b.mention for a, b in pairwise(cut))


@given(captions)
def test_every_name_is_a_segment_of_its_own(text):
    reading = read_caption(text)
    shown = {one.mention: (one.start, one.end) for one in segments(reading) if one.kind in {"name", "absent"}}
    for number, mention in enumerate(reading.people):
        if Counter(other.span for other in reading.people)[mention.span] == 1:
            assert shown[number] == mention.span


@given(st.one_of(captions.map(read_caption), readings))
def test_the_outline_tells_everybody_once(reading):
    told = outline(reading)
    listed = [entry.mention for order in told.orders for entry in order.entries]
    everybody = [*listed, *(who for _, who in told.single), *told.unplaced, *told.open, *told.absent]
    assert sorted(everybody) == list(range(len(reading.people)))
    assert {n for n, m in enumerate(reading.people) if m.pictured is False} == set(told.absent)


def test_roles_places_date_and_credit_are_shown_where_they_stand():
    text = "OB Eva Muster (l.) und Jan Probst (2.v.l., Leiter) am 18. Januar 2026. Nicht im Bild: Ada Nord. Foto: dpa"
    assert kinds(text) == [
        ("OB", "role", 0),
        ("Eva Muster", "name", 0),
        ("l.", "place", 0),
        ("Jan Probst", "name", 1),
        ("2.v.l.", "place", 1),
        ("Leiter", "role", 1),
        ("18. Januar 2026", "date", None),
        ("Ada Nord", "absent", 2),
        ("Foto: dpa", "credit", None),
    ]


def test_the_words_of_a_list_belong_to_nobody_alone():
    assert ("v.l.", "place", None) in kinds("Im Bild (v.l.): Eva Muster und Jan Probst.")


def test_a_name_wins_over_the_credit_and_the_credit_over_unread_words():
    reading = CaptionReading(
        "Foto: Eva Probe / XY", "de", (Mention("Eva Probe", (6, 15)),), Credit((0, 17)), unread=((0, 20),)
    )
    assert [(one.end, one.kind) for one in segments(reading)] == [
        (6, "credit"),
        (15, "name"),
        (17, "credit"),
        (20, "unread"),
    ]


def test_rows_are_orders_of_their_own_and_gaps_keep_their_number():
    reading = read_caption(
        "Back row, from left: Ann Doe, a visitor and Jim Roe; front row, from left: Bob Poe, Liz Moe."
    )
    orders = [
        (order.words, [(entry.number, reading.people[entry.mention].name) for entry in order.entries])
        for order in outline(reading).orders
    ]
    assert orders == [
        ("from the left, back row", [(1, "Ann Doe"), (3, "Jim Roe")]),
        ("from the left, front row", [(1, "Bob Poe"), (2, "Liz Moe")]),
    ]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Position("left"), "on the left"),
        (Position("right", 1), "right"),
        (Position("left", 3, "back"), "3rd from the left, back row"),
        (Position(None, None, "middle"), "middle row"),
    ],
)
def test_places_in_words(place, words):
    assert place_words(place) == words


def test_a_credit_without_anybody_is_no_word():
    assert credit_words(Credit((0, 4))) == ""
