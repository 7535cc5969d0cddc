"""dlib's CNN face detector (max-margin object detection), run by ONNX Runtime.

The network slides one window of 80 x 80 pixels over a pyramid of ever smaller copies of the picture, all laid out on one
sheet. Sheet, copies and boxes follow dlib to the pixel (dlib/image_transforms/image_pyramid.h, dlib/dnn/loss.h, Boost
licence), since the network's answer depends on where on its grid of eight pixels a face lies.
"""

import math

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Pixels
from vonlinks.errors import ModelError
from vonlinks.faces.boxes import suppress
from vonlinks.faces.dlib_graphs import detector_model, normalised
from vonlinks.faces.dlib_weights import Reader
from vonlinks.faces.engine import Detection, PixelBox
from vonlinks.faces.published import published_model
from vonlinks.faces.sessions import open_converted
from vonlinks.faces.settings import FaceSettings

__all__ = ["CnnEngine", "pyramid_places"]

Floats = NDArray[np.float32]
Place = tuple[int, int, int, int]
"""Left, top, width and height of one copy on the sheet."""

_WINDOW = 80
# The centre of the window that cell i of the output stands for: three convolutions of 5 pixels and stride 2.
_STRIDE, _FIRST = 8, 14
# Fewer pixels than this leave nothing after three convolutions of stride 2.
_FIELD = 29
# dlib's pyramid_down<6>: each copy has 5/6 of the side of the one before; its corner lies so far inside.
_STEP = 5 / 6
_CORNER = 0.3
# dlib's input_rgb_image_pyramid: empty pixels between copies and around them; copies end below this height.
_GAP, _MARGIN, _LEAST = 10, 11, 5
# Margins of this detector run from 0 to about 1.1.
_FULL_MARGIN = 1.1


