"""How closely a picture is looked at, with a detector that sees exactly the faces that are large enough on what it is shown."""

from dataclasses import replace

import numpy as np
import pytest

from vonlinks.domain import Box
from vonlinks.faces import Detection
from vonlinks.faces.decodes import Decodes
from vonlinks.faces.looking import Plan, look

PLAN = Plan(quick=640, closer=1280, afar=256, tile=1280, enlarge=(1.0, 2.0), small=32, sure=0.65, doubtful=0.45)


class Painted:
    """A picture whose faces are discs of colour; red is the score."""

    def __init__(self, width, height, faces):
        self.size = (width, height)
        self.asked = []
        self._full = np.zeros((height, width, 3), np.uint8)
        for number, (x, y, side, score) in enumerate(faces, 1):
            self._full[y : y + side, x : x + side] = (round(score * 250), number, 200)

    def pixels(self, longest=None, *, decoded=0):  # noqa: ARG002 - as the protocol has it
        self.asked.append(longest)
        width, height = self.size
        factor = 1 if longest is None else min(1, longest / max(width, height))
        rows = (np.arange(round(height * factor)) / factor).astype(int)
        columns = (np.arange(round(width * factor)) / factor).astype(int)
        return np.ascontiguousarray(self._full[rows][:, columns])


class SizedEye:
    """Sees painted faces from 12 pixels up to 60 % of the shorter side, cut ones included; remembers what it was shown."""

    name = "sized"

    def __init__(self, least=12, most=0.6):
        self.shown = []
        self._least = least
        self._most = most

    def detect(self, pixels):
        self.shown.append(pixels.shape[:2])
        found = []
        for number in np.unique(pixels[..., 1][pixels[..., 2] > 150]):
            rows, columns = np.nonzero((pixels[..., 1] == number) & (pixels[..., 2] > 150))
            x, y = columns.min(), rows.min()
            side = max(columns.max() - x, rows.max() - y) + 1
            if self._least <= side <= self._most * min(pixels.shape[:2]):
                score = round(float(pixels[rows[0], columns[0], 0]) / 250, 2)
                found.append(Detection((float(x), float(y), float(side), float(side)), score))
        return sorted(found, key=lambda face: -face.score)


def test_a_plain_picture_is_looked_at_once():
    picture, eye = Painted(1600, 1200, [(400, 300, 200, 0.9), (900, 300, 200, 0.8)]), SizedEye()
    found = look(Decodes(picture), eye, PLAN, expected=2)
    assert len(found) == 2
    assert eye.shown == [(480, 640)]
    assert picture.asked == [640]


def test_small_faces_make_it_look_closer():
    eye = SizedEye()
    found = look(Decodes(Painted(2560, 1920, [(400, 300, 80, 0.9), (900, 300, 30, 0.8)])), eye, PLAN, expected=None)
    assert len(found) == 2
    assert eye.shown == [(480, 640), (960, 1280)]


def test_a_caption_that_shows_more_people_makes_it_look_at_every_tile():
    faces = [(400, 300, 300, 0.9), (3990, 2990, 20, 0.8), (1100, 2000, 20, 0.8)]
    eye = SizedEye()
    assert len(look(Decodes(Painted(5000, 4000, faces)), eye, PLAN, expected=3)) == 3
    assert (960, 1280) not in eye.shown[2:]
    assert set(eye.shown[2:]) == {(1280, 1280)}
    once = SizedEye()
    assert len(look(Decodes(Painted(5000, 4000, faces)), once, PLAN, expected=1)) == 1
    assert len(once.shown) == 1


def test_tiny_finds_beside_large_faces_are_not_those_that_the_caption_misses():
    large = [(400 + 900 * i, 800, 300, 0.95) for i in range(3)]
    drawing, far = (3000, 300, 34, 0.9), (3300, 1500, 80, 0.9)
    found = look(Decodes(Painted(4000, 3000, [*large, drawing, far])), SizedEye(), PLAN, expected=6)
    assert sorted(round(face.box.width * 4000, -1) for face in found) == [80, 300, 300, 300]
    crowd = [(200 + 150 * i, 300, 40, 0.9) for i in range(20)]
    assert len(look(Decodes(Painted(4000, 3000, [*large, *crowd])), SizedEye(), PLAN, expected=30)) == 23


def test_a_face_on_the_seam_of_two_tiles_is_found_once_and_whole():
    for x in range(880, 1300, 61):
        found = look(Decodes(Painted(4000, 1000, [(x, 400, 30, 0.9)])), SizedEye(), PLAN, expected=2)
        assert len(found) == 1
        assert found[0].box.to_pixels((4000, 1000)) == pytest.approx((x, 400, 30, 30), abs=4)


def test_a_face_that_fills_the_frame_is_seen_from_afar():
    class Near(SizedEye):
        def detect(self, pixels):
            return super().detect(pixels) if max(pixels.shape) <= 300 else []

    found = look(Decodes(Painted(1000, 1000, [(250, 250, 500, 0.9)])), Near(), PLAN, expected=None)
    assert [face.box.to_pixels((1000, 1000)) for face in found] == [(250, 250, 500, 500)]


def test_a_small_file_is_enlarged_only_where_faces_are_missing():
    tiny = [(100, 50, 11, 0.9), (200, 50, 14, 0.9)]
    eye = SizedEye()
    assert len(look(Decodes(Painted(600, 200, tiny)), eye, PLAN, expected=2)) == 2
    assert eye.shown == [(200, 600), (400, 1200)]


