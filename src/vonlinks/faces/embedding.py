"""Faces as 128 numbers: dlib's recognition network under ONNX Runtime."""

from collections.abc import Sequence
from typing import Any

import dlib
import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Pixels
from vonlinks.faces.dlib_graphs import CHIP_PIXELS, embedding_model, normalised
from vonlinks.faces.engine import PixelBox
from vonlinks.faces.published import published_model
from vonlinks.faces.sessions import open_converted
from vonlinks.faces.settings import FaceSettings

__all__ = ["DLIB_MODEL", "OnnxEmbedder", "dlib_box"]

DLIB_MODEL = "dlib_resnet_v1"
"""Name of the space of the vectors; face_recognition's own lie in the same one."""

# A quarter of the chip's side around the face, as dlib's compute_face_descriptor takes it.
_CHIP_PADDING = 0.25
# Enough for the runtime to be at its best; more would only take memory (8 chips: about 60 MB).
_BATCH = 8


class OnnxEmbedder:
    """The same numbers as face_recognition's face_encodings, to about 1e-6, at a tenth of the time.

    Raises:
        ModelError: the weights or the landmark predictor cannot be read.
    """

    model = DLIB_MODEL

    def __init__(self, *, settings: FaceSettings | None = None) -> None:
        settings = settings or FaceSettings.from_environment()
        source = published_model("face_recognition_model_location")
        self._session: Any = open_converted(source, "dlib-resnet-1", embedding_model, settings)
        landmarks = published_model("pose_predictor_five_point_model_location")
        self._predictor = dlib.shape_predictor(str(landmarks))

    def embed(self, pixels: Pixels, boxes: Sequence[PixelBox]) -> NDArray[np.float32]:
        """Embed the faces in `boxes` (pixels of the array); one row of 128 values a box, in the same order."""
        # All chips before the first run of the network: each of both loses what the other has in the processor's cache.
        chips = self.chips(pixels, boxes)
        starts = range(0, len(chips), _BATCH)
        found = [self.run(normalised(chips[start : start + _BATCH])) for start in starts]
        return np.concatenate([np.zeros((0, 128), np.float32), *found])

    def run(self, chips: NDArray[np.float32]) -> NDArray[np.float32]:
        """The network alone: normalised chips (n, 3, 150, 150) to vectors (n, 128)."""
        vectors: NDArray[np.float32] = self._session.run(None, {"chips": chips})[0]
        return vectors

    def chips(self, pixels: Pixels, boxes: Sequence[PixelBox]) -> Pixels:
        """The faces cut out upright by their eyes and noses, shape (n, 150, 150, 3)."""
        shapes = [self._predictor(pixels, dlib_box(box)) for box in boxes]
        made = np.empty((len(boxes), CHIP_PIXELS, CHIP_PIXELS, 3), np.uint8)
        for number, shape in enumerate(shapes):
            made[number] = dlib.get_face_chip(pixels, shape, size=CHIP_PIXELS, padding=_CHIP_PADDING)
        return made


def dlib_box(box: PixelBox) -> Any:  # noqa: ANN401 - dlib is untyped
    """The whole-pixel rectangle of dlib, whose right and bottom edges are inclusive."""
    x, y, width, height = box
    left, top = round(x), round(y)
    return dlib.rectangle(left, top, max(round(x + width) - 1, left), max(round(y + height) - 1, top))
