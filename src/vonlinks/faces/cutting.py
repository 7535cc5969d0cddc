"""Faces cut out of a photo, each at the size that the embedding network sees, from one decode."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vonlinks.domain import Box, Pixels
from vonlinks.faces.decodes import Decodes
from vonlinks.faces.engine import PixelBox

Points = tuple[tuple[float, float], ...]
"""(x, y) in the upright picture, 0..1."""

__all__ = ["ENOUGH_WIDTH", "Cuts", "cut_faces", "longest_to_cut"]

ENOUGH_WIDTH = 116
"""Pixels across a face's box, 150 down it, for which no finer decode is made.

The network's picture of 150 pixels has the eyes 54.5 apart, and eyes are 0.416 of YuNet's box apart (median of 206 faces):
at 131 pixels no pixel of the network's picture is invented, and an eighth more would tell nothing more.
"""
# What is cut beside the box, of its longer side: the network's picture reaches 0.57 of the width of YuNet's box, 0.75 of
# the tighter one of HOG, from its middle, and up to 1.4 times as far into the corners of a tilted head.
_MARGIN = 0.4


@dataclass(frozen=True, slots=True)
class Cuts:
    """Faces one below the other on a black sheet.

    Attributes:
        pixels: the sheet.
        boxes: of each face on the sheet, in pixels.
    """

    pixels: Pixels
    boxes: list[PixelBox]


def cut_faces(picture: Decodes, faces: Sequence[Box], landmarks: Sequence[Points] = ()) -> Cuts:
    """Cut out faces with what surrounds them, each 116 to 232 pixels wide, if the file has them.

    Args:
        picture: what to cut from.
        faces: their boxes in the upright picture.
        landmarks: of each face, eyes first, as the detector gives them; a face that lies on its side or stands on its
            head by them is turned by quarters, since the embedding's own landmarks are learned from upright ones.

    Raises:
        PhotoError: the file cannot be decoded.
    """
    pieces: list[tuple[Pixels, PixelBox]] = [(np.zeros((0, 0, 3), np.uint8), (0, 0, 0, 0))] * len(faces)
    # The smallest first: it asks for the finest decode, from which the others are cut, too.
    for index in sorted(range(len(faces)), key=lambda i: faces[i].width):
        piece, box = _cut(picture, faces[index])
        points = landmarks[index] if landmarks else ()
        pieces[index] = _turned(piece, box, _quarters(points, picture.size))
    sheet = np.zeros(
        (sum(len(piece) for piece, _ in pieces), max((piece.shape[1] for piece, _ in pieces), default=0), 3), np.uint8
    )
    boxes, top = [], 0
    for piece, (x, y, width, height) in pieces:
        sheet[top : top + piece.shape[0], : piece.shape[1]] = piece
        boxes.append((x, y + top, width, height))
        top += piece.shape[0]
    return Cuts(sheet, boxes)


def longest_to_cut(picture: Decodes, faces: Sequence[Box]) -> int:
    """Longer side of the decode that these faces will be cut from, in pixels; 0 without faces."""
    if not faces:
        return 0
    smallest = min(face.width for face in faces) * picture.size[0]
    return math.ceil(picture.longest / _reduction(smallest, picture.longest / picture.finest))


def _cut(picture: Decodes, face: Box) -> tuple[Pixels, PixelBox]:
    """A face with its surroundings, and where it lies in them."""
    wide, high = picture.size
    across = face.width * wide
    unit = _reduction(across, picture.longest / picture.finest)
    margin = _MARGIN * max(across, face.height * high)
    left, right = max(face.x - margin / wide, 0.0), min(face.x + face.width + margin / wide, 1.0)
    top, bottom = max(face.y - margin / high, 0.0), min(face.y + face.height + margin / high, 1.0)
    if right <= left or bottom <= top:
        return np.zeros((1, 1, 3), np.uint8), (0.0, 0.0, 1.0, 1.0)
    # Whole pixels of the decode, which need no resampling; rounded down at the edges of the picture, so that not a little
    # more than half is asked for, which only a decode of the whole gives.
    left, right = _whole(left, right, wide / unit)
    top, bottom = _whole(top, bottom, high / unit)
    size = max(int((right - left) * wide / unit + 1e-6), 1), max(int((bottom - top) * high / unit + 1e-6), 1)
    piece = picture.crop(Box(left, top, right - left, bottom - top), size)
    x_unit, y_unit = size[0] / (right - left), size[1] / (bottom - top)
    return piece, ((face.x - left) * x_unit, (face.y - top) * y_unit, face.width * x_unit, face.height * y_unit)


def _whole(start: float, end: float, pixels: float) -> tuple[float, float]:
    """The part from `start` to `end` (0..1) enlarged to whole pixels, of which there are so many from 0 to 1.

    >>> _whole(0.12, 0.28, 10), _whole(0.9, 0.97, 10.5)
    ((0.1, 0.3), (0.857..., 1.0))
    """
    return math.floor(start * pixels + 1e-6) / pixels, min(math.ceil(end * pixels - 1e-6) / pixels, 1.0)


def _quarters(points: Points, size: tuple[int, int]) -> int:
    """By how many quarters, counterclockwise, a face is to be turned to stand upright.

    >>> _quarters(((0.4, 0.5), (0.6, 0.5)), (9, 9)), _quarters(((0.5, 0.4), (0.5, 0.6)), (9, 9)), _quarters((), (9, 9))
    (0, 1, 0)
    """
    if len(points) < 2:
        return 0
    (right_x, right_y), (left_x, left_y) = points[:2]
    angle = math.atan2((left_y - right_y) * size[1], (left_x - right_x) * size[0])
    # Heads are tilted by less than 60 degrees; in between the 5 landmarks still find them as they are.
    return round(angle / (math.pi / 2)) % 4 if abs(angle) > math.pi / 3 else 0


def _turned(piece: Pixels, box: PixelBox, quarters: int) -> tuple[Pixels, PixelBox]:
    """A piece turned counterclockwise, and the box in it."""
    for _ in range(quarters):
        x, y, width, height = box
        box = (y, piece.shape[1] - x - width, height, width)
        piece = np.rot90(piece)
    return piece, box


def _reduction(across: float, least: float) -> float:
    """Pixels of the file for each pixel of the cut, as JPEG decoders give them: the coarsest that is fine enough.

    >>> _reduction(90, 1), _reduction(231, 1), _reduction(232, 1), _reduction(1000, 1), _reduction(240, 4)
    (1.0, 1.0, 2.0, 8.0, 4)
    """
    return max(2.0 ** max(math.floor(math.log2(max(across, 1.0) / ENOUGH_WIDTH)), 0), least)
