"""`vonlinks correct` as its users call it."""

import json
import subprocess
import sys

import pytest

TEXT = "Zita Zufall (l.) und Kuno Kühn (r.)"


@pytest.fixture
def run(sample_library):
    def call(command, *arguments, stdin=None):
        program = [sys.executable, "-c", "from vonlinks.program import main; main()", command]
        library = ("--library", str(sample_library.folder))
        return subprocess.run(
            [*program, *arguments, *library], capture_output=True, text=True, input=stdin, check=False, encoding="utf-8"
        )

    return call


@pytest.fixture
def photo(sample_library):
    return next(record for record in sample_library.export() if len(record.faces) == 2 and record.reading)


def test_correct_show_undo(run, photo):
    done = run("correct", photo.id, TEXT, "--who", "vera")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"corrected  the caption of photo {photo.id}\n1 decision corrected\n"
    shown = json.loads(run("show", photo.id, "--json").stdout)
    assert shown["metadata"]["caption"] == TEXT
    assert [person["name"] for person in shown["reading"]["people"]] == ["Zita Zufall", "Kuno Kühn"]
    told = run("show", photo.id).stdout
    assert "corrected by" in told
    assert "vera, " in told
    assert photo.metadata.caption.split(",")[0] in told
    assert f"the caption of photo {photo.id}" in run("undo").stdout
    assert json.loads(run("show", photo.id, "--json").stdout)["metadata"]["caption"] == photo.metadata.caption


def test_the_caption_can_come_from_standard_input(run, photo):
    (made,) = json.loads(run("correct", photo.id, "-", "--json", stdin=f"{TEXT}\n").stdout)["decisions"]
    assert (made["kind"], made["caption"], made["face"], made["person"]) == ("caption", TEXT, None, None)
    assert json.loads(run("correct", photo.id, TEXT, "--json").stdout) == {"decisions": []}


def test_wrong_requests_end_with_2_and_one_sentence(run, photo):
    for arguments, words in ((("ffffffff", TEXT), "ffffffff"), ((photo.id, "-"), "at most 100,000 characters")):
        done = run("correct", *arguments, stdin="x" * 100_001)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1
