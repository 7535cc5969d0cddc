"""Captions of every kind over drawn faces: which names are strong, and what is said where nothing fits."""

import json
from pathlib import Path

import pytest

from vonlinks.domain import Box, Face, Likeness, Mention, Position, fold
from vonlinks.naming import name_faces

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text("utf-8").splitlines()]


def build(case):
    faces = [
        Face(Box(x - size / 2, y - size * 0.65, size, size * 1.3), 1, 1, 0.95, "drawn") for x, y, size in case["faces"]
    ]
    people = []
    for person in case["people"]:
        keys = person.keys() & {"side", "index", "row"}
        position = Position(person.get("side"), person.get("index"), person.get("row")) if keys else None
        people.append(
            Mention(
                person["name"],
                (0, 1),
                pictured=person.get("pictured", True),
                position=position,
                group=person.get("group"),
            )
        )
    return faces, people


def run(case):
    from vonlinks.domain import CaptionReading  # noqa: PLC0415  kept beside its only use

    faces, people = build(case)
    complete = tuple((int(group), whole) for group, whole in case["complete"].items())
    return name_faces(
        faces,
        CaptionReading("", "de", tuple(people), complete=complete),
        likenesses=[[Likeness(*near) for near in nearest] for nearest in case.get("likenesses", [])],
        rejected=[frozenset(map(fold, names)) for names in case.get("rejected", [])],
        claims=[(face, name) for face, name in case.get("claims", [])],
    )


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_caption_is_laid_over_its_faces(case):
    naming = run(case)
    strong = {s.face: s.person for s in naming.suggestions if s.strong}
    if case["strong"] is not None:
        assert [strong.get(face) for face in range(len(case["faces"]))] == case["strong"]
    for face, name in case.get("strongly", {}).items():
        assert strong.get(int(face)) == name
    for face, name in case.get("never", {}).items():
        assert strong.get(int(face)) != name
    assert naming.status == case["status"], naming.conflicts
    if "conflict" in case:
        assert case["conflict"] in naming.conflicts
