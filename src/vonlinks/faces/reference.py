"""The package face_recognition as it is: the reference that our engines are compared with. Slow."""

import warnings
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from vonlinks.domain import Pixels
from vonlinks.errors import ModelError
from vonlinks.faces.embedding import DLIB_MODEL, dlib_box
from vonlinks.faces.engine import Detection, PixelBox

__all__ = ["FaceRecognitionEmbedder", "FaceRecognitionEngine"]


def _face_recognition() -> Any:  # noqa: ANN401 - the package is untyped
    """The package, imported only where it is wanted: it loads its models, and quits the program where it finds none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import face_recognition  # noqa: PLC0415 - see above
    except (ImportError, SystemExit) as error:
        raise ModelError("The package face_recognition, or its models, cannot be loaded.") from error
    return face_recognition


class FaceRecognitionEngine:
    """`face_recognition.face_locations`; its scores are not told, so every face has 1.

    Raises:
        ModelError: the package cannot be loaded.
    """

    name = "face_recognition"

    def __init__(self, model: Literal["hog", "cnn"] = "hog", doublings: int = 1) -> None:
        self._package = _face_recognition()
        self._model = model
        self._doublings = doublings

    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces of one array at the size that it has."""
        places = self._package.face_locations(pixels, self._doublings, self._model)
        # Its right and bottom are dlib's: the last pixel inside.
        return [
            Detection((float(left), float(top), float(right - left + 1), float(bottom - top + 1)), 1.0)
            for top, right, bottom, left in places
        ]


class FaceRecognitionEmbedder:
    """`face_recognition.face_encodings` with its small landmark model.

    Raises:
        ModelError: the package cannot be loaded.
    """

    model = DLIB_MODEL

    def __init__(self) -> None:
        self._package = _face_recognition()

    def embed(self, pixels: Pixels, boxes: Sequence[PixelBox]) -> NDArray[np.float32]:
        """Embed the faces in `boxes` (pixels of the array); one row of 128 values a box, in the same order."""
        rects = [dlib_box(box) for box in boxes]
        places = [(rect.top(), rect.right(), rect.bottom(), rect.left()) for rect in rects]
        vectors = self._package.face_encodings(pixels, places, model="small")
        return np.asarray(vectors, np.float32).reshape(-1, 128)
