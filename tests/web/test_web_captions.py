"""Captions over the wire: read, corrected, tried; nothing overwritten that the editor did not see."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.caption import read_caption
from vonlinks.domain import Box, Decision, Face, FaceRecord, PhotoMetadata
from vonlinks.web.view.captions import pieces, reading_view
from vonlinks.web.view.faces import face_views
from vonlinks.web.view.photos import photo_view
from vonlinks.web.view.words import EXAMPLES, LANGUAGES

PENDING, CONFIRMED, HOSTILE = "a" * 16, "b" * 16, "d" * 16
TEXT = "OB Zita Zufall (l.) und Kuno Kühn am 18. Januar 2026. Es fehlt Uwe Ebbe. Foto: Ada Probe"
WORDS = ["Zita Zufall", "(l.)", "OB", "und", "v.l.:", "Es fehlt", "Foto: Ada Probe", "18. Januar 2026", "<b>", "\n"]
captions = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))


def version(client, photo):
    return client.get(f"/api/photos/{photo}").json()["version"]


def faces(*names):
    made = enumerate(names, 1)
    return face_views(
        tuple(FaceRecord(f"{PENDING}-{n}", Face(Box(0, 0, 0.1, 0.1), 1, n, 0.9, "made"), name, ()) for n, name in made),
        (1, 1),
    )


@given(captions)
def test_the_view_loses_no_letter_and_nobody(text):
    view = reading_view(read_caption(text), faces("Zita Zufall"))
    assert "".join(piece.text for piece in view.pieces) == text
    assert {piece.kind for piece in view.pieces} - {"prose"} == set(view.kinds)
    listed = [person.name for people in view.lists for person in people.people]
    assert sorted(listed) == sorted(mention.name for mention in read_caption(text).people)


def test_names_roles_and_places_lead_to_the_face():
    cut = pieces(read_caption(TEXT), faces(None, "Zita Zufall"))
    assert [
        (piece.text, piece.kind, piece.number) for piece in cut if piece.kind in {"name", "role", "place", "absent"}
    ] == [
        ("OB", "role", 2),
        ("Zita Zufall", "name", 2),
        ("l.", "place", 2),
        ("Kuno Kühn", "name", None),
        ("Uwe Ebbe", "absent", None),
    ]


def test_a_caption_is_read_as_segments_and_lists(act):
    told = act("/api/reading", text=TEXT).json()
    assert "".join(TEXT[cut["start"] : cut["end"]] for cut in told["segments"]) == TEXT
    assert [cut["kind"] for cut in told["segments"] if cut["mention"] == 0] == ["role", "name", "place"]
    assert [(people["title"], [one["name"] for one in people["people"]]) for people in told["lists"]] == [
        ("With a place of their own", ["Zita Zufall"]),
        ("In the picture, no place told", ["Kuno Kühn"]),
        ("Not in the picture", ["Uwe Ebbe"]),
    ]
    assert (told["credit"], told["date"], told["language"]) == ("photographer Ada Probe", "2026-01-18", "de")


def test_with_a_photo_its_names_lead_to_its_faces(act):
    told = act("/api/reading", text="Jörg Muster (l.)", photo=PENDING).json()
    assert f'data-face="{PENDING}-2"' in told["html"]
    assert "data-face" not in act("/api/reading", text="Jörg Muster (l.)").json()["html"]


def test_a_language_can_be_given(act):
    assert act("/api/reading", text="Zita Zufall", language="en").json()["language"] == "en"
    assert (
        act("/api/reading", text="Zita Zufall (l.) und Kuno Kühn im Rathaus", language="?").json()["language"] == "de"
    )


def test_markup_in_a_caption_stays_text(act, page):
    attack = "<script>alert(1)</script> Zita Zufall (l.)"
    assert "<script" not in act("/api/reading", text=attack).json()["html"]
    html = page("/caption?text=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html
    assert "&lt;/textarea&gt;" in html


@pytest.mark.parametrize(
    ("address", "asked", "status"),
    [
        ("/api/reading", {}, 400),
        ("/api/reading", {"text": "x" * 100_001}, 400),
        ("/api/reading", {"text": "x", "photo": "../../etc"}, 404),
        ("/api/reading", {"text": "x", "photo": "0" * 16}, 404),
        (f"/api/photos/{PENDING}/caption", {"text": "x"}, 400),
        (f"/api/photos/{PENDING}/caption", {"text": "x", "version": "old"}, 409),
        ("/api/photos/0000000000000000/caption", {"text": "x", "version": ""}, 404),
        ("/api/photos/..%2f/caption", {"text": "x", "version": ""}, 404),
    ],
)
def test_wrong_requests_are_answered_with_a_sentence(act, library, address, asked, status):
    answer = act(address, **asked)
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert library.history == []


@pytest.mark.parametrize("address", ["/api/reading", f"/api/photos/{PENDING}/caption"])
def test_another_site_can_neither_read_nor_correct(client, library, address):
    asked = {"text": "Zita Zufall", "version": version(client, PENDING)}
    assert client.post(address, json=asked).status_code == 403
    foreign = {"x-vonlinks": "1", "origin": "https://example.org"}
    assert client.post(address, json=asked, headers=foreign).status_code == 403
    assert library.history == []


def test_a_corrected_caption_counts_and_undo_says_what_it_took_back(act, client, library, page):
    before = library.records[PENDING].metadata.caption
    outcome = act(f"/api/photos/{PENDING}/caption", text=TEXT, version=version(client, PENDING)).json()
    assert (outcome["message"], outcome["decided"]) == ("caption corrected", 1)
    assert outcome["photos"][0]["text"] == TEXT
    assert outcome["photos"][0]["correction"]["file_caption"] == before
    html = page(f"/photos/{PENDING}")
    assert "Corrected by editor" in html
    assert "The file says: Anna Beispiel (l.)" in html
    assert act("/api/undo").json()["message"] == "1 corrected caption taken back"
    assert "Corrected by" not in page(f"/photos/{PENDING}")


def test_the_same_caption_is_no_correction(act, client, library):
    same = library.records[PENDING].metadata.caption
    outcome = act(f"/api/photos/{PENDING}/caption", text=same, version=version(client, PENDING)).json()
    assert (outcome["message"], outcome["decided"]) == ("caption as it was", 0)


def test_the_second_of_two_editors_is_told(act, client, library):
    seen = version(client, PENDING)
    assert act(f"/api/photos/{PENDING}/caption", text="Zita Zufall", version=seen).status_code == 200
    answer = act(f"/api/photos/{PENDING}/caption", text="Kuno Kühn", version=seen)
    assert answer.status_code == 409
    assert answer.json() == {"error": "The caption changed since you opened it; yours is still here."}
    assert library.records[PENDING].metadata.caption == "Zita Zufall"
    assert act(f"/api/photos/{PENDING}/caption", text="Kuno Kühn", version=version(client, PENDING)).status_code == 200


def test_a_photo_without_a_caption_can_get_one(act, client, library, page):
    assert "Write a caption" in page(f"/photos/{CONFIRMED}")
    assert (
        act(f"/api/photos/{CONFIRMED}/caption", text="Eva Probe", version=version(client, CONFIRMED)).status_code == 200
    )
    assert library.records[CONFIRMED].metadata.caption == "Eva Probe"
    assert "The file has no caption." in page(f"/photos/{CONFIRMED}")


def test_the_text_area_holds_the_caption_letter_for_letter(library, page):
    text = "\n\n  Zita & Zufall </textarea>\n(l.)"
    library.records[HOSTILE] = replace(
        library.records[HOSTILE], metadata=PhotoMetadata(caption=text), reading=read_caption(text)
    )
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page(f"/review/{HOSTILE}"), re.DOTALL)
    assert found.group(1) == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_only_a_correction_is_told_as_one(library):
    record = library.records[PENDING]
    assert photo_view(record).correction is None
    made = Decision(1, 1, "caption", PENDING, None, None, "vera", datetime(2026, 3, 1, tzinfo=UTC), caption="x")
    view = photo_view(replace(record, correction=made)).correction
    assert (view.who, view.day, view.file_caption) == ("vera", "2026-03-01", "")


def test_the_sentence_to_print_stands_where_somebody_is_confirmed(page):
    html = page(f"/photos/{CONFIRMED}")
    assert "To print" in html
    assert html.count("data-style=") == 3
    assert "To print" not in page(f"/photos/{PENDING}")
    assert "To print" not in page(f"/review/{CONFIRMED}")


def test_the_page_to_try_captions_on(page):
    empty = page("/caption")
    assert "is shown here" in empty
    for title, _ in EXAMPLES:
        assert title in empty
    html = page("/caption?text=Zita+Zufall+(l.)&language=de")
    assert '<option value="de" selected>' in html
    assert "With a place of their own" in html
    assert "German" in html


def test_every_example_shows_what_it_is_for():
    for _, text in EXAMPLES:
        view = reading_view(read_caption(text))
        assert view.lists
        assert view.credit
        assert "place" in view.kinds
    assert {code for code, _ in LANGUAGES} >= {"auto", "de", "en", "nl", "fr", "it", "es", "da", "sv", "no", "pl"}
