"""Labelled faces of real press photos, with what their captions say about order: a perfect finder and a perfect reader."""

import json
from pathlib import Path

import pytest

from vonlinks.domain import Box, CaptionReading, Face, Mention, Position, fold
from vonlinks.naming import name_faces

PHOTOS = Path(__file__).resolve().parents[2].parent / "shared" / "photos" / "photos.jsonl"
ROWS = {"front": "front", "middle": "middle", "back": "back", "last": "back", "second": 2, "third": 3, "fourth": 4}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PHOTOS.exists(), reason="the labelled photos in ../shared are not part of the project"),
]


def photos():
    lines = PHOTOS.read_text("utf-8").splitlines()
    return [p for p in map(json.loads, lines) if p.get("caption") and p.get("faces")]


def faces(photo):
    boxes = [Box.from_pixels(*box, photo["size"]) for box in photo["faces"]]
    return [Face(box, 1, rank, 0.95, "labelled") for rank, box in enumerate(boxes, 1)]


def reading(photo):
    people = []
    absent = set(photo.get("named_but_not_visible") or ())
    rows = photo.get("caption_rows")
    names = [name for name in photo.get("caption_names_in_order") or () if name not in absent]
    if rows:
        for group, row in enumerate(rows, 1):
            places = [Position("left", k, ROWS[row["row"]]) for k in range(1, len(row["names"]) + 1)]
            people += [
                Mention(name, (0, 1), pictured=True, position=place, group=group)
                for name, place in zip(row["names"], places, strict=True)
            ]
    elif (photo.get("caption_order") or "").startswith("ltr"):
        people = [
            Mention(name, (0, 1), pictured=True, position=Position("left", k), group=1)
            for k, name in enumerate(names, 1)
        ]
    else:
        people = [Mention(name, (0, 1), pictured=True) for name in names]
    people += [Mention(name, (0, 1), pictured=False) for name in sorted(absent - {m.name for m in people})]
    return CaptionReading(photo["caption"], "en", tuple(people))


def test_strong_names_are_right_and_most_faces_get_one():
    right = strong = named = 0
    for photo in photos():
        truth = photo.get("face_names") or []
        if not any(truth):
            continue
        strangers = photo.get("face_is_bystander") or [False] * len(truth)
        named += sum(name is not None for name in truth)
        for suggestion in name_faces(faces(photo), reading(photo)).suggestions:
            want, stranger = truth[suggestion.face], strangers[suggestion.face]
            if suggestion.strong and (want or stranger):
                strong += 1
                right += bool(want) and fold(want) == fold(suggestion.person)
    assert named > 100
    assert right / strong >= 0.98
    assert right / named >= 0.75


def test_captions_that_place_nobody_give_no_strong_name_to_a_group():
    for photo in photos():
        if any(photo.get("face_names") or ()) or len(photo["faces"]) < 2:
            continue
        assert not any(s.strong for s in name_faces(faces(photo), reading(photo)).suggestions), photo["file"]
