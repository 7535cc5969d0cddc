"""The drawing of faces: as large as a screen shows, every face framed, every number on the picture and off the others."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.domain import Box, Face
from vonlinks.faces import draw_faces
from vonlinks.faces import drawing as module

YELLOW, BLUE = (240, 228, 66), (86, 180, 233)


def face(x, y, side=0.1, *, row=1, rank=1):
    return Face(Box(x, y, side, side), row, rank, 0.9, "test")


def plates(monkeypatch, picture, faces):
    """Where the numbers of a drawing stand."""
    placed = []
    best = module._best_place
    monkeypatch.setattr(module, "_best_place", lambda *given: placed.append(best(*given)) or placed[-1])
    return draw_faces(picture, faces), placed


@pytest.mark.parametrize("size", [(60, 40), (240, 320), (1500, 1200), (6000, 4000), (30, 3000)])
def test_the_drawing_is_as_large_as_a_screen_shows(picture_of, size):
    picture = picture_of(np.full((size[1], size[0], 3), 128, np.uint8))
    drawn = draw_faces(picture, [face(0.4, 0.4)])
    assert 1000 <= max(drawn.shape[:2]) <= 2400
    assert (drawn.shape[1], drawn.shape[0]) == module.drawn_size(size)
    assert max(picture.asked) <= 2400


def test_nobody_leaves_the_picture_as_it_is(picture_of, two_people):
    assert (draw_faces(picture_of(two_people), []) == two_people).all()


@pytest.mark.parametrize("grey", [0, 255])
def test_frames_show_on_black_and_on_white(picture_of, grey):
    picture = picture_of(np.full((1000, 1000, 3), grey, np.uint8))
    drawn = draw_faces(picture, [face(0.2, 0.2), face(0.6, 0.6, row=2)])
    for left, colour in ((200, YELLOW), (600, BLUE)):
        edge = drawn[left + 50, left - 5 : left + 3]
        assert (edge == colour).all(1).sum() >= 2
        assert (np.abs(edge.astype(int) - grey).sum(1) > 200).any()
        assert (drawn[left + 30 : left + 70, left + 10 : left + 90] == grey).all(), "the face itself stays visible"


def test_numbers_tell_the_row_only_where_there_are_several(picture_of, monkeypatch):
    written = []
    text = module.ImageDraw.ImageDraw.text
    monkeypatch.setattr(
        module.ImageDraw.ImageDraw,
        "text",
        lambda self, at, words, *rest, **more: written.append(words) or text(self, at, words, *rest, **more),
    )
    picture = picture_of(np.full((900, 1200, 3), 90, np.uint8))
    draw_faces(picture, [face(0.1, 0.3, rank=1), face(0.5, 0.3, rank=2)])
    draw_faces(picture, [face(0.1, 0.6, row=1), replace(face(0.5, 0.3, row=2), depicted=("framed",))])
    assert written == ["1", "2", "1·1", "(2·1)"]


@pytest.mark.parametrize("place", [(-0.04, -0.04), (0.94, -0.04), (-0.04, 0.94), (0.94, 0.94), (0.4, 0.0)])
def test_a_number_at_the_edge_stays_on_the_picture(picture_of, monkeypatch, place):
    picture = picture_of(np.full((1000, 1000, 3), 90, np.uint8))
    _, (plate,) = plates(monkeypatch, picture, [face(*place)])
    assert plate[0] >= -1
    assert plate[1] >= -1
    assert plate[2] <= 1001
    assert plate[3] <= 1001


@pytest.mark.parametrize("side", [0.012, 0.03, 0.06])
def test_numbers_of_a_crowd_hide_neither_each_other_nor_most_of_a_face(picture_of, monkeypatch, side):
    picture = picture_of(np.full((700, 1000, 3), 90, np.uint8))
    rows = [(0.05 + 0.075 * rank, 0.2 + 0.14 * row, row + 1, rank + 1) for row in range(4) for rank in range(12)]
    crowd = [face(x, y, side, row=row, rank=rank) for x, y, row, rank in rows]
    _, placed = plates(monkeypatch, picture, crowd)
    assert all(plate[3] - plate[1] >= 14 for plate in placed)
    for first, second in combinations(placed, 2):
        assert module._shared(first, second) == 0
    for plate in placed:
        hidden = max(module._shared(plate, module._corners(one, (1000, 700))) for one in crowd)
        assert hidden < 0.3 * side * side * 700_000


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.builds(face, st.floats(-0.5, 1.2), st.floats(-0.5, 1.2), st.floats(1e-6, 3.0), row=st.integers(1, 9)),
        max_size=6,
    )
)
def test_any_boxes_can_be_drawn(picture_of, faces):
    drawn = draw_faces(picture_of(np.zeros((60, 80, 3), np.uint8)), faces)
    assert drawn.shape == (750, 1000, 3)
    assert drawn.dtype == np.uint8
