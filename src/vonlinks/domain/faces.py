"""Faces as values: where they are, how they lie in rows, what they look like."""

from dataclasses import dataclass

from vonlinks.domain.geometry import Box

__all__ = ["Embedding", "Face", "FaceRegion"]


@dataclass(frozen=True, slots=True)
class FaceRegion:
    """A rectangle around a face as another program wrote it into the file or its sidecar.

    Attributes:
        box: in the upright picture.
        name: as written; None for an unnamed region.
        dialect: "mwg", "iptc", "microsoft" or "acdsee".
        stale: the picture was cropped since the region was written, so the box cannot be trusted.
    """

    box: Box
    name: str | None
    dialect: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Embedding:
    """A face as a vector; comparable only within one `model`.

    Attributes:
        model: name and version of the model, e.g. "dlib_resnet_v1".
        vector: float values; for dlib_resnet_v1 128 of them, compared by Euclidean distance.
    """

    model: str
    vector: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """A detected face in its place.

    Attributes:
        box: in the upright picture.
        row: counted from the front (nearest to the camera), from 1.
        rank: place in the row from the viewer's left, from 1.
        score: of the detector, 0..1.
        engine: name of the detector.
        embedding: None where none was computed.
        row_confidence: 0..1, how clearly this partition into rows beats the second best.
        landmarks: (x, y) pairs in the upright picture, 0..1: right eye, left eye, nose tip, right and left mouth
            corner as the detector gives them (the person's right, the viewer's left); empty where it gives none.
        quality: 0..1, how useful the face is (sharp, large, frontal); None where not computed.
        depicted: what shows that this is a picture in the picture (a print, a poster, a screen) and no person present:
            "framed" where a closed rectangle surrounds it; empty where nothing does.
    """

    box: Box
    row: int
    rank: int
    score: float
    engine: str
    embedding: Embedding | None = None
    row_confidence: float = 1.0
    landmarks: tuple[tuple[float, float], ...] = ()
    quality: float | None = None
    depicted: tuple[str, ...] = ()
