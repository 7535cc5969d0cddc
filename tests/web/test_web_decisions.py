"""Confirm, reject, undo over the wire."""

import pytest

PENDING, CONFIRMED = "a" * 16, "b" * 16


def test_confirm_all_takes_the_strong_ones_and_returns_the_fresh_state(act, library):
    answer = act(f"/api/photos/{PENDING}/confirm", everything=True)
    assert answer.status_code == 200
    outcome = answer.json()
    assert outcome["message"] == "2 confirmed"
    assert [face["state"] for face in outcome["photos"][0]["faces"]] == ["confirmed", "confirmed", "unknown"]
    assert outcome["photos"][0]["strong"] == 0
    assert [face.person for face in library.records[PENDING].faces] == ["Anna Beispiel", "Jörg Muster", None]


def test_what_the_editor_did_not_see_is_not_confirmed(act, library):
    seen = {f"{PENDING}-1": "Anna Beispiel"}
    answer = act(f"/api/photos/{PENDING}/confirm", everything=True, shown=seen)
    assert answer.status_code == 409
    assert "changed since you looked" in answer.json()["error"]
    assert library.history == []
    seen[f"{PENDING}-2"] = "Jörg Muster"
    assert act(f"/api/photos/{PENDING}/confirm", everything=True, shown=seen).status_code == 200


def test_one_name_for_one_face(act, library):
    answer = act(f"/api/photos/{PENDING}/confirm", face=f"{PENDING}-3", person="  Mia   Neu ")
    assert answer.json()["decided"] == 1
    assert library.records[PENDING].faces[2].person == "Mia Neu"


def test_reject_leaves_the_unlikely_for_asking(act):
    outcome = act(f"/api/photos/{PENDING}/reject", face=f"{PENDING}-2", person="Jörg Muster").json()
    assert outcome["message"] == "not Jörg Muster"
    face = outcome["photos"][0]["faces"][1]
    assert (face["name"], face["state"], face["others"]) == (None, "unknown", [["Eva Probe", 2]])


def test_undo_takes_back_and_says_what(act, library):
    act(f"/api/photos/{PENDING}/confirm", everything=True)
    outcome = act("/api/undo", n=1).json()
    assert outcome["message"] == "2 decisions taken back"
    assert outcome["photos"][0]["id"] == PENDING
    assert library.records[PENDING].status == "pending"
    assert act("/api/undo").json()["message"] == "nothing to take back"


@pytest.mark.parametrize(
    ("address", "asked", "status"),
    [
        (f"/api/photos/{PENDING}/confirm", {}, 400),
        (f"/api/photos/{PENDING}/confirm", {"face": f"{PENDING}-1", "person": "  "}, 400),
        (f"/api/photos/{PENDING}/confirm", {"face": f"{PENDING}-1", "person": "x" * 201}, 400),
        (f"/api/photos/{PENDING}/confirm", {"face": f"{PENDING}-99", "person": "Anna"}, 404),
        (f"/api/photos/{PENDING}/confirm", {"face": "../../etc", "person": "Anna"}, 404),
        ("/api/photos/0000000000000000/confirm", {"everything": True}, 404),
        (f"/api/photos/{PENDING}/reject", {"face": f"{PENDING}-1"}, 400),
        ("/api/undo", {"n": 0}, 400),
    ],
)
def test_wrong_requests_are_answered_with_a_sentence(act, library, address, asked, status):
    answer = act(address, **asked)
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert library.history == []


def test_a_body_that_is_no_json_is_answered_with_a_sentence(client):
    answer = client.post("/api/undo", content=b"\xff{", headers={"x-vonlinks": "1", "content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json() == {"error": "This request cannot be read."}


def test_people_are_found_by_the_beginnings_of_their_names(client):
    assert client.get("/api/people?q=mus").json() == ["Jörg Muster"]
    assert client.get("/api/people?q=joerg m").json() == ["Jörg Muster"]
    assert client.get("/api/people?q=uster").json() == []


def test_state_of_a_photo(client):
    assert client.get(f"/api/photos/{CONFIRMED}").json()["faces"][0]["name"] == "Eva Probe"
