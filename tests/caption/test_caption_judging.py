"""Which paragraphs of an article are captions."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.caption import read_caption
from vonlinks.caption.judging import goes_on, is_caption, is_credit_alone

PAGES = Path(__file__).resolve().parents[1] / "corpus" / "articles"
LINES = [json.loads(line) for line in (PAGES / "judging.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("line", LINES, ids=[line["form"] for line in LINES])
def test_captions_are_told_from_prose(line):
    assert is_caption(read_caption(line["text"])) == line["caption"]


def test_an_article_is_no_caption_however_it_ends():
    article = "Vera Kramer eröffnete den Radweg. " * 30
    assert not is_caption(read_caption(article + "Foto: Eva Sommer"))
    assert not is_caption(read_caption(article * 3 + "Im Bild (l.): Vera Kramer"))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Foto: Eva Sommer", True),
        ("(c) dpa", True),
        ("Vera Kramer. Foto: Eva Sommer", False),
        ("Vera Kramer", False),
        ("", False),
    ],
)
def test_a_credit_may_stand_alone(text, alone):
    assert is_credit_alone(read_caption(text)) == alone


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Hintere Reihe v.l.: Vera Kramer, Jan Vogel", "Vordere Reihe v.l.: Max Lindner, Ida Brandt", True),
        ("Hintere Reihe v.l.: Vera Kramer, Jan Vogel", "Es fehlt: Max Lindner", True),
        ("Hintere Reihe v.l.: Vera Kramer, Jan Vogel", "Danach sprach Max Lindner.", False),
        ("Hintere Reihe v.l.: Vera Kramer, Jan Vogel", "Danach gab es Suppe.", False),
        ("V.l.: Vera Kramer, Jan Vogel", "V.l.: Max Lindner, Ida Brandt", False),
    ],
)
def test_the_rows_of_a_group_go_on(before, text, expected):
    assert goes_on(read_caption(before), read_caption(text)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_raises(first, second):
    readings = read_caption(first), read_caption(second)
    assert goes_on(*readings) in {True, False}
    assert not (is_caption(readings[0]) and is_credit_alone(readings[0]))
