"""Detectors find in each sample picture the faces that were put there, and no others."""

import cv2
import dlib
import numpy as np
import pytest
from PIL import Image, ImageOps

from vonlinks.domain import Box


def upright(path):
    """RGB pixels of the upright picture."""
    with Image.open(path) as picture:
        return np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))


def assert_exactly_these(found, expected):
    """Each expected box is met by one found box, and no box is left over."""
    size = (expected["width"], expected["height"])
    left = [Box.from_pixels(*box, size) for box in found]
    for face in expected["faces"]:
        wanted = Box.from_pixels(*face["box"], size)
        best = max(left, key=wanted.iou, default=None)
        assert best is not None, f"no face left for {face}"
        assert wanted.iou(best) > 0.5, f"nothing found at {face}"
        left.remove(best)
    assert left == []


@pytest.fixture(scope="module")
def hog():
    """The HOG detector of dlib, which face_recognition uses by default."""
    return dlib.get_frontal_face_detector()


def test_hog_finds_each_face_and_nothing_else(expected, sample_photos, hog):
    found = hog(upright(sample_photos / expected["file"]), 1)
    boxes = [(box.left(), box.top(), box.width(), box.height()) for box in found]
    assert_exactly_these(boxes, expected)


@pytest.mark.shared
def test_yunet_finds_each_face_and_nothing_else(expected, sample_photos, shared):
    pixels = upright(sample_photos / expected["file"])
    scale = 640 / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[..., ::-1].copy()
    model = shared / "models" / "face_detection_yunet_2023mar.onnx"
    detector = cv2.FaceDetectorYN.create(str(model), "", (small.shape[1], small.shape[0]), 0.6)
    _, found = detector.detect(small)
    assert_exactly_these([tuple(face[:4] / scale) for face in found], expected)


def test_faces_are_large_except_the_one_that_is_small_on_purpose(all_expected):
    small = [(p["file"], f["box"][3]) for p in all_expected for f in p["faces"] if not f["clear"]]
    assert small == [("16-rednerin.jpg", 62)]
    assert all(f["box"][3] >= 100 for p in all_expected for f in p["faces"] if f["clear"])
