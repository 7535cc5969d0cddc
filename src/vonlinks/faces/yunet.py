"""OpenCV's face detector YuNet, run by ONNX Runtime.

Decoding after OpenCV's own reader of the same outputs (modules/objdetect/src/face_detect.cpp, Apache-2.0), with which
the tests compare it. Model: Wu, Peng, Yu, "YuNet: A Tiny Millisecond-level Face Detector", 2023.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Pixels
from vonlinks.faces.boxes import suppress
from vonlinks.faces.engine import Detection
from vonlinks.faces.models import YUNET, Progress, model_path
from vonlinks.faces.sessions import open_converted
from vonlinks.faces.settings import FaceSettings

__all__ = ["YuNetEngine"]

_STRIDES = (8, 16, 32)
_NMS_IOU = 0.3


class YuNetEngine:
    """YuNet at whatever size it is given; finds faces of about 10 to 400 pixels, with landmarks.

    Args:
        threshold: smallest score that is a face; see policy.py for how it was chosen.
        settings: None reads the environment.
        on_progress: told the progress of a first download.

    Raises:
        ModelError: the model file cannot be had.
    """

    name = "yunet"

    def __init__(
        self, threshold: float = 0.7, *, settings: FaceSettings | None = None, on_progress: Progress | None = None
    ) -> None:
        settings = settings or FaceSettings.from_environment()
        source = model_path(YUNET, on_progress=on_progress, settings=settings)
        self._session = open_converted(source, "yunet-anysize-1", _any_size, settings)
        self._outputs = [f"{kind}_{stride}" for stride in _STRIDES for kind in ("cls", "obj", "bbox", "kps")]
        self.threshold = threshold

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of one array at the size that it has, strongest first."""
        height, width = pixels.shape[:2]
        step = _STRIDES[-1]
        # The deepest layer sees every 32nd pixel, so the array is filled up with black at the right and the bottom.
        canvas = np.zeros((1, 3, -(-height // step) * step, -(-width // step) * step), np.float32)
        canvas[0, :, :height, :width] = pixels[:, :, ::-1].transpose(2, 0, 1)
        outputs = self._session.run(self._outputs, {"input": canvas})
        columns = canvas.shape[3]
        parts = [
            _decode(outputs[4 * i : 4 * i + 4], stride, columns // stride, self.threshold)
            for i, stride in enumerate(_STRIDES)
        ]
        rows = np.concatenate(parts)
        kept = rows[suppress(rows[:, :4], rows[:, 4], _NMS_IOU)]
        return [_detection(row) for row in kept]


def _decode(outputs: Sequence[NDArray[np.float32]], stride: int, columns: int, threshold: float) -> NDArray[np.float64]:
    """Candidates of one stride above `threshold`, shape (n, 15): box, score, five landmarks, in pixels."""
    cls, obj, bbox, kps = outputs
    scores = np.sqrt(np.clip(cls[0, :, 0], 0, 1) * np.clip(obj[0, :, 0], 0, 1))
    cells = np.flatnonzero(scores >= threshold)
    corner = np.stack([cells % columns, cells // columns], axis=1)
    middle = (corner + bbox[0, cells, :2]) * stride
    size = np.exp(bbox[0, cells, 2:]) * stride
    points = (kps[0, cells] + np.tile(corner, 5)) * stride
    return np.concatenate([middle - size / 2, size, scores[cells, None], points], axis=1).astype(np.float64)


def _detection(row: NDArray[np.float64]) -> Detection:
    x, y, width, height, score, *points = (float(value) for value in row)
    return Detection((x, y, width, height), score, tuple(zip(points[::2], points[1::2], strict=True)))


def _any_size(raw: bytes) -> bytes:
    """Free the published file from its fixed input of 640 x 640: nothing in its graph depends on the size."""
    import onnx  # noqa: PLC0415 - slow to import, needed once a model

    model = onnx.load_from_string(raw)
    dims = model.graph.input[0].type.tensor_type.shape.dim
    dims[2].dim_param, dims[3].dim_param = "height", "width"
    for output in model.graph.output:
        output.type.tensor_type.shape.dim[1].dim_param = f"cells_{output.name}"
    model.graph.ClearField("value_info")
    made: bytes = model.SerializeToString()
    return made
