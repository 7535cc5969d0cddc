"""What a face detector and an embedding model look like from outside: two small Protocols and one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Pixels

__all__ = ["Detection", "Embedder", "Engine", "PixelBox"]

PixelBox = tuple[float, float, float, float]
"""(x, y, width, height) in pixels of the array it was found in, origin at the top left."""


@dataclass(frozen=True, slots=True)
class Detection:
    """One face as a detector sees it.

    Attributes:
        box: in pixels of the array that was looked at; may reach over its edge.
        score: 0..1; comparable only within one engine.
        landmarks: right eye, left eye, nose tip, right and left mouth corner as (x, y) in the same pixels (the
            person's right); empty where the engine gives none.
    """

    box: PixelBox
    score: float
    landmarks: tuple[tuple[float, float], ...] = ()


@runtime_checkable
class Engine(Protocol):
    """A face detector."""

    name: str

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of one array at the size that it has, strongest first."""
        ...


@runtime_checkable
class Embedder(Protocol):
    """A model that turns faces into vectors; `model` names the space in which they can be compared."""

    model: str

    def embed(self, pixels: Pixels, boxes: Sequence[PixelBox]) -> NDArray[np.float32]:
        """Embed the faces in `boxes` (pixels of the array); one row of 128 values a box, in the same order."""
        ...
