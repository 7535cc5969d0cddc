"""Pictures in the picture: a frame that closes around a face, and everything that only looks like one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from vonlinks.faces import load_finder
from vonlinks.faces.framing import is_framed

FACE = (280.0, 160.0, 60.0, 75.0)


def wall(*, grain=4):
    """A wall of 640 x 480 pixels with some grain."""
    noise = np.random.default_rng(5).normal(140, grain, (480, 640, 3))
    return Image.fromarray(noise.clip(0, 255).astype(np.uint8))


def painted(*rectangles, tilt=0.0, body=False):
    """A wall with lighter rectangles, a face in the middle, and shoulders below it."""
    image = wall()
    if tilt:
        layer = Image.new("L", image.size)
        for rectangle in rectangles:
            ImageDraw.Draw(layer).rectangle(rectangle, fill=255)
        image.paste((215, 215, 205), mask=layer.rotate(tilt, center=(310, 200), resample=Image.Resampling.BICUBIC))
    brush = ImageDraw.Draw(image)
    for rectangle in () if tilt else rectangles:
        brush.rectangle(rectangle, fill=(215, 215, 205))
    if body:
        brush.polygon([(290, 230), (330, 230), (440, 290), (450, 480), (170, 480), (180, 290)], fill=(60, 60, 90))
    x, y, width, height = FACE
    brush.ellipse((x, y, x + width, y + height), fill=(190, 150, 130))
    return np.asarray(image)


@pytest.mark.parametrize(
    "frame", [(240, 110, 380, 290), (200, 60, 420, 340), (262, 140, 358, 255), (150, 130, 400, 270)]
)
@pytest.mark.parametrize("tilt", [0.0, 0.8])
def test_a_closed_frame_around_a_face_makes_it_a_picture(frame, tilt):
    assert is_framed(painted(frame, tilt=tilt), FACE)


@pytest.mark.parametrize(
    "picture",
    [
        painted(),
        painted(body=True),
        # In front of a window or a whiteboard, whose lower edge the shoulders hide.
        painted((200, 60, 420, 340), body=True),
        painted((150, 100, 480, 300), body=True),
        # A beam above and a table below, a door at one side: no rectangle.
        painted((0, 0, 640, 100), (0, 330, 640, 480)),
        painted((400, 0, 500, 480)),
        # A frame beside the face.
        painted((380, 110, 520, 290)),
        # The border of the picture itself.
        painted((14, 14, 626, 466)),
    ],
)
def test_what_does_not_close_around_the_face_is_no_frame(picture):
    assert not is_framed(picture, FACE)


@pytest.mark.parametrize("factor", [0.25, 0.5, 2.0, 4.0])
def test_a_frame_is_seen_at_any_size(factor):
    size = (round(640 * factor), round(480 * factor))
    pixels = np.asarray(Image.fromarray(painted((220, 90, 400, 310))).resize(size, Image.Resampling.BILINEAR))
    assert is_framed(pixels, tuple(value * factor for value in FACE))


def test_grain_is_no_frame():
    assert not is_framed(np.asarray(wall(grain=60)), FACE)


sides = st.floats(0, 900)


@given(st.tuples(st.floats(-400, 900), st.floats(-400, 900), sides, sides))
def test_any_box_is_looked_at(box):
    assert is_framed(np.full((48, 64, 3), 128, np.uint8), box) is False


def test_a_portrait_on_the_wall_is_marked_and_the_person_beside_it_is_not(
    picture_of, yunet_settings, hopper, astronaut
):
    sheet = Image.new("RGB", (1100, 700), (150, 160, 150))
    sheet.paste((40, 30, 20), (60, 60, 400, 450))
    sheet.paste(Image.fromarray(hopper).resize((300, 350)), (80, 80))
    sheet.paste(Image.fromarray(astronaut).resize((560, 560)), (540, 140))
    faces = load_finder("yunet", embed=False, settings=yunet_settings).find(picture_of(np.asarray(sheet)), expected=2)
    assert [face.depicted for face in faces] == [("framed",), ()]
