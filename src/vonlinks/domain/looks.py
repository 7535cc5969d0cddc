"""What a picture looks like, so that its copies are found however they were cut, reduced or encoded."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Look", "Lookalike"]


@dataclass(frozen=True, slots=True)
class Look:
    """A picture in so few values that millions of them can be searched.

    Attributes:
        prints: perceptual hashes of the whole picture and of windows in it, 16 bytes each; b"" for a picture without
            enough structure to be known again.
        grey: 48 x 48 grey values, row by row.
        pieces: by which the picture is found: pieces of `prints`, each with its place in it.
        asks: the pieces that a copy of this picture, mirrored or not, may have.
    """

    prints: bytes
    grey: bytes
    pieces: tuple[int, ...] = ()
    asks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Another photo that is a copy of the same picture.

    Attributes:
        id: of the photo.
        path: of its file.
        mirrored: left and right are swapped between the two.
    """

    id: str
    path: Path
    mirrored: bool
