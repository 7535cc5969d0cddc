"""Our runs of published weights against the programs that published them, on the same pixels."""

import dlib
import numpy as np
import pytest
from PIL import Image

from vonlinks.faces import (
    YUNET,
    CnnEngine,
    FaceRecognitionEmbedder,
    FaceRecognitionEngine,
    HogEngine,
    OnnxEmbedder,
    YuNetEngine,
)
from vonlinks.faces.boxes import iou
from vonlinks.faces.cnn import pyramid_places
from vonlinks.faces.published import published_model


def boxes_of(found):
    return [face.box for face in found]


def test_embeddings_are_those_of_face_recognition(two_people, settings):
    boxes = boxes_of(HogEngine().detect(two_people))
    assert len(boxes) >= 2
    ours = OnnxEmbedder(settings=settings).embed(two_people, boxes)
    theirs = FaceRecognitionEmbedder().embed(two_people, boxes)
    assert np.abs(ours - theirs).max() <= 1e-5


def test_different_people_are_far_apart_and_one_person_is_near(astronaut, hopper, settings):
    embedder = OnnxEmbedder(settings=settings)
    mirrored = np.ascontiguousarray(astronaut[:, ::-1])
    pictures = [astronaut, mirrored, hopper]
    one, same, other = (embedder.embed(p, boxes_of(HogEngine().detect(p))[:1])[0] for p in pictures)
    assert np.linalg.norm(one - same) < 0.5 < np.linalg.norm(one - other)


def test_hog_boxes_are_those_of_face_recognition(two_people):
    ours = {face.box for face in HogEngine().detect(two_people)}
    theirs = {face.box for face in FaceRecognitionEngine().detect(two_people)}
    assert len(ours) >= 2
    # face_recognition cuts boxes off at the edge of the picture; these do not reach it.
    assert ours == theirs


@pytest.mark.parametrize("size", [(300, 300), (331, 257)])
def test_cnn_boxes_and_scores_are_those_of_dlib(astronaut, settings, size):
    pixels = np.asarray(Image.fromarray(astronaut[:300, 50:350]).resize(size, Image.Resampling.BILINEAR))
    theirs = dlib.cnn_face_detection_model_v1(str(published_model("cnn_face_detector_model_location")))(pixels, 0)
    ours = CnnEngine(settings=settings).detect(pixels)
    expected = [(r.rect.left(), r.rect.top(), r.rect.width(), r.rect.height()) for r in theirs]
    assert len(expected) == 1
    assert boxes_of(ours) == expected
    assert ours[0].score == pytest.approx(min(theirs[0].confidence / 1.1, 1), abs=1e-4)


@pytest.mark.parametrize("size", [(40, 30), (333, 250), (250, 333), (1000, 120), (120, 1000)])
def test_copies_of_the_pyramid_lie_apart_on_the_sheet(size):
    places, (width, height) = pyramid_places(*size)
    taken = np.zeros((height, width), int)
    for left, top, wide, high in places:
        taken[top : top + high, left : left + wide] += 1
    assert taken.max() == 1
    assert taken.sum() == sum(wide * high for _, _, wide, high in places)
    assert places[0] == (11, 11, *size)


@pytest.mark.parametrize("size", [(640, 640), (1024, 600), (517, 303), (200, 117)])
def test_yunet_is_that_of_opencv(two_people, yunet_settings, size):
    cv2 = pytest.importorskip("cv2")
    pixels = np.asarray(Image.fromarray(two_people).resize(size, Image.Resampling.BILINEAR))
    reference = cv2.FaceDetectorYN.create(str(yunet_settings.models / YUNET.file), "", size, 0.6, 0.3, 5000)
    rows = reference.detect(np.ascontiguousarray(pixels[:, :, ::-1]))[1]
    theirs = sorted((row.tolist() for row in rows), key=lambda row: -row[14])
    ours = YuNetEngine(0.6, settings=yunet_settings).detect(pixels)
    assert len(ours) == len(theirs) >= 2
    for face, row in zip(ours, theirs, strict=True):
        assert iou([face.box], [row[:4]])[0, 0] > 0.98
        assert face.score == pytest.approx(row[14], abs=0.005)
        assert np.abs(np.ravel(face.landmarks) - row[4:14]).max() < 1.0
