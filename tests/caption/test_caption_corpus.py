"""Every caption form that a rule serves, read from invented captions with invented names."""

import json
from pathlib import Path

import pytest

from vonlinks.caption import read_caption

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LINES = [
    json.loads(line)
    for path in sorted(CORPUS.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def told(reading):
    """A reading in the shape of a corpus line."""
    people = []
    for mention in reading.people:
        person = {"name": mention.name}
        if mention.role:
            person["role"] = mention.role
        if mention.pictured is not True:
            person["pictured"] = mention.pictured
        if mention.position:
            person["place"] = [mention.position.side, mention.position.index, mention.position.row]
        if mention.clock:
            person["clock"] = mention.clock
        if mention.age:
            person["age"] = mention.age
        people.append(person)
    found = {"lang": reading.language, "people": people}
    if reading.credit:
        keys = ("holder", "photographer", "agency", "year")
        found["credit"] = {key: getattr(reading.credit, key) for key in keys if getattr(reading.credit, key)}
    if reading.date:
        found["date"] = reading.date
    if reading.warnings:
        found["warnings"] = list(reading.warnings)
    return found


@pytest.mark.parametrize("line", LINES, ids=[line["form"] for line in LINES])
def test_caption_form_is_read_in_full(line):
    expected = {key: value for key, value in line.items() if key not in {"form", "text", "known"}}
    assert told(read_caption(line["text"], known_names=line.get("known", ()))) == expected


def test_every_line_names_its_form_once():
    forms = [line["form"] for line in LINES]
    assert all(forms)
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("Von links: Vera Muster, Eva Probe und Max Beispiel.", True),
        ("Von links: Vera Muster, Eva Probe und eine Besucherin.", False),
        ("Von links: Vera Muster, eine Besucherin und Eva Probe.", True),
    ],
)
def test_a_list_that_ends_with_somebody_unnamed_is_not_complete(text, complete):
    assert read_caption(text).complete == ((1, complete),)
