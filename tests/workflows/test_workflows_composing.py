"""From confirmed faces and from lists of names to the sentence under the picture."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.caption import read_caption
from vonlinks.domain import Box, CaptionReading, Face, FaceRecord, Mention, PhotoMetadata, PhotoRecord
from vonlinks.errors import NotFoundError, RequestError
from vonlinks.workflows import strong_names
from vonlinks.workflows.composing import STYLES, compose_names, compose_photo, style_of
from vonlinks.workflows.forms import composed_form


def photo(*rows, reading=None, **sizes):
    """A photo of rows from the front, each of names from the left; None for an unnamed face, "-" for a far one."""
    faces = []
    for row, names in enumerate(rows, 1):
        for rank, name in enumerate(names, 1):
            high = 0.04 if name == "-" else 0.1
            face = Face(Box(rank / 10, 1 - row / 10, high, high), row, rank, 0.9, "made")
            faces.append(FaceRecord(f"p-{row}-{rank}", face, None if name == "-" else name, ()))
    return PhotoRecord("p", Path("/p.jpg"), "p", 300, 200, PhotoMetadata(), reading, tuple(faces), (), "confirmed")


def places(composed):
    told = ((one.name, one.position) for one in composed.people)
    return [(name, place and (place.side, place.index, place.row)) for name, place in told]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["Ada"]], [("Ada", None)]),
        ([["Ada", "Bea"]], [("Ada", ("left", 1, None)), ("Bea", ("left", 2, None))]),
        ([["Ada", None]], [("Ada", ("left", 1, None))]),
        ([[None, "Bea"]], [("Bea", ("right", 1, None))]),
        ([[None, "Bea", None]], [("Bea", ("center", None, None))]),
        ([["Ada", "Bea", None, "Cem"]], [("Ada", ("left", 1, None)), ("Bea", ("left", 2, None)), ("Cem", ("right", 1, None))]),
        ([[None, "Bea", "Cem", None, None]], [("Bea", ("left", 2, None)), ("Cem", ("right", 3, None))]),
        ([["Ada", "Bea"], ["Cem"]], [("Ada", ("left", 1, "front")), ("Bea", ("left", 2, "front")), ("Cem", (None, None, "back"))]),
        ([["Ada"], [None, None]], [("Ada", None)]),
        ([["Ada"], ["Bea"], ["Cem"]], [("Ada", (None, None, "front")), ("Bea", (None, None, "middle")), ("Cem", (None, None, "back"))]),
        ([["Ada"], ["Bea"], ["Cem"], ["Dan"]], [(name, (None, None, row)) for row, name in enumerate(["Ada", "Bea", "Cem", "Dan"], 1)]),
        ([["Ada", "-", "Bea", "-"]], [("Ada", ("left", 1, None)), ("Bea", ("left", 2, None))]),
        ([["Ada", "Bea"], ["-", "-"]], [("Ada", ("left", 1, None)), ("Bea", ("left", 2, None))]),
    ],
)  # fmt: skip
def test_places_are_told_as_a_reader_finds_them(rows, told):
    assert places(compose_photo(photo(*rows))) == told


def test_the_row_named_first_is_a_choice():
    rows = photo(["Ada", "Bea"], ["Cem", "Dan"])
    assert places(compose_photo(rows, first_row="back"))[:1] == [("Cem", ("left", 1, "back"))]
    assert places(compose_photo(rows))[:1] == [("Ada", ("left", 1, "front"))]
    for first_row, names in (("front", ["Ada", "Cem"]), ("back", ["Cem", "Ada"])):
        text = compose_photo(rows, first_row=first_row).text
        assert sorted(names, key=text.index) == names


def test_the_caption_s_role_wins_over_the_person_s():
    reading = CaptionReading("", "en", (Mention("Ada Nord", (0, 0), role="mayor"), Mention("Bea Süd", (0, 0))))
    composed = compose_photo(photo(["Ada Nord", "Bea Sued"], reading=reading), {"Bea Sued": "coach"}.get)
    assert [one.role for one in composed.people] == ["mayor", "coach"]
    assert (composed.style, style_of(photo(["Ada"]))) == ("en", "de")


def test_nobody_confirmed_is_a_sentence_with_the_next_step():
    with pytest.raises(RequestError, match=r"Nobody is confirmed in p\.jpg yet; `vonlinks confirm p --all`"):
        compose_photo(photo([None, "-"]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Eva Muster, Leiterin\nJan Probst", [("Eva Muster", "Leiterin", None), ("Jan Probst", None, None)]),
        ("\ufeffEva Muster\r\n\r\n\r\nJan Probst\r\n", [("Eva Muster", None, "front"), ("Jan Probst", None, "back")]),
        ("  Eva   Muster ,  Leiterin, Amt 3 ", [("Eva Muster", "Leiterin, Amt 3", None)]),
        (
            "Ann Doe\n\nJim Roe\n\nBob Poe",
            [("Ann Doe", None, "front"), ("Jim Roe", None, "middle"), ("Bob Poe", None, "back")],
        ),
    ],
)
def test_lists_of_names(text, told):
    people = compose_names(text).people
    assert [(one.name, one.role, one.position.row if one.position else None) for one in people] == told
    rows = [row for _, _, row in told]
    backwards = compose_names(text, first_row="back").people
    assert [one.position.row if one.position else None for one in backwards] == rows[::-1]


def test_every_style_has_its_words():
    text = "Eva Muster, Leiterin\nJan Probst"
    assert compose_names(text, style="de").text == "Im Bild (v.l.): Eva Muster (Leiterin) und Jan Probst."
    assert compose_names(text, style="en").text.startswith("From left: Eva Muster")


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "no name in the list"), (" \n\n", "no name"), ("Eva\n, Leiterin", "“, Leiterin” has a role")],
)
def test_lists_without_names_are_sentences(text, words):
    with pytest.raises(RequestError, match=words):
        compose_names(text)


_NAMES = ["Anna Muster", "Martin Probst", "Laura Schulte", "Robert Beispiel", "Sarah Lindner", "Thomas Winter"]


@given(st.lists(st.sampled_from(_NAMES), min_size=2, max_size=6, unique=True), st.sampled_from(STYLES), st.data())
def test_everybody_is_named_in_the_order_of_the_list(names, style, data):
    cut = data.draw(st.integers(0, len(names)))
    composed = compose_names("\n".join([*names[:cut], "", *names[cut:]]), style=style)
    assert [one.name for one in composed.people] == names
    assert sorted(names, key=composed.text.index) == names


@pytest.mark.parametrize("style", STYLES)
def test_rows_of_several_read_back_as_they_were_listed(style):
    composed = compose_names("Anna Muster\nThomas Winter\n\nLaura Schulte\nMartin Probst", style=style)
    read = read_caption(composed.text)
    assert [(one.name, one.position) for one in read.people] == [(one.name, one.position) for one in composed.people]


def test_a_library_composes_its_photos(sample_library):
    pair = next(r for r in sample_library.export() if len(strong_names(r)) == 2 and len(r.faces) == 2)
    with pytest.raises(RequestError, match="Nobody is confirmed"):
        sample_library.compose(pair.id)
    with pytest.raises(NotFoundError):
        sample_library.compose("ffffffffffffffff")
    sample_library.confirm(pair.id, everything=True)
    composed = sample_library.compose(pair.id, style="en")
    assert [one.name for one in composed.people] == [name for _, name in strong_names(pair)]
    assert composed.text.startswith("From left: ")
    form = composed_form(composed)
    assert form.keys() == {"text", "style", "people"}
    assert form["people"][0].keys() == {"name", "role", "position"}


def test_a_role_of_another_photo_is_taken_unless_it_is_younger(sample_library):
    first, second, *_ = [r for r in sample_library.export() if r.faces]
    sample_library.correct_caption(first.id, "Bürgermeisterin Zita Zufall am 3. Mai 2015. Foto: Ada Probe")
    sample_library.confirm(second.id, face=second.faces[0].id, person="Zita Zufall")
    year = sample_library.photo(second.id).metadata.taken
    assert year is None or year[:4] > "2015"
    assert (
        next(one.role for one in sample_library.compose(second.id).people if one.name == "Zita Zufall")
        == "Bürgermeisterin"
    )
