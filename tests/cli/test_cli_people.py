"""`vonlinks people` as its users call it."""

import json

import pytest


@pytest.fixture
def two(sample_library):
    """Two people with two names a letter apart."""
    solos = [r for r in sample_library.export() if len(r.faces) == 1][:2]
    for record, name in zip(solos, ("Ayla Yurt", "Ayla Yort"), strict=True):
        sample_library.confirm(record.id, face=record.faces[0].id, person=name)
    return "Ayla Yurt", "Ayla Yort"


def told(out):
    return {person["name"]: person for person in json.loads(out)["people"]}


def test_list_and_show_offer_who_may_be_the_same(run, two):
    code, out, messages = run("people", "list", "--json")
    assert (code, messages) == (0, "")
    assert told(out)["Ayla Yurt"]["may_be_same"] == ["Ayla Yort"]
    assert json.loads(run("people", "show", "ayla yort", "--json")[1])["may_be_same"] == ["Ayla Yurt"]
    assert "may be the same person" in run("people", "show", "Ayla Yort")[1]
    assert "Ayla Yort" in run("people", "list")[1]


def test_merge_rename_edit_and_undo(run, two):
    before = told(run("people", "list", "--json")[1])
    code, out, _ = run("people", "merge", "Ayla Yort", "Ayla Yurt", "--json")
    kinds = [(d["kind"], d["person"], d["before"]) for d in json.loads(out)["decisions"]]
    assert (code, ("merge", "Ayla Yurt", "Ayla Yort") in kinds) == (0, True)
    person = json.loads(run("people", "show", "Ayla Yort", "--json")[1])
    assert (person["name"], person["confirmed"], person["aliases"]) == ("Ayla Yurt", 2, ["Ayla Yort"])
    assert run("people", "rename", "Ayla Yurt", "Ayla Yurt-Probst")[:2] == (
        0,
        "Ayla Yurt is called Ayla Yurt-Probst now\n",
    )
    edit = ("--alias", "A. Yurt", "--role", "Leiterin", "--year", "2020", "--notes", "hat [Brille]", "--wikidata", "Q5")
    assert run("people", "edit", "Ayla Yurt", *edit)[0] == 0
    out = run("people", "show", "A. Yurt")[1]
    assert all(word in out for word in ("Ayla Yurt-Probst", "Leiterin", "2020", "hat [Brille]", "Q5"))
    code, out, _ = run("undo", "3")
    assert (code, "rename Ayla Yurt-Probst (before: Ayla Yurt)" in out) == (0, True)
    assert told(run("people", "list", "--json")[1]) == before


def test_split_makes_a_namesake(run, sample_library):
    solos = [r for r in sample_library.export() if len(r.faces) == 1][:2]
    for record in solos:
        sample_library.confirm(record.id, face=record.faces[0].id, person="Peter Muster")
    assert run("people", "split", "Peter Muster", solos[0].id)[:2] == (
        0,
        "Peter Muster (2) has 1 face that was Peter Muster's\n",
    )
    assert told(run("people", "list", "--json")[1])["Peter Muster (2)"]["namesakes"] == ["Peter Muster"]


def test_import_tells_bad_lines_with_their_numbers(run, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,wikidata\nZita Probe,Q1\nKuno Kalt,X\n", encoding="utf-8")
    code, out, messages = run("people", "import", str(roster))
    assert (code, out) == (0, "1 person added, 0 changed, 0 unchanged, 1 line to look at\n")
    assert messages == "line 3: “X” is no Wikidata id: it is a Q and digits\n"
    assert json.loads(run("people", "import", str(roster), "--json")[1])["unchanged"] == 1
    assert run("people", "import", str(tmp_path / "none.csv"))[0] == 2


def test_forget_needs_yes_and_says_what_stays(run, two):
    code, out, messages = run("people", "forget", "Ayla Yurt")
    assert (code, out) == (2, "")
    assert "cannot be undone" in messages
    assert "Ayla Yurt" in told(run("people", "list", "--json")[1])
    code, out, _ = run("people", "forget", "Ayla Yurt", "--yes")
    assert (code, out) == (0, "forgotten, with 1 decision and the vectors of 1 face; this cannot be undone\n")
    assert "Ayla Yurt" not in told(run("people", "list", "--json")[1])


def test_wrong_requests_are_one_sentence(run):
    for arguments in (
        ("rename", "Niemand", "Jemand"),
        ("merge", "Niemand", "Jemand"),
        ("split", "Niemand", "x"),
        ("show", "Niemand"),
        ("edit", "Niemand", "--notes", "x"),
        ("edit", "Niemand", "--wikidata", "7"),
        ("forget", "Niemand", "--yes"),
    ):
        code, out, messages = run("people", *arguments)
        assert (code, out, messages.count("\n")) == (2, "", 1), arguments
