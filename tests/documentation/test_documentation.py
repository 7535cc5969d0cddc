"""What the documentation says can be typed, can be typed; what it links to is there."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from vonlinks.catalogue.search import SORTS, TERMS, meaning, parse
from vonlinks.cli.app import app
from vonlinks.metadata import read_sheet

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "CONTRIBUTING.md",
    ROOT / "README.md",
    ROOT / "library/SOURCES.md",
]


def blocks(page, language):
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(name=""):
    """Every `vonlinks …` line of every page, as the shell would cut it."""
    for page in PAGES:
        for line in "".join(blocks(page, "sh")).splitlines():
            _, found, words = line.partition("vonlinks ")
            if found and words.startswith(name) and not line.lstrip().startswith("pip install '"):
                yield page.name, shlex.split(re.sub(r"\[[^]]*\]|…", "", words))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize(("page", "words"), list(commands()), ids=str)
def test_commands_and_their_options_exist(page, words):
    program = typer.main.get_command(app)
    name, *rest = words
    assert name in program.commands, f"{page}: there is no vonlinks {name}"
    known = {option for parameter in program.commands[name].params for option in parameter.opts}
    assert [word for word in rest if re.match(r"--?[a-z]", word) and word not in known] == []


@pytest.mark.parametrize(("page", "words"), list(commands("search ")), ids=str)
def test_queries_can_be_read(page, words):
    assert meaning(parse(words[1]))


def test_every_search_term_is_explained_with_an_example_that_can_be_read():
    page = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+):` \| .* \| (.*) \|$", page, re.MULTILINE))
    assert set(rows) == {*TERMS, "sort"}
    for cell in rows.values():
        for example in re.findall(r"`([^`]+)`", cell):
            assert meaning(parse(example))
    blank = set(re.findall(r"`(\w+):none`", page))
    assert blank == {prefix for prefix, term in TERMS.items() if term.none}
    assert set(SORTS) == set(re.findall(r"`(-?\w+)` (?:oldest|newest|best)", page))


def test_the_example_table_of_captions_is_read_whole(tmp_path):
    (example,) = blocks(ROOT / "docs" / "import.md", "csv")
    (tmp_path / "captions.csv").write_text(example, encoding="utf-8")
    sheet = read_sheet(tmp_path)
    assert sheet.warnings == ()
    (row,) = sheet.values()
    assert set(row.values) == set(example.splitlines()[0].split(",")) - {"file"}
    assert row.values["keywords"] == ("Rathaus", "Empfang")
