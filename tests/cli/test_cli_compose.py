"""`vonlinks compose` as its users call it."""

import json
import subprocess
import sys

import pytest

from vonlinks.workflows import strong_names


def run(*arguments, stdin=None):
    return subprocess.run(
        [sys.executable, "-c", "from vonlinks.program import main; main()", "compose", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
    )


@pytest.fixture
def pair(sample_library):
    """A sample photo of two faces, not confirmed."""
    return next(r for r in sample_library.export() if len(strong_names(r)) == 2 and len(r.faces) == 2)


def test_the_confirmed_faces_become_a_sentence(sample_library, pair):
    sample_library.confirm(pair.id, everything=True)
    names = [name for _, name in strong_names(pair)]
    for style, begins in (("de", "Im Bild (v.l.): "), ("en", "From left: ")):
        done = run(pair.path, "--library", sample_library.folder, "--style", style)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(begins + names[0])
        assert len(done.stdout.splitlines()) == 1
    form = json.loads(run(pair.id, "--library", sample_library.folder, "--style", "ap", "--json").stdout)
    assert form.keys() == {"text", "style", "people"}
    assert [person["name"] for person in form["people"]] == names
    assert form["people"][0]["position"] == {"from": "left", "index": 1, "row": None}


def test_a_list_needs_no_library(tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("Eva Muster, Leiterin [kommissarisch]\nJan Probst\n", encoding="utf-8")
    told = "Im Bild (v.l.): Eva Muster (Leiterin [kommissarisch]) und Jan Probst.\n"
    assert run("--names", names).stdout == told
    assert run("--names", "-", stdin=names.read_text(encoding="utf-8")).stdout == told
    assert [p["role"] for p in json.loads(run("--names", names, "--json").stdout)["people"]] == [
        "Leiterin [kommissarisch]",
        None,
    ]


def test_rows_begin_at_the_front_or_the_back():
    rows = "Eva Muster\nJan Probst\n\nNora Nord\nMax Beispiel\n"
    assert run("--names", "-", "--style", "en", stdin=rows).stdout.startswith("Front row")
    assert run("--names", "-", "--style", "en", "--first-row", "back", stdin=rows).stdout.startswith("Back row")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give a photo, or --names"),
        (("a.jpg", "--names", "-"), "Give a photo, or --names"),
        (("--names", "no-such-file"), "no-such-file cannot be read"),
        (("--names", "-"), "There is no name in the list"),
        (("--names", "-", "--style", "fr"), "There is no caption style “fr”; choose de, en or ap."),
        (("--names", "-", "--first-row", "up"), "There is no first row “up”; choose front or back."),
    ],
)
def test_wrong_requests_end_with_2_and_one_sentence(arguments, words):
    done = run(*arguments, stdin="")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nobody_confirmed_ends_with_2_and_the_next_step(sample_library, pair):
    done = run(pair.id, "--library", sample_library.folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nobody is confirmed" in done.stderr
    assert f"vonlinks confirm {pair.id} --all" in done.stderr
    assert len(done.stderr.splitlines()) == 1
