"""The program as its users call it: forms, exit codes, sentences."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

CAPTION = "Vera Beispiel (l.) und Max Muster (r.) im Rathaus. Foto: Eva Probe"


def run(*arguments, cwd=None, stdin=None):
    return subprocess.run(
        [sys.executable, "-c", "from vonlinks.program import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        cwd=cwd,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"},
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory, sample_photos):
    folder = tmp_path_factory.mktemp("library")
    done = run("ingest", sample_photos, "--library", folder, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report.keys() == {
        "imported", "unchanged", "updated", "duplicates", "failed", "faces", "suggestions", "seconds",
    }  # fmt: skip
    return folder


def documents(library):
    done = run("export", "--jsonl", "--library", library)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_caption_json_has_the_stable_form():
    done = run("caption", CAPTION, "--json")
    reading = json.loads(done.stdout)
    assert reading.keys() == {"id", "language", "people", "credit", "date", "warnings"}
    assert reading["people"][0] == {
        "name": "Vera Beispiel",
        "role": None,
        "pictured": True,
        "position": {"from": "left", "index": 1, "row": None},
        "group": 1,
        "span": [0, 13],
    }
    assert reading["credit"] == {
        "holder": None, "photographer": "Eva Probe", "agency": None, "year": None, "span": [51, 66],
    }  # fmt: skip


def test_caption_jsonl_answers_line_by_line():
    asked = [{"id": "a", "text": CAPTION}, {"id": "b", "text": ""}]
    done = run("caption", "--jsonl", "-", stdin="".join(json.dumps(line) + "\n" for line in asked))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "b"]


def test_show_and_export_have_the_stable_form(library):
    photos = documents(library)
    assert photos
    for photo in photos:
        assert photo.keys() >= {
            "id", "path", "sha256", "width", "height", "taken", "metadata", "copyright", "reading", "faces", "unplaced",
            "status",
        }  # fmt: skip
        for face in photo["faces"]:
            # "depicted" stands only with faces in pictures.
            assert face.keys() - {"depicted"} == {"id", "box", "row", "rank", "score", "person", "suggestions"}
            assert all(isinstance(value, int) for value in face["box"])
            assert sum(offer["strong"] for offer in face["suggestions"]) <= 1
    shown = run("show", photos[0]["id"], "--library", library, "--json")
    assert json.loads(shown.stdout) == photos[0]


def test_confirm_search_undo(library):
    photo = next(p for p in documents(library) if sum(f["suggestions"][:1] != [] for f in p["faces"]) == 2)
    assert run("confirm", photo["id"], "--all", "--library", library).returncode == 0
    name = photo["faces"][0]["suggestions"][0]["person"]
    found = json.loads(run("search", f'confirmed:"{name}"', "--library", library, "--json").stdout)
    assert (found["total"], found["photos"][0]["id"]) == (1, photo["id"])
    assert name in found["meaning"]
    assert run("undo", "--library", library).returncode == 0
    assert json.loads(run("search", f'confirmed:"{name}"', "--library", library, "--json").stdout)["total"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "no-such-photo"), "no-such-photo"),
        (("search", "nosuch:thing"), "nosuch"),
        (("ingest", "no-such-folder"), "no-such-folder"),
        (("confirm", "ffff", "--all"), "ffff"),
        (("people", "show", "Nobody Anywhere"), "Nobody Anywhere"),
        (("serve", "--host", "0.0.0.0"), "0.0.0.0"),  # noqa: S104 - what must be refused
        (("caption", "--jsonl", "no-such-file"), "no-such-file"),
    ],
)
def test_wrong_requests_end_with_2_and_one_sentence(library, arguments, words):
    done = run(*arguments, *(() if arguments[0] == "caption" else ("--library", library)))
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_a_library_the_way_to_one_is_told(tmp_path):
    done = run("status", "--library", tmp_path / "none")
    assert done.returncode == 2
    assert "vonlinks ingest" in done.stderr


def test_failed_photos_end_with_1_and_are_listed(tmp_path):
    (tmp_path / "empty.jpg").touch()
    done = run("ingest", tmp_path, "--library", tmp_path / "library", "--json")
    assert done.returncode == 1
    assert [failed["path"] for failed in json.loads(done.stdout)["failed"]] == [str(tmp_path / "empty.jpg")]


def test_people_see_who_is_where(library, sample_photos, tmp_path):
    done = run("ingest", sample_photos, "--library", tmp_path)
    assert done.returncode == 0
    assert "Grace Hopper" in done.stdout
    assert "imported" in done.stdout
    shown = run("show", documents(library)[0]["id"], "--library", library)
    assert shown.returncode == 0


def test_faces_needs_no_library(sample_photos, tmp_path):
    photo = min(sample_photos.glob("*.jpg"))
    done = run("faces", photo, "--json", cwd=tmp_path)
    form = json.loads(done.stdout)["photos"][0]
    assert form.keys() == {"path", "width", "height", "faces"}
    assert [(face["row"], face["rank"]) for face in form["faces"]] == sorted(
        (face["row"], face["rank"]) for face in form["faces"]
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_an_import_with_one_sentence(sample_photos, tmp_path, workers):
    command = [sys.executable, "-c", "from vonlinks.program import main; main()", "ingest", str(sample_photos)]
    running = subprocess.Popen(
        [*command, "--library", str(tmp_path / "library"), "--workers", workers],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    # The first thumbnail tells that the run is in its middle.
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("library/derived/thumbnails/*/*")):
        assert running.poll() is None, running.stderr.read()
        assert time.monotonic() < deadline, "the import never began"
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=120)
    assert running.returncode == 130
    assert told.strip().splitlines()[-1].startswith("vonlinks: Stopped.")
    assert "Traceback" not in told


def test_a_name_confirmed_in_the_library_is_a_name_in_every_caption(library):
    photo = next(p for p in documents(library) if p["faces"])
    odd = "Nachtwind Ebbe"
    caption = f"{odd} bei der Arbeit"
    assert (
        run("confirm", photo["id"], "--face", photo["faces"][0]["id"], "--person", odd, "--library", library).returncode
        == 0
    )
    known = json.loads(run("caption", caption, "--json", "--library", library).stdout)
    run("undo", "--library", library)
    assert [person["name"] for person in known["people"]] == [odd]
