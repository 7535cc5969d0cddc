"""One contract for every detector and every embedder, a fake one included."""

import numpy as np
import pytest

from vonlinks.faces import (
    CnnEngine,
    Detection,
    Embedder,
    Engine,
    FaceRecognitionEmbedder,
    FaceRecognitionEngine,
    HogEngine,
    OnnxEmbedder,
    YuNetEngine,
)
from vonlinks.faces.boxes import iou

COLLINS = (172, 62, 105, 135)


class FakeEngine:
    """Takes the one patch of skin colour for a face."""

    name = "fake"

    def detect(self, pixels):
        red, green = pixels[..., 0].astype(int), pixels[..., 1].astype(int)
        rows, columns = np.nonzero((red > 150) & (red - green > 35) & (red - green < 90))
        if not len(rows):
            return []
        left, right = np.percentile(columns, [5, 60])
        return [Detection((float(left), 62.0, float(right - left), 135.0), 0.9)] if right > left else []


class FakeEmbedder:
    model = "fake"

    def embed(self, _pixels, boxes):
        rows = [np.resize(np.asarray(box, np.float32), 128) for box in boxes]
        return np.asarray(rows, np.float32).reshape(-1, 128)


@pytest.fixture(scope="module", params=["fake", "yunet", "hog", "cnn", "face_recognition"])
def engine(request, settings):
    if request.param == "yunet":
        return YuNetEngine(settings=request.getfixturevalue("yunet_settings"))
    made = {"fake": FakeEngine, "hog": HogEngine, "face_recognition": FaceRecognitionEngine}
    return CnnEngine(settings=settings) if request.param == "cnn" else made[request.param]()


@pytest.fixture(scope="module", params=["fake", "onnx", "face_recognition"])
def embedder(request, settings):
    if request.param == "onnx":
        return OnnxEmbedder(settings=settings)
    return {"fake": FakeEmbedder, "face_recognition": FaceRecognitionEmbedder}[request.param]()


def test_an_engine_finds_the_face(engine, astronaut):
    assert isinstance(engine, Engine)
    assert engine.name
    found = engine.detect(astronaut)
    assert found
    if engine.name != "fake":
        assert iou([found[0].box], [COLLINS])[0, 0] > 0.4


def test_scores_lie_between_0_and_1_and_fall(engine, two_people):
    scores = [face.score for face in engine.detect(two_people)]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_landmarks_are_five_or_none_and_lie_in_the_face(engine, astronaut):
    for face in engine.detect(astronaut):
        assert len(face.landmarks) in {0, 5}
        x, y, width, height = face.box
        assert all(x <= px <= x + width and y <= py <= y + height for px, py in face.landmarks)


def test_an_empty_wall_has_no_face(engine):
    assert engine.detect(np.full((200, 333, 3), 128, np.uint8)) == []


@pytest.mark.parametrize("size", [(1, 1), (3, 90), (90, 3), (31, 33)])
def test_any_size_is_taken(engine, size):
    assert engine.detect(np.zeros((*size, 3), np.uint8)) == []


def test_an_embedder_gives_a_row_for_each_box(embedder, astronaut):
    assert isinstance(embedder, Embedder)
    boxes = [COLLINS, (180.0, 60.0, 95.0, 130.0), (150.0, 50.0, 140.0, 160.0)]
    vectors = embedder.embed(astronaut, boxes)
    assert vectors.shape == (3, 128)
    assert vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    alone = embedder.embed(astronaut, boxes[1:2])
    assert np.abs(vectors[1] - alone[0]).max() < 1e-5


def test_no_box_gives_no_row(embedder, astronaut):
    assert embedder.embed(astronaut, []).shape == (0, 128)


def test_a_box_over_the_edge_is_embedded(embedder, astronaut):
    assert np.isfinite(embedder.embed(astronaut, [(-30.0, -20.0, 90.0, 90.0), (480.0, 490.0, 60.0, 60.0)])).all()
