"""How close to look for faces: one rule for all engines.

A quick look at a small size finds nearly all faces of nearly all press photos. What it finds, the size of the picture
and the number of people that the caption shows decide about further looks:

1. from afar, where a face fills the frame, or nothing was found: detectors are trained on faces smaller than the picture;
2. closer, where the caption shows more people than were found, or the faces found are so small that more may hide;
   where the caption's people are all found, only if they are very small, and smaller still where all are of one size:
   those that hide are strangers;
3. in tiles at the file's full size, where faces are still missing for the caption;
4. at the picture turned by quarters, where still no face was found, or none that is clearly upright: it may lie on its
   side or stand on its head, and nothing in the file says so;
5. with the second engine, if there is one, where faces are still missing for the caption, or none was found;
6. last, doubtful finds are taken, strongest first, until there are as many as the caption shows: the caption is
   evidence that they are faces.

Faces found twice are merged: of two that overlap the stronger stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from vonlinks.domain import Box, Pixels
from vonlinks.faces.boxes import covered, iou
from vonlinks.faces.cutting import longest_to_cut
from vonlinks.faces.decodes import Decodes
from vonlinks.faces.engine import Detection, Engine

__all__ = ["Found", "Plan", "look"]


@dataclass(frozen=True, slots=True)
class Found:
    """A face in the whole picture: `box` and `landmarks` relative to it, 0..1."""

    box: Box
    score: float
    engine: str
    landmarks: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes and thresholds at which one engine is used.

    Attributes:
        quick: longer side in pixels of the first look.
        closer: of the second.
        afar: of the look for faces that fill the frame; 0 for none.
        tile: side of the tiles at full size.
        enlarge: how many times its own size a small file may be enlarged to, in the quick look and in the later ones.
        small: a face of fewer pixels than this in the quick look is small: others may be too small to be seen.
        sure: a score that is a face without further evidence.
        doubtful: a score that is a face where the caption says that one is missing.
        clear: a score that only an upright face has.
    """

    quick: int
    closer: int
    afar: int
    tile: int
    enlarge: tuple[float, float]
    small: float
    sure: float
    doubtful: float
    clear: float = 0.0


_WHOLE = Box(0, 0, 1, 1)
# Two boxes are one face where they share so much of both, or where one lies so far inside the other.
_SAME_IOU = 0.35
_SAME_COVERED = 0.65
# A face of this share of the picture's shorter side fills the frame.
_FILLS = 0.45
# A face of fewer pixels than this in the file tells nobody apart, and enlarged files are full of them.
_LEAST = 10
# Beside faces many times its height a face is none that the caption misses: a passer-by, or a drawing on the wall.
_TINY = 1 / 8
# Tiles overlap by this share, more than any face that the closer look could have missed.
_TILE_OVERLAP = 0.25
# Where the caption's people are all found, faces must be so many times smaller before a closer look for others pays:
# where all of them are of about one size, at one distance, others are hardly behind them.
_TO_FIND_STRANGERS, _AT_ONE_DISTANCE = 1 / 2, 1 / 3
# Of the largest face: all that are larger are of about one size.
_ONE_SIZE = 0.75
# A picture is worth a closer look only where that shows more than the last one did, by this factor.
_WORTH = 1.25


def look(
    picture: Decodes, engine: Engine, plan: Plan, expected: int | None, second: tuple[Engine, Plan] | None = None
) -> list[Found]:
    """Find the faces of a picture, looking as closely as it takes.

    Args:
        picture: what to look at.
        engine: the detector; it must give everything from `plan.doubtful` up.
        plan: how to use it.
        expected: how many people the caption shows; None where it does not say.
        second: another detector for what the first does not find, and how to use it.

    Raises:
        PhotoError: the file cannot be decoded.
    """
    search = _Search(picture, engine, plan)
    quick = picture.at(plan.quick, enlarge=plan.enlarge[0])
    search.add(quick)
    sure = search.sure()
    if plan.afar and (not sure or any(_side(face, quick) > _FILLS * min(quick.shape[:2]) for face in sure)):
        search.add(picture.at(plan.afar))
    # What is decoded from here on serves the cutting of these faces, too.
    picture.expect(longest_to_cut(picture, [face.box for face in search.sure()]))
    small = plan.small * (1.0 if expected is None else _share_that_is_small(sure))
    if _missing(search, expected) or not search.sure() or any(_side(face, quick) < small for face in sure):
        search.closer(plan.closer, quick)
    if _missing(search, expected):
        search.tiles()
    if all(face.score < plan.clear for face in search.sure()):
        search.turned(quick)
    if second and (_missing(search, expected) or not search.sure()):
        search.engine, search.plan = second
        search.add(picture.at(search.plan.quick, enlarge=search.plan.enlarge[0]))
    return search.result(expected)


def _share_that_is_small(faces: Sequence[Found]) -> float:
    heights = [face.box.height for face in faces]
    together = min(heights, default=0.0) >= _ONE_SIZE * max(heights, default=0.0)
    return _AT_ONE_DISTANCE if together else _TO_FIND_STRANGERS


def _missing(search: "_Search", expected: int | None) -> bool:
    return expected is not None and len(search.sure()) < expected


def _side(face: Found, pixels: Pixels) -> float:
    """Height of a face in pixels of an array."""
    return float(face.box.height * pixels.shape[0])


