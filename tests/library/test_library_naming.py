"""The sample library end to end: every name on its face, never a sure name on a wrong one."""

import pytest

from vonlinks.domain import Box
from vonlinks.workflows import Library


@pytest.fixture(scope="module")
def imported(tmp_path_factory, sample_photos):
    """The sample library, imported without any model file."""
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        library.ingest([sample_photos], engine="hog")
        yield library


@pytest.fixture
def placed(imported, expected, sample_photos):
    """The photo, and for each face that was put there the face that was found."""
    record = imported.photo(str(sample_photos / expected["file"]))
    size = (expected["width"], expected["height"])
    faces = []
    for wanted in expected["faces"]:
        box = Box.from_pixels(*wanted["box"], size)
        faces.append((wanted, max(record.faces, key=lambda face: box.iou(face.face.box))))
    return record, faces


def test_no_sure_name_is_wrong(placed):
    _, faces = placed
    sure = [(wanted["name"], offer.person) for wanted, face in faces for offer in face.suggestions if offer.strong]
    assert [pair for pair in sure if pair[0] != pair[1]] == []


def test_each_name_of_the_caption_is_offered_first_for_its_face(placed, expected):
    _, faces = placed
    offered = [
        face.suggestions[0].person if face.suggestions else None
        for wanted, face in faces
        if wanted["name"] in expected["people"]
    ]
    assert offered == expected["people"]


def test_faces_stand_in_their_rows_and_ranks(placed):
    _, faces = placed
    found = [(face.face.row, face.face.rank) for _, face in faces]
    assert found == [(wanted["row"], wanted["rank"]) for wanted, _ in faces]


def test_only_the_wrong_caption_is_a_conflict(placed, expected):
    record, _ = placed
    assert record.status == expected["status"]
    assert bool(record.conflicts) == (expected["status"] == "conflict")


def test_about_half_the_names_can_be_confirmed_with_one_key(imported, all_expected):
    strong = sum(offer.strong for photo in imported.export() for face in photo.faces for offer in face.suggestions)
    asked = sum(len(expected["people"]) for expected in all_expected if expected["duplicate_of"] is None)
    # The detector that needs no model file misses one face of fourteen: a list of two is just not sure with it.
    assert strong >= 0.45 * asked
