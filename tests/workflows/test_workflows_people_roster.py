"""Rosters and code replacement files, good and bad."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.domain import Authority
from vonlinks.errors import RequestError
from vonlinks.workflows.people_roster import read_roster

ROSTERS = Path(__file__).parent / "rosters"


def told(roster):
    return [(entry.line, entry.record) for entry in roster.entries]


def test_a_table_is_read_and_its_bad_lines_are_told_with_their_numbers():
    roster = read_roster(ROSTERS / "sheet.csv")
    assert roster.kind == "roster"
    assert told(roster) == [
        (2, Authority("Quast, Ida", (), (("Leiterin", 2019),))),
        (
            3,
            Authority(
                "Ayla Yurt",
                ("Yurt Ayla", "A. Yurt"),
                (("Trainerin", 2021), ("Kapitänin", None)),
                'mag "kein" Foto',
                "Q4242",
            ),
        ),
        (8, Authority("Eva Muster")),
        (9, Authority("Eva Muster")),
        (11, Authority("Zwei Zeilen", wikidata="Q77")),
    ]
    assert [(bad.line, bad.reason) for bad in roster.bad] == [
        (5, "there is no name"),
        (6, "“zwanzig” is no year"),
        (7, "“Wikipedia” is no Wikidata id: it is a Q and digits"),
        (
            9,
            "Eva Muster stands in line 8 too and was taken for the same person; an addition in brackets keeps two apart",
        ),
    ]
    assert roster.entries[3].portrait == ROSTERS / "fehlt.jpg"


def test_first_and_last_names_and_additions_are_put_together():
    roster = read_roster(ROSTERS / "first-last.csv")
    assert [record.name for _, record in told(roster)] == ["Eva Muster (Chor)", "Eva Muster (Rat)"]
    assert roster.bad == ()


@pytest.mark.parametrize("name", ["codes-latin1.txt", "codes-utf16.txt"])
def test_code_replacements_are_read_in_any_encoding(name):
    roster = read_roster(ROSTERS / name)
    assert roster.kind == "code replacements"
    assert told(roster) == [
        (3, Authority("Max Muster", (), (("Stürmer", None),))),
        (4, Authority("Jörg Probst", (), (("Torwart", None),))),
        (9, Authority("Max Muster", ("Max G. Muster",))),
        (10, Authority("Ngolo Kanté")),
    ]
    assert [(bad.line, bad.reason) for bad in roster.bad] == [
        (5, "the code has no replacement"),
        (6, "there is no tab between a code and its replacement"),
        (7, "no person is named in “Stadion Beispielstadt”"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "neither a table"),
        (b"Max Muster\nEva Muster\n", "neither a table"),
        (b"club,city\nFC,Ort\n", "neither a table"),
        (b"\x00\x01\x02", "neither a table"),
    ],
)
def test_what_is_no_roster_is_refused_in_one_sentence(tmp_path, content, says):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(RequestError, match=says):
        read_roster(tmp_path / "file")
    with pytest.raises(RequestError, match="cannot be read"):
        read_roster(tmp_path / "nowhere.csv")
    with pytest.raises(RequestError, match="cannot be read"):
        read_roster(tmp_path)


@given(st.one_of(st.binary(max_size=200), st.text(alphabet='ab,;\t"\n\r#|Q1ü\0', max_size=200).map(str.encode)))
def test_no_file_raises_anything_else_and_every_line_is_in_it(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("any") / "file.csv"
    file.write_bytes(b"name,aliases,wikidata\n" + content)
    roster = read_roster(file)
    lines = (b"name\n" + content).decode("latin-1").splitlines()
    assert all(1 <= one.line <= len(lines) + 1 for one in (*roster.entries, *roster.bad))
    assert all(entry.record.name.strip() for entry in roster.entries)