class _Search:
    """What was found so far, by all looks."""

    def __init__(self, picture: Decodes, engine: Engine, plan: Plan) -> None:
        self.picture = picture
        self.engine = engine
        self.plan = plan
        self._sure: list[Found] = []
        self._doubtful: list[Found] = []
        self._once: list[Found] | None = None

    def add(self, pixels: Pixels, place: Box = _WHOLE) -> None:
        """Look at an array that shows `place` of the picture, and merge what is found."""
        self._take(self.engine.detect(pixels), pixels, place)

    def _take(self, detections: Iterable[Detection], pixels: Pixels, place: Box) -> None:
        found = [_placed(face, pixels, place, self.engine.name) for face in detections]
        least = _LEAST / self.picture.size[1]
        found = [face for face in found if face.box.height >= least and not _cut(face.box, place)]
        self._once = None
        self._sure += [face for face in found if face.score >= self.plan.sure]
        self._doubtful += [face for face in found if self.plan.doubtful <= face.score < self.plan.sure]

    def sure(self) -> list[Found]:
        """Faces beyond doubt, each once, strongest first."""
        if self._once is None:
            self._once = _merged(self._sure)
        return self._once

    def closer(self, longest: int, before: Pixels) -> None:
        """Look at a larger decode, if it is worth it."""
        pixels = self.picture.at(longest, enlarge=self.plan.enlarge[1])
        if max(pixels.shape[:2]) >= _WORTH * max(before.shape[:2]):
            self.add(pixels)

    def tiles(self) -> None:
        """Look at the whole picture at full size, piece by piece."""
        side = self.plan.tile
        if self.picture.finest < _WORTH * self.plan.closer:
            return
        pixels = self.picture.at(self.picture.finest)
        height, width = pixels.shape[:2]
        for top in _edges(height, side):
            for left in _edges(width, side):
                piece = pixels[top : top + side, left : left + side]
                place = Box.from_pixels(left, top, piece.shape[1], piece.shape[0], (width, height))
                self.add(piece.copy(), place)

    def turned(self, pixels: Pixels) -> None:
        """Look at an array of the whole picture lying on either side and on its head."""
        for quarters in (1, 2, 3):
            lying = np.ascontiguousarray(np.rot90(pixels, quarters))
            found = [_turned_back(face, lying, quarters) for face in self.engine.detect(lying)]
            # The right turn shows a face clearly; the wrong ones show knees and ears.
            if any(face.score >= max(self.plan.clear, self.plan.sure) for face in found):
                self._take(found, pixels, _WHOLE)

    def result(self, expected: int | None) -> list[Found]:
        """The sure faces, and as many doubtful ones as the caption misses, strongest first."""
        sure = self._of_size(self.sure())
        lacking = max((expected or 0) - len(sure), 0)
        extra = [face for face in _merged([*sure, *self._of_size(self._doubtful)]) if face not in sure]
        return [*sure, *sorted(extra, key=lambda face: -face.score)[:lacking]]

    def _of_size(self, faces: list[Found]) -> list[Found]:
        """Those that are not tiny beside the middle one; in a crowd that one is tiny itself."""
        middle = float(np.median([face.box.height for face in self.sure()])) if self.sure() else 0.0
        return [face for face in faces if face.box.height >= _TINY * middle]


def _placed(face: Detection, pixels: Pixels, place: Box, engine: str) -> Found:
    """A detection of a piece as a face of the whole picture."""
    height, width = pixels.shape[:2]
    x_unit, y_unit = place.width / width, place.height / height
    x, y, wide, high = face.box
    box = Box(place.x + x * x_unit, place.y + y * y_unit, wide * x_unit, high * y_unit)
    points = tuple((place.x + px * x_unit, place.y + py * y_unit) for px, py in face.landmarks)
    return Found(box, face.score, engine, points)


def _turned_back(face: Detection, lying: Pixels, quarters: int) -> Detection:
    """A detection in an array that `numpy.rot90` turned by `quarters`, as one of the array before it was turned.

    >>> _turned_back(Detection((1, 2, 3, 4), 0.9, ((1, 2),)), np.zeros((10, 20, 3), np.uint8), 1)
    Detection(box=(4, 1, 4, 3), score=0.9, landmarks=((8, 1),))
    """
    height, width = lying.shape[:2]
    box, points = face.box, face.landmarks
    for _ in range(quarters):
        x, y, wide, high = box
        box = (height - y - high, x, high, wide)
        points = tuple((height - py, px) for px, py in points)
        height, width = width, height
    return Detection(box, face.score, points)


def _cut(box: Box, place: Box) -> bool:
    """Whether a face touches an edge of its tile that is not the picture's: the next tile shows it whole."""
    x_near, y_near = 0.05 * box.width, 0.05 * box.height
    right, bottom = place.x + place.width, place.y + place.height
    return (
        (place.x > 0 and box.x < place.x + x_near)
        or (place.y > 0 and box.y < place.y + y_near)
        or (right < 1 - 1e-9 and box.x + box.width > right - x_near)
        or (bottom < 1 - 1e-9 and box.y + box.height > bottom - y_near)
    )


def _edges(length: int, side: int) -> Iterable[int]:
    """Where tiles of `side` begin so that they cover `length` and overlap.

    >>> list(_edges(100, 200)), list(_edges(1000, 600))
    ([0], [0, 400])
    """
    if length <= side:
        return [0]
    count = -(-(length - side) // round(side * (1 - _TILE_OVERLAP))) + 1
    return [round(i * (length - side) / (count - 1)) for i in range(count)]


def _merged(faces: Sequence[Found]) -> list[Found]:
    """Each face once, strongest first; earlier ones win a tie."""
    ordered = sorted(faces, key=lambda face: -face.score)
    boxes = [(face.box.x, face.box.y, face.box.width, face.box.height) for face in ordered]
    same = (iou(boxes, boxes) > _SAME_IOU) | (covered(boxes, boxes) > _SAME_COVERED)
    kept: list[int] = []
    for index in range(len(ordered)):
        if not same[index, kept].any():
            kept.append(index)
    return [ordered[index] for index in kept]
