"""What makes a face useful: each part falls when its fault is brought in, and only then."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from vonlinks.faces.quality import FaceQuality, face_quality

COLLINS = (177.0, 64.0, 95.0, 130.0)
FRONTAL = ((30.0, 40.0), (70.0, 40.0), (50.0, 60.0), (35.0, 80.0), (65.0, 80.0))
shares = st.floats(0, 1)


def of(pixels, *, box=COLLINS, landmarks=(), width=200.0):
    return face_quality(pixels, box, landmarks, width)


def test_a_good_portrait_is_without_fault(astronaut):
    assert of(astronaut).value > 0.9


@pytest.mark.parametrize("radius", [4, 8])
def test_blur_costs_sharpness(astronaut, radius):
    soft = np.asarray(Image.fromarray(astronaut).filter(ImageFilter.GaussianBlur(radius)))
    assert of(soft).sharpness < 0.6 * of(astronaut).sharpness


@pytest.mark.parametrize("change", [lambda p: p // 8, lambda p: 255 - (255 - p) // 12, lambda p: 110 + p // 16])
def test_bad_light_costs_light(astronaut, change):
    assert of(change(astronaut).astype(np.uint8)).light < 0.6 * of(astronaut).light


def test_few_pixels_cost_size(astronaut):
    assert of(astronaut, width=28.0).size == pytest.approx(0.25)
    assert of(astronaut, width=500.0).size == 1.0


def test_turning_the_head_costs_pose(astronaut):
    straight = of(astronaut, landmarks=FRONTAL).pose
    turned = [(x + (12 if i == 2 else 0), y) for i, (x, y) in enumerate(FRONTAL)]
    bowed = [(x, y + (14 if i == 2 else 0)) for i, (x, y) in enumerate(FRONTAL)]
    tilted = [(x * 0.8 - y * 0.6, x * 0.6 + y * 0.8) for x, y in FRONTAL]
    assert straight > 0.95
    for pose in (turned, bowed, tilted):
        assert of(astronaut, landmarks=tuple(pose)).pose < 0.85 * straight


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=5, max_size=5))
def test_any_landmarks_give_a_share(points):
    grey = np.full((20, 20, 3), 100, np.uint8)
    assert 0 <= face_quality(grey, (2, 2, 10, 10), tuple(points), 10).pose <= 1


@pytest.mark.parametrize("box", [(600.0, 10.0, 50.0, 50.0), (-90.0, -90.0, 80.0, 80.0), (10.0, 10.0, 0.0, 0.0)])
def test_a_box_outside_of_the_picture_is_of_no_use(astronaut, box):
    assert of(astronaut, box=box).value == 0.0


@given(st.tuples(shares, shares, shares, shares))
def test_the_number_lies_between_its_worst_and_its_best_part(parts):
    value = FaceQuality(*parts).value
    assert min(parts) - 1e-9 <= value <= max(parts) + 1e-9
