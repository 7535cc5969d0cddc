"""Our runs of published weights against the programs that published them, on dlib's own example pictures."""

from pathlib import Path

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

EXAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "photos" / "dlib"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXAMPLES.is_dir(), reason="../shared/photos/dlib is not here"),
]


@pytest.fixture(scope="module")
def pictures():
    """Each picture as an array, by name."""
    found = {}
    for path in sorted(EXAMPLES.glob("*.jpg")):
        with Image.open(path) as image:
            found[path.name] = np.asarray(image.convert("RGB"))
    return found


def share_alike(ours, theirs):
    """(boxes of either that the other has with an IoU of 0.9, boxes of both)."""
    both = len(ours) + len(theirs)
    if not ours or not theirs:
        return 0, both
    table = iou(ours, theirs)
    return int((table.max(1) >= 0.9).sum() + (table.max(0) >= 0.9).sum()), both


@pytest.fixture(scope="module")
def reference_faces(pictures):
    engine = FaceRecognitionEngine("cnn", 0)
    return {name: engine.detect(pixels) for name, pixels in pictures.items()}


def test_the_cnn_finds_the_boxes_of_face_recognition(pictures, reference_faces, settings):
    engine = CnnEngine(settings=settings)
    alike = both = 0
    for name, pixels in pictures.items():
        height, width = pixels.shape[:2]
        # face_recognition cuts its boxes off at the edge of the picture.
        ours = [_inside(face.box, width, height) for face in engine.detect(pixels)]
        pair = share_alike(ours, [face.box for face in reference_faces[name]])
        alike, both = alike + pair[0], both + pair[1]
    print(f"CNN: {alike} of {both} boxes alike")  # noqa: T201 - shown with -s
    assert both >= 40
    assert alike >= 0.98 * both


def _inside(box, width, height):
    left, top = max(box[0], 0), max(box[1], 0)
    return left, top, min(box[0] + box[2], width + 1) - left, min(box[1] + box[3], height + 1) - top


def test_the_embeddings_are_those_of_face_recognition(pictures, settings):
    ours, theirs = OnnxEmbedder(settings=settings), FaceRecognitionEmbedder()
    apart = []
    for pixels in pictures.values():
        boxes = [face.box for face in HogEngine().detect(pixels)]
        if boxes:
            apart.append(np.abs(ours.embed(pixels, boxes) - theirs.embed(pixels, boxes)).max())
    print(f"Embedding: at most {max(apart):.1e} apart")  # noqa: T201 - shown with -s
    assert len(apart) >= 8
    assert max(apart) <= 1e-5


def test_yunet_finds_the_boxes_of_opencv(pictures, yunet_settings):
    cv2 = pytest.importorskip("cv2")
    engine = YuNetEngine(0.6, settings=yunet_settings)
    alike = both = 0
    for pixels in pictures.values():
        size = (pixels.shape[1], pixels.shape[0])
        reference = cv2.FaceDetectorYN.create(str(yunet_settings.models / YUNET.file), "", size, 0.6, 0.3, 5000)
        rows = reference.detect(np.ascontiguousarray(pixels[:, :, ::-1]))[1]
        theirs = [tuple(row[:4].tolist()) for row in rows] if rows is not None else []
        pair = share_alike([face.box for face in engine.detect(pixels)], theirs)
        alike, both = alike + pair[0], both + pair[1]
    print(f"YuNet: {alike} of {both} boxes alike")  # noqa: T201 - shown with -s
    assert both >= 60
    assert alike >= 0.98 * both
