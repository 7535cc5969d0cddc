"""Faces on prints and screens: nobody's where people are present, everybody's where the photo shows pictures."""

from dataclasses import replace

import pytest

from vonlinks.caption import read_caption
from vonlinks.domain import Box, Face, Naming
from vonlinks.naming import name_faces


def faces(count: int) -> list[Face]:
    """A row of faces of one size, none of them a print."""
    return [
        Face(box=Box(100 + 200 * k, 100, 80, 80), row=1, rank=k + 1, score=0.95, engine="yunet") for k in range(count)
    ]


def print_of(face: Face) -> Face:
    """The face on a framed print."""
    return replace(face, depicted=("framed",))


def strong(naming: Naming) -> list[tuple[int, str]]:
    """Which face gets which sure name."""
    return sorted((offer.face, offer.person) for offer in naming.suggestions if offer.strong)


@pytest.mark.parametrize(
    "caption", ["Von links: Anna Muster und Bernd Probst.", "Anna Muster (l.) und Bernd Probst (r.)"]
)
def test_a_photo_of_pictures_is_named_like_one_of_people(caption):
    pictures = name_faces([print_of(face) for face in faces(2)], read_caption(caption))
    assert strong(pictures) == strong(name_faces(faces(2), read_caption(caption)))
    assert strong(pictures) == [(0, "Anna Muster"), (1, "Bernd Probst")]


def test_a_print_beside_the_people_takes_no_name_of_theirs():
    row = faces(3)
    naming = name_faces([row[0], print_of(row[1]), row[2]], read_caption("Von links: Anna Muster und Bernd Probst."))
    best = {}
    for offer in sorted(naming.suggestions, key=lambda offer: offer.probability):
        best[offer.face] = offer.person
    assert best.get(0) == "Anna Muster"
    assert best.get(2) == "Bernd Probst"
    assert not any(offer.strong and offer.face == 1 for offer in naming.suggestions)
