"""`vonlinks unnamed` as its users call it."""

import json

import pytest


def test_list_show_name_and_undo(run):
    code, out, messages = run("unnamed", "list", "--json")
    assert (code, messages) == (0, "")
    listed = json.loads(out)
    first = listed["groups"][0]
    number, faces = str(first["group"]), [face["id"] for face in first["faces"]]
    assert listed["total"] == len(listed["groups"])
    assert json.loads(run("unnamed", "show", number, "--json")[1]) == first
    shown = run("unnamed", "show", number)[1]
    assert all(face in shown for face in faces)
    assert number in run("unnamed", "list")[1]

    code, out, _ = run("unnamed", "name", number, "Nora [Probe]", "--but", faces[0])
    assert (code, out) == (0, f"{len(faces) - 1} faces confirmed as Nora [Probe]\n")
    assert len(json.loads(run("undo", "--json")[1])["decisions"]) == len(faces) - 1
    assert json.loads(run("unnamed", "list", "--json")[1]) == listed


def test_who_is_left_out_is_told(run, sample_library):
    group = sample_library.unnamed.page()[1][0]
    first, second = group.faces[:2]
    sample_library.reject(first.photo, first.id, "Nora Probe")
    code, out, messages = run("unnamed", "name", str(group.number), "Nora Probe")
    assert (code, messages) == (0, f"face {first.id} is not Nora Probe, an editor said\n")
    assert out == f"{len(group.faces) - 1} faces confirmed as Nora Probe\n"
    assert sample_library.photo(second.photo).faces
    told = json.loads(run("unnamed", "name", str(group.number), "Nora Probe", "--json")[1])
    reason = {"face": first.id, "reason": "is not Nora Probe, an editor said"}
    assert told == {"person": "Nora Probe", "decisions": [], "left_out": [reason]}


def test_pages_say_what_is_left(run, sample_library):
    total = sample_library.unnamed.page()[0]
    _, _, messages = run("unnamed", "list", "--limit", "1")
    assert messages == f"{total - 1} more with --offset 1\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "99999"], "there is no group 99999 of faces without a name"),
        (["name", "99999", "Nora Probe"], "there is no group 99999 of faces without a name"),
    ],
)
def test_a_wrong_request_is_one_sentence(run, arguments, sentence):
    assert run("unnamed", *arguments) == (2, "", f"vonlinks: {sentence}\n")
