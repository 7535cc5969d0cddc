"""Persons changed over the wire, and the page that does it."""

import pytest

from vonlinks.domain import Authority


def test_the_page_tells_the_record_and_who_may_be_the_same(page):
    html = page("/people/Eva Probe")
    assert 'data-name="Eva Probe"' in html
    assert 'data-deed="rename"' in html
    assert "May be the same person" not in html


def test_the_page_offers_who_may_be_the_same(page, library, monkeypatch):
    monkeypatch.setattr(library.persons, "alike", lambda: {"Eva Probe": ("Eva <Prob>",)})
    html = page("/people/Eva Probe")
    assert "May be the same person" in html
    assert 'data-same="Eva &lt;Prob&gt;"' in html


def test_rename_leads_to_the_new_name(act, library):
    told = act("/api/persons/rename", name="Eva Probe", new="  Eva   Probe-Muster ").json()
    assert told == {"message": "Eva Probe is called Eva Probe-Muster now", "decided": 1, "person": "Eva Probe-Muster"}
    assert library.persons.done == [("rename", "Eva Probe", "Eva Probe-Muster")]


def test_merge_keeps_the_second_name(act, library):
    told = act("/api/persons/merge", name="Eva Probe", into="Jörg Muster").json()
    assert told == {"message": "Eva Probe is Jörg Muster now", "decided": 1, "person": "Jörg Muster"}
    assert library.persons.done == [("merge", "Eva Probe", "Jörg Muster")]


def test_edit_adds_and_drops(act, library):
    asked = {
        "aliases": [" E.  Probe ", ""],
        "drop": ["Evi"],
        "notes": " tall ",
        "wikidata": "https://www.wikidata.org/wiki/Q5",
    }
    assert act("/api/persons/edit", name="Eva Probe", **asked).json()["message"] == "Eva Probe: kept"
    assert library.persons.done == [
        ("edit", "Eva Probe", Authority("Eva Probe", ("E. Probe",), notes="tall", wikidata="Q5"), ("Evi",))
    ]
    assert act("/api/persons/edit", name="Eva Probe").json() == {
        "message": "nothing changed",
        "decided": 0,
        "person": "Eva Probe",
    }


@pytest.mark.parametrize(
    ("deed", "asked", "status"),
    [
        ("rename", {"name": "Eva Probe"}, 400),
        ("rename", {"name": "Eva Probe", "new": "   "}, 400),
        ("rename", {"name": "Eva Probe", "new": "x" * 201}, 400),
        ("rename", {"name": "Niemand", "new": "Wer"}, 404),
        ("merge", {"name": " ", "into": "Eva Probe"}, 400),
        ("merge", {"name": "Eva Probe", "into": "Eva Probe"}, 409),
        ("edit", {"name": "Eva Probe", "wikidata": "42"}, 400),
        ("edit", {"name": "Eva Probe", "aliases": ["a"] * 21}, 400),
    ],
)
def test_what_makes_no_sense_changes_nothing(act, library, deed, asked, status):
    answer = act(f"/api/persons/{deed}", **asked)
    assert (answer.status_code, set(answer.json())) == (status, {"error"})
    assert library.persons.done == []
