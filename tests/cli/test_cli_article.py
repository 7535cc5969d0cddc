"""`vonlinks article` as its users call it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).resolve().parents[1] / "corpus" / "articles"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-c", "from vonlinks.program import main; main()", "article", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "NO_COLOR": "1"},
    )


def test_json_has_the_stable_form():
    done = run(PAGES / "figures.html", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    captions = json.loads(done.stdout)["captions"]
    assert [one.keys() for one in captions] == [{"text", "variants", "image"}] * 3
    assert [one["image"] for one in captions] == ["empfang.jpg", "chor-800x533.jpg", "saal.jpg"]
    assert [len(one["variants"]) for one in captions] == [2, 1, 1]
    assert captions[0]["text"].startswith("OB Vera Kramer (l.)")


def test_people_see_what_was_merged_and_what_differs():
    done = run(PAGES / "mail.txt")
    assert done.returncode == 0
    assert "merged from 2 variants" in done.stdout
    assert "Vera Kramer" in done.stdout
    assert "also: Auf dem Bild (v.l.n.r.): Vera Kramer, Max Lindner und Susanne Köhler" in done.stdout
    assert "2026-05-12 and 2026-05-13" in done.stdout
    assert "Susanne Koehler is also written Susanne Köhler." in done.stdout


def test_a_page_without_captions_says_so():
    done = run(PAGES / "ohne.txt")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no caption" in done.stderr
    assert json.loads(run(PAGES / "ohne.txt", "--json").stdout) == {"captions": []}


@pytest.mark.parametrize("name", ["none.html", "."])
def test_what_is_no_page_ends_with_2_and_one_sentence(tmp_path, name):
    done = run(tmp_path / name, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_names_confirmed_in_a_library_are_asked_for_where_one_is_given(tmp_path):
    done = run(PAGES / "ohne.txt", "--library", tmp_path / "none")
    assert done.returncode == 2
    assert "vonlinks ingest" in done.stderr