class CnnEngine:
    """Finds faces of 80 pixels and more, from the side and half hidden ones too.

    Args:
        threshold: smallest margin that is a face, dlib's own is 0.
        settings: None reads the environment.

    Raises:
        ModelError: the weights cannot be read.
    """

    name = "cnn"

    def __init__(self, threshold: float = 0.0, *, settings: FaceSettings | None = None) -> None:
        settings = settings or FaceSettings.from_environment()
        source = published_model("cnn_face_detector_model_location")
        self._limit = _overlap_limit(source.read_bytes())
        self._session = open_converted(source, "dlib-mmod-1", detector_model, settings)
        self.threshold = threshold

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of one array at the size that it has, strongest first."""
        places, size = pyramid_places(pixels.shape[1], pixels.shape[0])
        if min(size) < _FIELD:
            return []
        scores = self._session.run(None, {"picture": _sheet(pixels, places, size)})[0][0, 0]
        cells = np.argwhere(scores > self.threshold)
        margins = scores[cells[:, 0], cells[:, 1]]
        boxes = [_box(_FIRST + _STRIDE * int(x), _FIRST + _STRIDE * int(y), places) for y, x in cells]
        return [
            Detection(boxes[i], float(np.clip(margins[i] / _FULL_MARGIN, 0, 1)))
            for i in suppress(boxes, margins, self._limit)
        ]


def _overlap_limit(raw: bytes) -> float:
    """How much two faces may overlap (IoU), as the training found it and the file tells it."""
    start = raw.find(b"loss_mmod_")
    if start < 0:
        raise ModelError("The dlib file is not a face detection network.")
    reader = Reader(raw, start + len(b"loss_mmod_"))
    window = [reader.integer() for _ in range(3)][1:]
    if window != [_WINDOW, _WINDOW]:
        raise ModelError("The dlib file has another window than 80 x 80 pixels.")
    # Two losses and the overlap at which a window counted as a hit in training stand before it.
    return [reader.floating() for _ in range(4)][-1]


def pyramid_places(width: int, height: int) -> tuple[list[Place], tuple[int, int]]:
    """Where the copies of a picture lie on the sheet, largest first, and the sheet's (width, height).

    They go down the left edge until the next fits beside the last, then up again along the right edge.

    >>> pyramid_places(12, 12)
    ([(11, 11, 12, 12), (11, 33, 10, 10), (11, 53, 8, 8), (11, 71, 6, 6), (11, 87, 5, 5)], (34, 103))
    """
    sizes = [(width, height)]
    while True:
        # 5 * n / 6 in floating point, rounded down, as dlib has it.
        smaller = (int(_STEP * sizes[-1][0]), int(_STEP * sizes[-1][1]))
        if smaller[0] == 0 or smaller[1] < _LEAST:
            break
        sizes.append(smaller)
    column = _first_column(sizes)
    places: list[Place] = []
    y = _MARGIN
    for wide, high in sizes:
        if y >= column + _MARGIN:
            break
        places.append((_MARGIN, y, wide, high))
        y += high + _GAP
    y -= _GAP
    for wide, high in sizes[len(places) :]:
        left, top = _MARGIN + width - wide, y - high
        if top < _MARGIN + height and left < _MARGIN + width:
            break
        places.append((left, top, wide, high))
        y -= high + _GAP
    return places, (width + 2 * _MARGIN, column + 2 * _MARGIN)


def _first_column(sizes: list[tuple[int, int]]) -> int:
    """Height of the copies that go down the left edge: at least half of what is left below the picture itself."""
    width, height = sizes[0]
    below = sum(high + _GAP for _, high in sizes) - 2 * _GAP - height
    column = before = 0
    for wide, high in sizes:
        if wide <= width - before - _GAP and 2 * (column - height) >= below:
            break
        column += high + _GAP
        before = wide
    return column - _GAP


def _sheet(pixels: Pixels, places: list[Place], size: tuple[int, int]) -> Floats:
    """The sheet as the network's input, each copy made from the one before."""
    sheet = np.zeros((1, 3, size[1], size[0]), np.float32)
    copy = normalised(pixels[None])[0]
    for left, top, wide, high in places:
        if copy.shape[1:] != (high, wide):
            copy = _shrunk(copy, wide, high)
        sheet[0, :, top : top + high, left : left + wide] = copy
    return sheet


def _shrunk(copy: Floats, width: int, height: int) -> Floats:
    """Bilinear, corner pixel on corner pixel (dlib's resize_bilinear)."""
    for axis, length in ((1, height), (2, width)):
        before = copy.shape[axis]
        at = np.arange(length, dtype=np.float32) * np.float32((before - 1) / max(length - 1, 1))
        low = np.minimum(at.astype(np.int64), before - 1)
        weight = (at - low).reshape([-1 if i == axis else 1 for i in range(3)])
        first, second = copy.take(low, axis), copy.take(np.minimum(low + 1, before - 1), axis)
        copy = first + (second - first) * weight
    return copy


def _box(x: int, y: int, places: list[Place]) -> PixelBox:
    """The window around (x, y) on the sheet, in pixels of the picture."""
    level = min(range(len(places)), key=lambda i: _distance(x, y, places[i]))
    left, top = places[level][:2]
    # dlib's rectangles end with their last pixel, so the window reaches 39.5 to each side.
    half = (_WINDOW - 1) / 2
    corners = [x - half - left, y - half - top, x + half - left, y + half - top]
    for _ in range(level):
        corners = [value / _STEP + _CORNER for value in corners]
    # Half pixels go up, as in dlib.
    x0, y0, x1, y1 = (math.floor(value + 0.5) for value in corners)
    return float(x0), float(y0), float(x1 - x0 + 1), float(y1 - y0 + 1)


def _distance(x: int, y: int, place: Place) -> float:
    """Square of the distance from a point to a rectangle, 0 inside."""
    left, top, wide, high = place
    across = max(left - x, x - (left + wide - 1), 0)
    down = max(top - y, y - (top + high - 1), 0)
    return float(across**2 + down**2)
