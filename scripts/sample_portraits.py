"""The two public-domain portraits that the sample library is made from, cut out of their backgrounds."""

from dataclasses import dataclass
from functools import cache

import cv2
import matplotlib.cbook
import numpy as np
import skimage.data
from numpy.typing import NDArray
from PIL import Image

__all__ = ["FloatPixels", "Portrait", "portrait"]

FloatPixels = NDArray[np.float32]
Outline = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Portrait:
    """One portrait with its cut-out.

    Attributes:
        rgb: (height, width, 3), 0..255, the portrait as published.
        clean: the same with the person's colours spread over the outline, so that no old background shines through.
        alpha: (height, width), 0..1, 1 on the person.
        face: (x, y, width, height) from forehead to chin and cheek to cheek, in pixels, placed by eye.
    """

    rgb: FloatPixels
    clean: FloatPixels
    alpha: FloatPixels
    face: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Trimap:
    """Polygons in pixels, drawn by eye, that tell GrabCut where to look.

    Attributes:
        person: certainly the person.
        outer: everything outside is certainly background.
        gaps: holes inside `outer` that are certainly background.
    """

    person: Outline
    outer: Outline
    gaps: tuple[Outline, ...] = ()


_COLLINS = Trimap(
    person=[
        (175, 75), (165, 100), (183, 140), (184, 148), (165, 150), (142, 160), (126, 181), (121, 203), (127, 230), (60, 270), (40, 400),
        (40, 500), (280, 505), (480, 505), (470, 400), (400, 350), (345, 345), (350, 310), (320, 260), (290, 210),
        (253, 175), (265, 140), (285, 110), (280, 60), (230, 30), (190, 50),
    ],
    outer=[
        (145, 100), (150, 45), (190, 10), (250, 8), (300, 45), (306, 110), (283, 138), (262, 152), (262, 176),
        (305, 215), (345, 260), (361, 315), (366, 345), (440, 335), (500, 390), (505, 440), (503, 460), (511, 511),
        (15, 511), (15, 460), (35, 290), (60, 250), (112, 208), (118, 180), (150, 150), (182, 147), (174, 133),
    ],
    gaps=([(168, 132), (178, 132), (182, 142), (183, 147), (150, 147)], [(270, 138), (257, 165), (258, 174), (280, 190)]),
)  # fmt: skip
# Inside of the mission patch and the name plate, as ellipses (centre, half axes): they carry the names of other people,
# and detectors take them for faces.
_PATCHES = (((171, 385), (35, 35)), ((302, 359), (24, 15)))
_HOPPER = Trimap(
    person=[
        (162, 160), (155, 150), (154, 118), (160, 98), (176, 84), (184, 66), (219, 47), (222, 36), (238, 25), (270, 25), (290, 36), (330, 52), (354, 88), (366, 96), (368, 140), (362, 175), (340, 270), (330, 330), (420, 370),
        (470, 400), (480, 599), (30, 599), (45, 450), (60, 400), (190, 350), (205, 310), (182, 250), (165, 200),
    ],
    outer=[
        (156, 172), (152, 130), (155, 105), (166, 88), (172, 84), (178, 62), (200, 40), (216, 42), (220, 30), (238, 19), (275, 20),
        (296, 36), (330, 42), (358, 84), (370, 92), (374, 140), (382, 180), (380, 222), (367, 260), (352, 300),
        (336, 316), (420, 352), (485, 376), (503, 420), (507, 500), (509, 599), (8, 599), (22, 470), (34, 412),
        (46, 386), (110, 358), (160, 346), (190, 326), (201, 314), (198, 299), (176, 290), (160, 268), (147, 210),
        (148, 180),
    ],
)  # fmt: skip


def _mask(rgb: NDArray[np.uint8], trimap: Trimap) -> NDArray[np.uint8]:
    """Separate person from background with GrabCut (Rother, Kolmogorov, Blake 2004): 1 on the person, else 0."""
    marks = np.full(rgb.shape[:2], cv2.GC_BGD, np.uint8)
    cv2.fillPoly(marks, [np.array(trimap.outer, np.int32)], cv2.GC_PR_FGD)
    cv2.fillPoly(marks, [np.array(trimap.person, np.int32)], cv2.GC_FGD)
    for gap in trimap.gaps:
        cv2.fillPoly(marks, [np.array(gap, np.int32)], cv2.GC_BGD)
    cv2.setRNGSeed(7)
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(rgb[..., ::-1].copy(), marks, None, background, foreground, 8, cv2.GC_INIT_WITH_MASK)
    found = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    _, pieces, sizes, _ = cv2.connectedComponentsWithStats(found)
    person = (pieces == 1 + int(sizes[1:, cv2.CC_STAT_AREA].argmax())).astype(np.uint8)
    count, pieces, sizes, _ = cv2.connectedComponentsWithStats(1 - person)
    for piece in range(1, count):
        if sizes[piece, cv2.CC_STAT_AREA] < 150:
            person[pieces == piece] = 1
    smooth = cv2.GaussianBlur(person.astype(np.float32), (0, 0), 1.6)
    return np.asarray(smooth > 0.5, np.uint8)


def _cut(rgb: NDArray[np.uint8], trimap: Trimap, face: tuple[int, int, int, int]) -> Portrait:
    """Cut the person out with a soft edge one pixel inside the outline."""
    mask = _mask(rgb, trimap)
    inner = cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))).astype(np.float32)
    colours = rgb.astype(np.float32)
    weight = cv2.GaussianBlur(inner, (0, 0), 3)[..., None]
    spread = cv2.GaussianBlur(colours * inner[..., None], (0, 0), 3) / np.maximum(weight, 1e-4)
    clean = np.where(inner[..., None] > 0, colours, np.clip(spread, 0, 255))
    thin = cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3)), borderValue=1)
    alpha = cv2.GaussianBlur(thin.astype(np.float32), (0, 0), 0.9, borderType=cv2.BORDER_REPLICATE)
    return Portrait(colours, clean.astype(np.float32), alpha.astype(np.float32), face)


def _softened(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Smudge the patches so far that neither words nor shapes can be read."""
    mask = np.zeros(rgb.shape[:2], np.float32)
    for centre, axes in _PATCHES:
        cv2.ellipse(mask, centre, axes, 0, 0, 360, 1.0, -1)
    share = cv2.GaussianBlur(mask, (0, 0), 1.5)[..., None]
    smudged = cv2.GaussianBlur(rgb, (0, 0), 6).astype(np.float32)
    return np.asarray(np.round(smudged * share + rgb * (1 - share)), np.uint8)


@cache
def portrait(who: str) -> Portrait:
    """The portrait of "collins" (512 × 512 pixels) or "hopper" (512 × 600 pixels).

    Raises:
        KeyError: for anybody else.
    """
    if who == "collins":
        return _cut(_softened(np.asarray(skimage.data.astronaut(), np.uint8)), _COLLINS, (177, 77, 92, 108))
    if who == "hopper":
        with Image.open(matplotlib.cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)) as picture:
            return _cut(np.asarray(picture.convert("RGB"), np.uint8), _HOPPER, (176, 140, 178, 182))
    raise KeyError(who)
