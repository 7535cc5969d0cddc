"""The labelled real captions, where they are at hand: the seeds without a fault, the rest above a floor."""

import importlib.util
import json
from pathlib import Path

import pytest

from vonlinks.caption import read_caption

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "captions").is_dir(), reason="the labelled captions in ../shared are not here"),
]


def form(case):
    reading = read_caption(case["text"])
    people = []
    for mention in reading.people:
        place = mention.position
        position = None if place is None else {"from": place.side, "index": place.index, "row": place.row}
        people.append({"name": mention.name, "role": mention.role, "pictured": mention.pictured, "position": position})
    credit = reading.credit
    keys = ("holder", "photographer", "agency", "year")
    told = None if credit is None else {key: getattr(credit, key) for key in keys}
    return {"id": case["id"], "people": people, "credit": told, "date": reading.date}


def figures(name):
    spec = importlib.util.spec_from_file_location("evaluate_captions", SHARED / "evaluate" / "captions.py")
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    cases = [json.loads(line) for line in (SHARED / "captions" / name).read_text(encoding="utf-8").splitlines()]
    return evaluate.score(cases, {case["id"]: form(case) for case in cases})[0], cases


def test_seed_captions_are_read_without_a_fault():
    found, cases = figures("seed.jsonl")
    assert (found["exact"], found["role"], found["credit"]) == (1.0, 1.0, 1.0)
    assert [form(case)["date"] for case in cases] == [case["date"] for case in cases]


@pytest.mark.parametrize(
    ("figure", "floor"),
    [("names_f1", 0.97), ("pictured", 0.97), ("position", 0.97), ("role", 0.92), ("credit", 0.95), ("exact", 0.88)],
)
def test_real_captions_stay_above_the_floor(figure, floor):
    assert figures("dev.jsonl")[0][figure] >= floor


def test_real_captions_are_given_hardly_anything_they_do_not_tell():
    found, _ = figures("dev.jsonl")
    assert found["position_false"] <= 1
    assert found["credit_false"] <= 2
