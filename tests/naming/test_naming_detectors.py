"""A detector that misses more faces makes fewer names sure."""

import pytest

from vonlinks.domain import Box, CaptionReading, Face, Mention, Position
from vonlinks.naming import DEFAULTS, name_faces

NAMES = ("Ada Muster", "Bert Beispiel", "Cem Probe", "Dora Fall", "Emil Sorge", "Fee Wald", "Gero Stein", "Hanna Bach")


def group(engine):
    boxes = [Box(0.05 + 0.11 * k, 0.4, 0.06, 0.09) for k in range(len(NAMES))]
    return [Face(box, 1, rank, 0.95, engine) for rank, box in enumerate(boxes, start=1)]


def listed():
    people = tuple(
        Mention(name, (0, 0), pictured=True, position=Position("left", place), group=1)
        for place, name in enumerate(NAMES, start=1)
    )
    return CaptionReading("", "de", people, complete=((1, True),))


def least_sure(engine):
    suggestions = name_faces(group(engine), listed()).suggestions
    best = [max(s.probability for s in suggestions if s.face == face) for face in range(len(NAMES))]
    return min(best)


def test_the_same_group_is_surer_with_the_detector_that_finds_more():
    assert least_sure("yunet") > least_sure("hog") > least_sure("face_recognition")


@pytest.mark.parametrize(
    ("engines", "unseen"),
    [
        ((), DEFAULTS.unseen),
        (("yunet",), DEFAULTS.unseen),
        (("yunet", "hog"), 0.07),
        (("unheard of",), DEFAULTS.unseen),
    ],
)
def test_the_weakest_detector_of_a_photo_counts(engines, unseen):
    assert DEFAULTS.found_by(engines).unseen == unseen
