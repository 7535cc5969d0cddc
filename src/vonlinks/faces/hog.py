"""dlib's classic detector: histograms of oriented gradients."""

import dlib
import numpy as np

from vonlinks.domain import Pixels
from vonlinks.faces.engine import Detection

__all__ = ["HogEngine"]

# dlib's HOG scores are margins: 0 is its own threshold, a clear face reaches 1 to 3. The curve only brings them to 0..1.
_STEEPNESS = 2.0


class HogEngine:
    """Finds upright faces of 80 pixels and more, or of 40 after doubling the picture once.

    Args:
        doublings: how often the picture is doubled before it is looked at.
        threshold: smallest margin that is a face; dlib's own is 0, lower finds more and more that is none.
    """

    name = "hog"

    def __init__(self, doublings: int = 1, threshold: float = 0.0) -> None:
        self._detector = dlib.get_frontal_face_detector()
        self.doublings = doublings
        self.threshold = threshold

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of one array at the size that it has, strongest first."""
        rects, margins, _ = self._detector.run(pixels, self.doublings, self.threshold)
        found = [
            Detection(
                (float(rect.left()), float(rect.top()), float(rect.width()), float(rect.height())),
                float(1 / (1 + np.exp(-_STEEPNESS * margin))),
            )
            for rect, margin in zip(rects, margins, strict=True)
        ]
        return sorted(found, key=lambda face: -face.score)
