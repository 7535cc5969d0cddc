"""The page of faces without a name, and naming them over the wire."""

import pytest
from fastapi.testclient import TestClient

from vonlinks.web import create_app

PENDING, CONFLICT = "a" * 16, "c" * 16


def test_the_page_shows_the_groups_with_what_is_suggested(page):
    page = page("/unnamed")
    assert "1 group of faces" in page
    assert '<a href="/people" aria-current="page">People</a>' in page
    assert 'data-group="5"' in page
    assert f'data-face="{PENDING}-2"' in page
    assert f'data-face="{CONFLICT}-1"' in page
    assert 'data-person="Jörg Muster"' in page
    assert "2 of 2" in page
    assert f'href="/photos/{CONFLICT}#why-{CONFLICT}-1"' in page


def test_an_empty_library_says_so(empty_library):
    client = TestClient(create_app(empty_library), base_url="http://127.0.0.1:8080")
    assert "nobody without a name is in two photos" in client.get("/unnamed").text


def test_a_name_for_faces_of_several_photos(act, library):
    answer = act(
        "/api/unnamed/name", faces=[f"{PENDING}-2", f"{CONFLICT}-1", f"{PENDING}-3"], person="  Jörg   Muster "
    )
    assert answer.json() == {
        "message": "2 faces confirmed as Jörg Muster; 1 face left out: it lies in a photo in which Jörg Muster has another face",
        "decided": 2,
        "person": "Jörg Muster",
    }
    assert library.records[PENDING].faces[1].person == "Jörg Muster"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"faces": [], "person": "Anna"}, 400),
        ({"faces": [f"{PENDING}-1"], "person": "  "}, 400),
        ({"faces": [f"{PENDING}-1"], "person": "x" * 201}, 400),
        ({"faces": ["../../etc"], "person": "Anna"}, 404),
        ({"faces": [f"{PENDING}-1"] * 5001, "person": "Anna"}, 400),
    ],
)
def test_what_makes_no_sense_changes_nothing(act, library, asked, status):
    answer = act("/api/unnamed/name", **asked)
    assert (answer.status_code, set(answer.json())) == (status, {"error"})
    assert library.history == []
