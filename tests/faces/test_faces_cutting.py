"""Faces cut out of photos: large enough, whole, where they should be, and from one decode."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from vonlinks.domain import Box
from vonlinks.faces import Detection, FaceFinder, HogEngine, OnnxEmbedder, YuNetEngine
from vonlinks.faces.boxes import iou
from vonlinks.faces.cutting import cut_faces
from vonlinks.faces.decodes import Decodes
from vonlinks.faces.looking import Plan
from vonlinks.metadata import Picture

sides = st.floats(0.001, 0.8)
boxes = st.builds(Box, st.floats(-0.3, 1.1), st.floats(-0.3, 1.1), sides, sides)


@pytest.mark.parametrize(
    ("width", "cut"),
    [(30, 30), (116, 116), (131, 131), (200, 200), (232, 116), (240, 120), (262, 131), (300, 150), (470, 117.5)],
)
def test_faces_are_cut_as_large_as_the_embedding_sees_them(picture_of, width, cut):
    picture = picture_of(np.zeros((2000, 3000, 3), np.uint8))
    face = Box.from_pixels(1000, 700, width, 1.25 * width, picture.size)
    (box,) = cut_faces(Decodes(picture), [face]).boxes
    assert box[2] == pytest.approx(cut, rel=0.01)
    assert box[3] == pytest.approx(1.25 * cut, rel=0.01)


@settings(deadline=None)
@given(st.lists(boxes, max_size=5))
def test_any_boxes_are_cut(picture_of, faces):
    cuts = cut_faces(Decodes(picture_of(np.zeros((300, 400, 3), np.uint8))), faces)
    assert len(cuts.boxes) == len(faces)
    assert cuts.pixels.dtype == np.uint8
    assert cuts.pixels.flags.c_contiguous


def test_each_face_shows_its_own_pixels(picture_of):
    pixels = np.zeros((1200, 1600, 3), np.uint8)
    places = [(100, 100, 90), (700, 300, 260), (1500, 1150, 40), (1200, 600, 131)]
    for number, (x, y, side) in enumerate(places, 1):
        pixels[y : y + side, x : x + side] = 50 * number
    faces = [Box.from_pixels(x, y, side, side, (1600, 1200)) for x, y, side in places]
    cuts = cut_faces(Decodes(picture_of(pixels)), faces)
    for number, (x, y, width, height) in enumerate(cuts.boxes, 1):
        inner = cuts.pixels[round(y + 3) : round(y + height - 3), round(x + 3) : round(x + width - 3)]
        assert (inner == 50 * number).all()


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_face_that_lies_on_its_side_is_cut_upright(picture_of, yunet_settings, hopper, quarters):
    lying = picture_of(np.rot90(hopper, -quarters))
    face = Box.from_pixels(*{0: (150, 60, 240, 290), 1: (250, 150, 290, 240)}[quarters % 2], lying.size)
    if quarters == 2:
        face = Box.from_pixels(122, 250, 240, 290, lying.size)
    if quarters == 3:
        face = Box.from_pixels(60, 122, 290, 240, lying.size)
    eyes = {0: ((0.4, 0.3), (0.6, 0.3)), 1: ((0.7, 0.4), (0.7, 0.6)), 2: ((0.6, 0.7), (0.4, 0.7))}
    points = eyes.get(quarters, ((0.3, 0.6), (0.3, 0.4)))
    cuts = cut_faces(Decodes(lying), [face], [points])
    (upright,) = YuNetEngine(settings=yunet_settings).detect(cuts.pixels)
    assert iou([upright.box], cuts.boxes)[0, 0] > 0.5


@pytest.mark.parametrize(("engine", "tilt"), [("hog", 0), ("yunet", 0), ("yunet", 30), ("yunet", -45)])
def test_cut_faces_have_the_vectors_of_the_whole_picture(picture_of, yunet_settings, hopper, engine, tilt):
    pixels = np.asarray(Image.fromarray(hopper).resize((410, 480)).rotate(tilt))
    detector = HogEngine() if engine == "hog" else YuNetEngine(settings=yunet_settings)
    embedder, picture = OnnxEmbedder(settings=yunet_settings), picture_of(pixels)
    found = detector.detect(pixels)[:1]
    cuts = cut_faces(Decodes(picture), [Box.from_pixels(*found[0].box, picture.size)])
    whole = embedder.embed(pixels, [found[0].box])
    # Two pictures of one person lie about 0.4 apart, of two people 0.8; resampling alone moves a vector by 0.1.
    assert np.linalg.norm(whole - embedder.embed(cuts.pixels, cuts.boxes)) < 0.2


class Corner:
    name = "corner"

    def __init__(self, *boxes):
        self._boxes = boxes

    def detect(self, pixels):
        height, width = pixels.shape[:2]
        return [Detection((x * width, y * height, side * width, side * height), 0.9) for x, y, side in self._boxes]


@pytest.mark.parametrize(
    ("expected", "faces", "scales"),
    [
        (1, [(0.4, 0.3, 0.4)], [4]),
        (6, [(0.1 + 0.14 * i, 0.5, 0.06) for i in range(6)], [1]),
        (4, [(0.1 + 0.2 * i, 0.5, 0.08 + 0.02 * i) for i in range(4)], [2]),
        (1, [(0.2, 0.2, 0.3), (0.8, 0.8, 0.05)], [4, 1]),
    ],
)
def test_a_photo_is_decoded_once_where_the_caption_tells_how_many_people_it_shows(
    tmp_path, monkeypatch, expected, faces, scales
):
    plan = Plan(quick=640, closer=1280, afar=0, tile=1280, enlarge=(1.0, 1.0), small=0, sure=0.5, doubtful=0.5)
    assert decoded_scales(tmp_path, monkeypatch, plan, expected, faces) == scales


def test_a_closer_look_is_reduced_from_the_decode_that_faces_are_cut_from(tmp_path, monkeypatch):
    plan = Plan(quick=640, closer=1280, afar=0, tile=1280, enlarge=(1.0, 1.0), small=64, sure=0.5, doubtful=0.5)
    row = [(0.1 + 0.12 * i, 0.5, 0.04) for i in range(7)]
    # For 1280 pixels half of the file's would do, but then there would be a third decode for faces of 192.
    assert decoded_scales(tmp_path, monkeypatch, plan, None, row, (4800, 3600)) == [4, 1]


def decoded_scales(tmp_path, monkeypatch, plan, expected, faces, size=(3200, 2400)):  # noqa: PLR0917  two fixtures and the case
    """By how much each decode of a picture of this size, with faces at (x, y, side), was reduced."""
    path = tmp_path / "photo.jpg"
    Image.new("RGB", size, "grey").save(path)
    picture, decoded = Picture.open(path), []
    level = Picture._level

    def watched(self, *given, **more):
        image = level(self, *given, **more)
        if not decoded or decoded[-1] != size[0] / image.width:
            decoded.append(size[0] / image.width)
        return image

    monkeypatch.setattr(Picture, "_level", watched)
    FaceFinder(Corner(*faces), plan).find(picture, expected=expected)
    return decoded
