"""Whether a face is a picture in the picture: on a screen, a poster, a print in a frame.

The evidence is a closed rectangle around the face: four straight edges that meet at the corners. A person who stands
before a window or a whiteboard breaks its lower edge with neck and shoulders; a picture's own lower edge runs through.
"""

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Pixels
from vonlinks.faces.engine import PixelBox

__all__ = ["is_framed"]

Lines = NDArray[np.int32]
Places = NDArray[np.intp]

# Pixels of a face's width at which edges are looked for: enough for a frame's line, too few for the cloth's weave.
_FACE = 20
# Fewer pixels of width than this leave a frame no edges.
_LEAST = 8
# How far the frame may lie from the face, in face widths.
_REACH = 4.0
# Least distance of the frame from the box, in face widths: nearer are collars, hair and the shadow of the chin.
_NEAR = 0.25
# Grey levels between both sides of an edge.
_CONTRAST = 14
# A rectangle of more than this share of the picture is the picture itself: a print that was scanned with its border.
_LARGEST = 0.5
# Share of each side that must show an edge, and of the part beside the face, which nobody may break.
_CLOSED = 0.9
# Pixels by which a line may leave its row or column: the frame may be tilted by 2 in 60.
_TOLERANCE = 1
# Where more of all pixels than this lie on edges, as in grain and foliage, lines are found anywhere.
_BUSY = 0.5
# Candidates for each side, the nearest first.
_CANDIDATES = 12


def is_framed(pixels: Pixels, box: PixelBox) -> bool:
    """Whether a closed rectangle surrounds the face in `box` (pixels of the array, which shows the whole picture).

    False where the face has less than 8 pixels, or where the rectangle is the picture's own border.
    """
    x, y, width, height = box
    step = max(round(width / _FACE), 1)
    left, top = max(int(x - _REACH * width), 0), max(int(y - _REACH * width), 0)
    right, bottom = int(x + (1 + _REACH) * width), int(y + height + _REACH * width)
    # Green is nearly brightness, and costs no arithmetic.
    piece = pixels[top:bottom:step, left:right:step, 1].astype(np.int16)
    if width < _LEAST or min(piece.shape) < _FACE:
        return False
    face = ((x - left) / step, (y - top) / step, width / step, height / step)
    return _surrounded(piece, face, _LARGEST * pixels.shape[0] * pixels.shape[1] / step**2)


def _surrounded(grey: NDArray[np.int16], face: PixelBox, largest: float) -> bool:
    x, y, width, height = face
    across, down = np.zeros_like(grey), np.zeros_like(grey)
    np.abs(grey[:, 2:] - grey[:, :-2], out=across[:, 1:-1])
    np.abs(grey[2:] - grey[:-2], out=down[1:-1])
    near, rows, columns = _NEAR * width, len(grey), grey.shape[1]
    lying = _thickened((down > _CONTRAST) & (down > across), 0)
    if lying.mean() > _BUSY:
        return False
    level = _sums(lying, 1)
    # Most faces end here: nothing runs through below them.
    bottoms = _lines(level, range(int(y + height + near), rows - 2), (x, x + width))
    tops = _lines(level, range(int(y - near), 1, -1), (x, x + width)) if bottoms else []
    if not tops:
        return False
    upright = _sums(_thickened((across > _CONTRAST) & (across > down), 1), 0).T
    lefts = _lines(upright, range(int(x - near), 1, -1), (y, y + height))
    rights = _lines(upright, range(int(x + width + near), columns - 2), (y, y + height))
    if not (lefts and rights):
        return False
    t, u, a, b = np.ix_(tops, bottoms, lefts, rights)
    closed = (b - a) * (u - t) <= largest
    for sums, line, start, end in ((level, t, a, b), (level, u, a, b), (upright, a, t, u), (upright, b, t, u)):
        closed = closed & (_share(sums, line, start, end) >= _CLOSED)
    return bool(closed.any())


def _thickened(edges: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    """Edges spread to the neighbouring rows (axis 0) or columns, so that a slightly tilted line is a line."""
    thick = edges.copy()
    for by in range(1, _TOLERANCE + 1):
        for shift in (by, -by):
            thick |= np.roll(edges, shift, axis)
    return thick


def _sums(edges: NDArray[np.bool_], axis: int) -> Lines:
    """Running sums along an axis, with a zero before the first."""
    width = [(0, 0), (0, 0)]
    width[axis] = (1, 0)
    return np.pad(np.cumsum(edges, axis, dtype=np.int32), width)


def _share(sums: Lines, line: Places, start: Places, end: Places) -> NDArray[np.float64]:
    """Share of each line between two places that shows an edge."""
    share: NDArray[np.float64] = np.divide(sums[line, end] - sums[line, start], np.maximum(end - start, 1))
    return share


def _lines(sums: Lines, places: range, span: tuple[float, float]) -> list[int]:
    """The nearest places where an edge runs unbroken beside the face; of a thick edge only the nearest."""
    first, last = max(round(span[0]), 0), min(round(span[1]), sums.shape[1] - 1)
    unbroken = sums[:, last] - sums[:, first] >= _CLOSED * max(last - first, 1)
    found: list[int] = []
    for place in places:
        if 0 <= place < len(sums) and unbroken[place] and (not found or abs(place - found[-1]) > 2 * _TOLERANCE):
            found.append(place)
    return found[:_CANDIDATES]
