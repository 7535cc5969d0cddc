"""Faces and mentions for the tests of naming, from short descriptions."""

from types import SimpleNamespace

import pytest

from vonlinks.domain import Box, CaptionReading, Face, Mention, Position


def face(x, y=0.5, *, size=0.06, row=1, rank=1, score=0.95, row_confidence=1.0):
    """A face around (x, y), `size` of the picture's width."""
    box = Box(x - size / 2, y - size * 0.65, size, size * 1.3)
    return Face(box, row, rank, score, "drawn", row_confidence=row_confidence)


def mention(name, side=None, index=None, row=None, *, group=None, pictured=True, marker=None):
    """A person; a position wherever a side or a row is given."""
    position = Position(side, index, row) if side or row else None
    return Mention(name, (0, len(name)), pictured=pictured, position=position, group=group, marker=marker)


def reading(*people, complete=()):
    """A reading of these people."""
    return CaptionReading("", "de", tuple(people), complete=tuple(complete))


@pytest.fixture
def draw():
    """The three, for tests in other files."""
    return SimpleNamespace(face=face, mention=mention, reading=reading)
