"""The finder: what becomes of a photo, and of a photo that something goes wrong with."""

import numpy as np
import pytest

from vonlinks.domain import Box
from vonlinks.errors import ModelError, RequestError
from vonlinks.faces import DLIB_MODEL, Detection, FaceFinder, FaceSettings, load_finder
from vonlinks.faces.looking import Plan

PLAN = Plan(quick=640, closer=640, afar=0, tile=640, enlarge=(1.0, 1.0), small=0, sure=0.5, doubtful=0.5)
GREY = np.full((400, 600, 3), 120, np.uint8)


class FixedEngine:
    name = "fixed"

    def __init__(self, *boxes):
        self._boxes = boxes

    def detect(self, _pixels):
        return [Detection(box, 0.9) for box in self._boxes]


class Moody:
    """An embedder that fails where the face is bright."""

    model = "moody"

    def embed(self, pixels, boxes):
        if any(pixels[round(y), round(x), 0] == 200 for x, y, *_ in boxes):
            raise RuntimeError("no chip")
        return np.array([[x] * 128 for x, *_ in boxes], np.float32)


class Nothing:
    model = "nothing"

    def embed(self, _pixels, boxes):
        return np.full((len(boxes), 128), np.nan, np.float32)


def test_a_failed_embedding_loses_no_face(picture_of):
    finder = FaceFinder(FixedEngine((300, 50, 60, 60), (20, 50, 60, 60)), PLAN, Moody())
    pixels = GREY.copy()
    pixels[:, :150] = 200
    faces = finder.find(picture_of(pixels))
    assert [face.rank for face in faces] == [1, 2]
    assert faces[0].embedding is None
    assert faces[1].embedding is not None
    assert faces[1].embedding.model == "moody"
    assert len(faces[1].embedding.vector) == 128


def test_a_vector_that_is_no_number_is_no_embedding(picture_of):
    (face,) = FaceFinder(FixedEngine((300, 50, 60, 60)), PLAN, Nothing()).find(picture_of(GREY))
    assert face.embedding is None


def test_no_face_is_an_empty_result(picture_of):
    assert FaceFinder(FixedEngine(), PLAN, Moody()).find(picture_of(GREY), expected=3, rows=(2, 1)) == ()


def test_reading_order_is_rows_from_the_front_each_from_the_left(picture_of):
    front = [(400.0, 200.0, 50.0, 50.0), (100.0, 205.0, 50.0, 50.0), (250.0, 202.0, 50.0, 50.0)]
    back = [(320.0, 100.0, 46.0, 46.0), (170.0, 104.0, 46.0, 46.0)]
    faces = FaceFinder(FixedEngine(*back, *front), PLAN).find(picture_of(GREY), rows=(3, 2))
    assert [(face.row, face.rank) for face in faces] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert [round(face.box.x * 600) for face in faces] == [100, 250, 400, 170, 320]
    assert all(0 <= face.row_confidence <= 1 for face in faces)


def test_a_grey_patch_is_a_face_of_no_use(picture_of):
    (face,) = FaceFinder(FixedEngine((300, 50, 60, 60)), PLAN).find(picture_of(GREY))
    assert face.quality == 0.0


def test_the_real_finder_puts_two_people_in_order(picture_of, two_people, yunet_settings):
    finder = load_finder(settings=yunet_settings)
    assert finder.notice is None
    faces = finder.find(picture_of(two_people), expected=2)
    assert [(face.row, face.rank, face.engine) for face in faces] == [(1, 1, "yunet"), (1, 2, "yunet")]
    assert faces[0].box.center[0] < 0.5 < faces[1].box.center[0]
    for face in faces:
        assert face.embedding is not None
        assert face.embedding.model == DLIB_MODEL
        assert len(face.landmarks) == 5
        assert face.quality is not None
        assert face.quality > 0.5
    plain = load_finder(settings=yunet_settings, embed=False).find(picture_of(two_people))
    assert [face.box for face in plain] == [face.box for face in faces]
    assert {face.embedding for face in plain} == {None}


def test_mirrored_pictures_give_the_mirrored_order(picture_of, two_people, yunet_settings):
    finder = load_finder(settings=yunet_settings)
    straight = finder.find(picture_of(two_people))
    mirrored = finder.find(picture_of(two_people[:, ::-1]))

    def apart(one, other):
        return np.linalg.norm(np.subtract(one.embedding.vector, other.embedding.vector))

    assert apart(straight[0], mirrored[1]) < apart(straight[0], mirrored[0])
    assert apart(straight[1], mirrored[0]) < apart(straight[1], mirrored[1])


def test_without_yunet_hog_stands_in_and_says_so_once(picture_of, astronaut, settings, tmp_path):
    nowhere = FaceSettings(models=tmp_path, cache=settings.cache, offline=True)
    finder = load_finder(settings=nowhere)
    assert finder.notice is not None
    assert finder.notice.startswith("The face detector YuNet is not here")
    assert "VONLINKS_OFFLINE" in finder.notice
    assert finder.notice.endswith(".")
    assert "\n" not in finder.notice
    faces = finder.find(picture_of(astronaut), expected=1)
    assert {face.engine for face in faces} == {"hog"}
    assert any(face.box.iou(Box(0.34, 0.13, 0.2, 0.24)) > 0.4 for face in faces)
    with pytest.raises(ModelError):
        load_finder("yunet", settings=nowhere)


def test_a_named_engine_is_used(picture_of, astronaut, settings):
    assert load_finder("hog", settings=settings, embed=False).notice is None
    (face,) = load_finder("face_recognition", settings=settings).find(picture_of(astronaut[:300, 50:350]))
    assert face.engine == "face_recognition"
    assert face.embedding is not None


def test_an_unknown_engine_is_one_sentence(settings):
    with pytest.raises(RequestError, match="no face engine 'magic'"):
        load_finder("magic", settings=settings)
