"""Credits in odd texts: every text comes to an end, and each line is found once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.caption import read_caption

PIECES = [
    "Foto:", "Foto", "Photo by", "Navy photo by", "©", "(c)", "Text:", "dpa", "AP", "Jo Doe", "Eva Muster", "Die", "Stadt",
    "Daily News", "Mayor", "/", "|", "-", "(", ")", ".", ",", ":", "\n", "via", "2019", "All rights reserved", "courtesy of",
    "greets", "und", "privat", "www.probe.de", "@", '"',
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=400, deadline=None)
def test_whatever_pieces_a_text_is_made_of_its_credit_lies_inside(pieces, joint):
    text = joint.join(pieces)
    credit = read_caption(text).credit
    if credit is not None:
        assert 0 <= credit.span[0] < credit.span[1] <= len(text)
        assert credit.holder or credit.photographer or credit.agency or credit.year


@pytest.mark.parametrize(
    "text",
    ["Eva Muster Die Mayor greets the people of Navy photo by Jo Doe", "Jo Doe Mayor Eva Muster News photo by Jo Doe"],
)
def test_a_body_before_the_word_for_a_picture_does_not_stop_the_reading(text):
    assert read_caption(text).text == text
