"""What holds for every text, however odd."""

import json
import sys
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vonlinks.caption import read_caption

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FILES = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.jsonl"))]
TEXTS = [json.loads(line)["text"] for file in FILES for line in file.splitlines()]
WORDS = sorted({word for text in TEXTS for word in text.split()})

mixed = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).map(" ".join)
cut = st.tuples(st.sampled_from(TEXTS), st.integers(0, 400), st.integers(0, 400)).map(
    lambda t: t[0][t[1] :] + t[0][: t[2]]
)


def without_words(text, first, count):
    """`text` with `count` words missing at the word `first`: a heading without its list, a list without its names."""
    words = text.split()
    first %= len(words) or 1
    return " ".join(words[:first] + words[first + count :])


def ends_early(text, stop):
    """`text` up to its word `stop`, the end of it as a crash or a field's length would leave it."""
    return " ".join(text.split()[:stop])


gap = st.builds(without_words, st.sampled_from(TEXTS), st.integers(0, 60), st.integers(1, 4))
short = st.builds(ends_early, st.sampled_from(TEXTS), st.integers(1, 40))
texts = st.one_of(st.text(max_size=200), mixed, cut, gap, short)


def check(text):
    reading = read_caption(text)
    assert reading.text == text
    for mention in reading.people:
        start, end = mention.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == (mention.surface or mention.name)
        assert mention.name
        assert (mention.group is None) == (mention.position is None and mention.clock is None)
    for start, end in reading.unread:
        assert 0 <= start < end <= len(text)
    if reading.credit:
        assert 0 <= reading.credit.span[0] < reading.credit.span[1] <= len(text)
    return reading


@given(texts)
@example("Front: Ann Harrow, Tom Marlow. Middle: . Back: Jim Porter, Ben Carver.")
@example("Gesche Quandtmann im Rathaus. Foto: Verein für")
@example("Back row (standing,")
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_raising_and_spans_lie_inside(text):
    check(text)


@given(texts)
@settings(max_examples=50, deadline=None)
def test_reading_is_deterministic(text):
    assert read_caption(text) == read_caption(text)


def lines_executed(text):
    """How many lines of the caption package run while `text` is read: a measure of work that no clock disturbs."""
    count = 0

    def tracer(frame, event, arg):
        nonlocal count
        if "caption" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        read_caption(text)
    finally:
        sys.settrace(before)
    return count


def test_work_grows_linearly_with_length():
    for unit in (
        "Von links: Eva Muster, Jan Probst und Udo Lenz. ",
        "Eva Muster (l.) und ",
        "Karl ",
        "( ",
        "v.l. ",
        "Leiter, ",
        "Foto: ",
        "© ",
        "hinten, ",
        "Muster Muster, ",
        "die Leiterin des ",
        "Eva und ",
        "Photo by x ",
        "            ",
        "1.1.1.1a",
        "NeuNeu",
        "Dr. und ",
        "hinten: Eva, ",
        "Eva Muster, Leiter, ",
        "es fehlt ",
        "Im Bild: ",
        "2. Reihe: Eva (v.l.) ",
        "von A. ",
        "(((",
    ):
        read_caption(unit * 3)  # fill the caches of the vocabulary first
        short, long = lines_executed(unit * 60), lines_executed(unit * 240)
        assert long < 6 * short + 2000, (unit, short, long)