def test_a_face_of_a_few_pixels_of_the_file_is_none():
    found = look(Decodes(Painted(600, 200, [(100, 50, 9, 0.9), (200, 50, 14, 0.9)])), SizedEye(), PLAN, expected=2)
    assert [face.box.to_pixels((600, 200))[0] for face in found] == [200]


@pytest.mark.parametrize(("expected", "found"), [(None, 1), (1, 1), (2, 2), (3, 3), (9, 3)])
def test_doubtful_finds_fill_up_what_the_caption_misses(expected, found):
    faces = [(100, 100, 90, 0.9), (300, 100, 90, 0.5), (500, 100, 90, 0.6), (100, 300, 90, 0.3)]
    scores = [face.score for face in look(Decodes(Painted(640, 480, faces)), SizedEye(), PLAN, expected)]
    assert scores == [0.9, 0.6, 0.5][:found]


def test_the_second_engine_helps_where_the_first_sees_too_little():
    picture = Decodes(Painted(640, 480, [(100, 100, 90, 0.9), (300, 100, 50, 0.9)]))
    blind, second = SizedEye(least=60), SizedEye()
    assert len(look(picture, blind, PLAN, 2, (second, PLAN))) == 2
    idle = SizedEye()
    assert len(look(picture, SizedEye(), PLAN, 2, (idle, PLAN))) == 2
    assert idle.shown == []


def test_one_face_seen_by_two_looks_is_one_face():
    found = look(Decodes(Painted(2560, 1920, [(400, 300, 90, 0.9)])), SizedEye(), PLAN, expected=5)
    assert len(found) == 1


def test_landmarks_are_relative_to_the_whole_picture():
    class Pointing(SizedEye):
        def detect(self, pixels):
            return [
                Detection(face.box, face.score, ((face.box[0], face.box[1]),) * 5) for face in super().detect(pixels)
            ]

    found = look(Decodes(Painted(4000, 3000, [(3000, 2000, 30, 0.9)])), Pointing(), PLAN, expected=1)
    assert found[0].landmarks[0] == pytest.approx((0.75, 2 / 3), abs=0.002)
    assert found[0].box.iou(Box(0.75, 2 / 3, 30 / 4000, 30 / 3000)) > 0.7


def test_a_picture_is_decoded_no_larger_than_needed_and_not_twice():
    picture = Painted(4000, 3000, [(3000, 2000, 300, 0.9)])
    decodes = Decodes(picture)
    assert decodes.at(640).shape == (480, 640, 3)
    assert decodes.at(320).shape == (240, 320, 3)
    assert picture.asked == [640]
    assert decodes.at(9000).shape == (3000, 4000, 3)
    assert decodes.at(6000, enlarge=2).shape == (4500, 6000, 3)
    assert picture.asked == [640, None]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_picture_on_its_side_is_turned_where_nothing_is_found(quarters):
    class Upright(SizedEye):
        """Sees a face only where its bright mark is above its middle."""

        def detect(self, pixels):
            return [
                Detection(face.box, face.score, ((face.box[0], face.box[1]),))
                for face in super().detect(pixels)
                if pixels[round(face.box[1]) + 2, round(face.box[0]) + 20, 2] == 255
            ]

    upright = Painted(600, 480, [(100, 60, 40, 0.9)])
    upright._full[60:64, 115:125, 2] = 255
    lying = Painted(*((480, 600) if quarters % 2 else (600, 480)), [])
    lying._full = np.ascontiguousarray(np.rot90(upright._full, quarters))
    (face,) = look(Decodes(lying), Upright(), PLAN, expected=None)
    corners = {1: (60, 460, 40, 40), 2: (460, 380, 40, 40), 3: (380, 100, 40, 40)}
    assert face.box.to_pixels(lying.size) == corners[quarters]
    assert face.landmarks[0] == pytest.approx(
        {1: (60 / 480, 500 / 600), 2: (500 / 600, 420 / 480), 3: (420 / 480, 100 / 600)}[quarters]
    )


@pytest.mark.parametrize(("score", "turned"), [(0.95, False), (0.8, True), (0.5, True)])
def test_only_a_picture_without_a_clear_face_is_turned(score, turned):
    eye = SizedEye()
    found = look(Decodes(Painted(640, 480, [(100, 100, 90, score)])), eye, replace(PLAN, clear=0.9), expected=1)
    assert ((640, 480) in eye.shown) == turned
    assert len(found) == 1


def test_finds_in_a_turned_picture_that_are_not_clear_are_none():
    class Sideways(SizedEye):
        """Sees ears only in pictures on their side."""

        def detect(self, pixels):
            return [face for face in super().detect(pixels) if pixels.shape[0] > pixels.shape[1]]

    faces = [(100, 100, 90, 0.8), (300, 100, 90, 0.7)]
    assert look(Decodes(Painted(640, 480, faces)), Sideways(), replace(PLAN, clear=0.9), expected=None) == []
    clear = [*faces, (500, 100, 90, 0.95)]
    assert len(look(Decodes(Painted(640, 480, clear)), Sideways(), replace(PLAN, clear=0.9), expected=None)) == 3


def test_a_huge_picture_is_never_decoded_whole():
    assert Decodes(Painted(7400, 20, [])).finest == 7400
    huge = Painted(7402, 20, [])
    assert Decodes(huge).finest == 3701
    look(Decodes(huge, hint=9000), SizedEye(), PLAN, expected=3)
    assert None not in huge.asked
