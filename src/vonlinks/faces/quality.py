"""How useful a face is: as an example of a person, and as a sign that its owner is meant."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vonlinks.domain import Pixels
from vonlinks.faces.engine import PixelBox

__all__ = ["FaceQuality", "face_quality"]

# A face this wide in the file fills the embedding network's picture; a wider one tells it nothing more.
_FULL_WIDTH = 112.0
# Sharpness is judged at one size, so that a large soft face and a small one compare.
_SIDE = 64
# Spread of the Laplacian at that size, in grey levels, at which a face counts as sharp.
_SHARP = 12.0


@dataclass(frozen=True, slots=True)
class FaceQuality:
    """Four parts, each 0..1, 1 being without fault.

    Attributes:
        size: width in the file against what the embedding can use.
        sharpness: fine structure at a fixed size.
        pose: frontal and upright by the landmarks; 1 where the detector gives none.
        light: neither too dark, nor burnt out, nor flat.
    """

    size: float
    sharpness: float
    pose: float
    light: float

    @property
    def value(self) -> float:
        """One number, 0..1: the geometric mean, so that one bad part cannot be made good by the others.

        >>> FaceQuality(1, 1, 1, 0.0).value
        0.0
        """
        return float((self.size * self.sharpness * self.pose * self.light) ** 0.25)


def face_quality(
    pixels: Pixels, box: PixelBox, landmarks: tuple[tuple[float, float], ...], width_in_file: float
) -> FaceQuality:
    """Judge the face in `box`.

    Args:
        pixels: RGB.
        box: in pixels of the array.
        landmarks: right eye, left eye, nose tip, mouth corners in pixels of any copy of the upright picture; or empty.
        width_in_file: of the face in pixels of the full picture.
    """
    grey = _grey(pixels, box)
    if grey is None:
        return FaceQuality(0.0, 0.0, 0.0, 0.0)
    laplacian = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    middle, contrast = float(grey.mean()), float(grey.std())
    exposure = min(middle / 60, (255 - middle) / 45, 1.0)
    return FaceQuality(
        size=min(width_in_file / _FULL_WIDTH, 1.0),
        sharpness=min(float(laplacian.std()) / _SHARP, 1.0),
        pose=_pose(landmarks),
        light=max(exposure, 0.0) * min(contrast / 25, 1.0),
    )


def _grey(pixels: Pixels, box: PixelBox) -> NDArray[np.float64] | None:
    """The face in grey at a fixed size; None where the box lies outside of the picture."""
    height, width = pixels.shape[:2]
    left, top = max(round(box[0]), 0), max(round(box[1]), 0)
    right, bottom = min(round(box[0] + box[2]), width), min(round(box[1] + box[3]), height)
    if right - left < 2 or bottom - top < 2:
        return None
    piece = Image.fromarray(pixels[top:bottom, left:right]).convert("L")
    return np.asarray(piece.resize((_SIDE, _SIDE), Image.Resampling.BILINEAR), np.float64)


def _pose(landmarks: tuple[tuple[float, float], ...]) -> float:
    """1 for a face that looks into the camera, towards 0 as it turns to the side, up, down, or tilts.

    >>> round(_pose(((0, 0), (2, 0), (1, 1), (0.2, 2), (1.8, 2))), 2)
    1.0
    """
    if len(landmarks) != 5:
        return 1.0
    (right_x, right_y), (left_x, left_y), (nose_x, nose_y), one, other = landmarks
    eyes_x, eyes_y = (right_x + left_x) / 2, (right_y + left_y) / 2
    x, y = (one[0] + other[0]) / 2 - eyes_x, (one[1] + other[1]) / 2 - eyes_y
    long = math.hypot(x, y)
    if long < 1e-9:
        return 0.0
    # From the eyes to the lips, and at right angles to it.
    down, across = (x / long, y / long), (y / long, -x / long)
    nose = (nose_x - eyes_x, nose_y - eyes_y)
    # Seen from the side the nose leaves the middle line and the eyes come together; seen from above or below it moves
    # along the line; a tilted head turns the line itself.
    turn = abs(nose[0] * across[0] + nose[1] * across[1]) / (long / 2)
    nod = abs((nose[0] * down[0] + nose[1] * down[1]) / long - 0.5) / 0.5
    tilt = abs(math.atan2(across[1], across[0])) / (math.pi / 2)
    return max(1 - turn, 0.0) * max(1 - nod**2, 0.0) * max(1 - tilt**2, 0.0)
