"""Faces on prints and screens: nobody's where people are present, everybody's where the photo shows pictures."""

from dataclasses import replace

import pytest

from vonlinks.caption import read_caption
from vonlinks.domain import Box, Face
from vonlinks.naming import name_faces


def faces(count: int) -> list[Face]:
    """A row of faces of one size, none of them a print."""
    return [
        Face(box=Box(100 + 200 * k, 100, 80, 80), row=1, rank=k + 1, score=0.95, engine="yunet") for k in range(count)
    ]


def print_of(face: Face) -> Face:
    """The face on a framed print."""
    return replace(face, depicted=("framed",))


@pytest.mark.parametrize(
    "caption", ["Von links: Anna Muster und Bernd Probst.", "Anna Muster (l.) und Bernd Probst (r.)"]
)
def test_a_photo_of_pictures_is_named_like_one_of_people(caption):
    present = name_faces(faces(2), read_caption(caption))
    pictures = name_faces([print_of(face) for face in faces(2)], read_caption(caption))
    assert [[offer.person for offer in one if offer.strong] for one in pictures.suggestions] == [
        [offer.person for offer in one if offer.strong] for one in present.suggestions
    ]
    assert all(any(offer.strong for offer in one) for one in pictures.suggestions)


def test_a_print_beside_the_people_takes_no_name_of_theirs():
    row = faces(3)
    naming = name_faces([row[0], print_of(row[1]), row[2]], read_caption("Von links: Anna Muster und Bernd Probst."))
    best = [one[0].person if one else None for one in naming.suggestions]
    assert best == ["Anna Muster", None, "Bernd Probst"]
