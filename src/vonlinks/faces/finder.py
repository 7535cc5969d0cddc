"""Photos in, faces out: detection, embedding, quality and order put together."""

from collections.abc import Callable, Sequence

import numpy as np

from vonlinks.domain import Embedding, Face, Pixels, UprightPicture
from vonlinks.errors import ModelError, RequestError
from vonlinks.faces.cnn import CnnEngine
from vonlinks.faces.cutting import ENOUGH_WIDTH, cut_faces
from vonlinks.faces.decodes import Decodes
from vonlinks.faces.embedding import OnnxEmbedder
from vonlinks.faces.engine import Embedder, Engine, PixelBox
from vonlinks.faces.framing import is_framed
from vonlinks.faces.hog import HogEngine
from vonlinks.faces.looking import Found, Plan, look
from vonlinks.faces.ordering import Place, order_faces
from vonlinks.faces.quality import face_quality
from vonlinks.faces.reference import FaceRecognitionEmbedder, FaceRecognitionEngine
from vonlinks.faces.sessions import unused_providers
from vonlinks.faces.settings import FaceSettings
from vonlinks.faces.yunet import YuNetEngine

__all__ = ["ENGINES", "FaceFinder", "load_finder"]

ENGINES = ("auto", "yunet", "hog", "face_recognition")
"""Names that `load_finder` knows."""

# What share of its place in a row a face takes, and how many people a photo shows where no caption tells: from both
# follows the decode that is probably fine enough for cutting faces out.
_OF_PLACE, _USUAL = 0.35, 3

# Chosen on 90 labelled press and portrait photos (265 faces): thresholds so low that no labelled face is lost and so high
# that animals and statues stay out. YuNet at 640 pixels: recall 0.985, 0.981, 0.962 and faces on nine pictures without
# people 2, 1, 1 at thresholds 0.6, 0.7, 0.8; at 1280 pixels 0.989, 0.989, 0.985 and 4, 2, 0. HOG, whose score of 0.4 is a
# margin of -0.2: recall 0.90 at 1280 pixels with small files enlarged, 0.87 at dlib's own margin of 0. The CNN finds 0.38,
# all of them faces from a score of 0.05 on. Below 0.6 one in ten finds of YuNet was a face, however many the caption
# missed: walls and shirts, which would shift every later name.
_YUNET = Plan(
    quick=640, closer=1280, afar=256, tile=1280, enlarge=(1.0, 2.0), small=64, sure=0.7, doubtful=0.6, clear=0.9
)
_HOG = Plan(quick=1280, closer=2400, afar=0, tile=1600, enlarge=(4.0, 2.0), small=80, sure=0.4, doubtful=0.3)
_CNN = Plan(quick=1280, closer=1280, afar=0, tile=1280, enlarge=(4.0, 4.0), small=0, sure=0.1, doubtful=0.03)
_REFERENCE = Plan(quick=1600, closer=1600, afar=0, tile=1600, enlarge=(1.0, 1.0), small=0, sure=0.5, doubtful=0.5)


class FaceFinder:
    """Finds the faces of a photo and puts them in order. One for each process: it holds open models.

    Args:
        engine: the detector.
        plan: how it is used.
        embedder: None gives faces without embeddings.
        second: a further detector, for faces that the caption shows and the first does not find.
        notice: one sentence for the user about what is missing; None if nothing is.
    """

    def __init__(
        self,
        engine: Engine,
        plan: Plan,
        embedder: Embedder | None = None,
        *,
        second: tuple[Engine, Plan] | None = None,
        notice: str | None = None,
    ) -> None:
        self.engine = engine
        self.plan = plan
        self.embedder = embedder
        self.second = second
        self.notice = notice

    def find(
        self, picture: UprightPicture, *, expected: int | None = None, rows: Sequence[int] = ()
    ) -> tuple[Face, ...]:
        """Find the faces of one photo, in reading order: rows from the front, each left to right.

        Args:
            picture: the upright picture.
            expected: how many people the caption shows; it sets how closely to look. None where it does not say.
            rows: how many people each row has, from front to back, as the caption tells.

        Raises:
            PhotoError: the file cannot be decoded.
        """
        decodes = Decodes(picture, hint=round(ENOUGH_WIDTH * (expected or _USUAL) / _OF_PLACE))
        found = look(decodes, self.engine, self.plan, expected, self.second)
        if not found:
            return ()
        places = order_faces([face.box for face in found], rows=rows)
        described = self._described(decodes, found)
        shown = decodes.held
        faces = [
            _face(one, place, embedding, quality, ("framed",) if is_framed(shown, _on(shown, one)) else ())
            for one, place, (embedding, quality) in zip(found, places, described, strict=True)
        ]
        return tuple(sorted(faces, key=lambda face: (face.row, face.rank)))

    def _described(self, decodes: Decodes, found: list[Found]) -> list[tuple[Embedding | None, float]]:
        """Embedding and quality of each face."""
        cuts = cut_faces(decodes, [face.box for face in found], [face.landmarks for face in found])
        width, height = decodes.size
        qualities = [
            face_quality(
                cuts.pixels,
                cuts.boxes[index],
                tuple((x * width, y * height) for x, y in face.landmarks),
                face.box.width * width,
            ).value
            for index, face in enumerate(found)
        ]
        return list(zip(self._embedded(cuts.pixels, cuts.boxes), qualities, strict=True))

    def _embedded(self, pixels: Pixels, boxes: list[PixelBox]) -> list[Embedding | None]:
        """Embed all faces at once; where that fails, one by one, so that a failure costs its own face's vector only."""
        embedder = self.embedder
        if embedder is None:
            return [None] * len(boxes)
        try:
            vectors = list(embedder.embed(pixels, boxes))
        except Exception:  # noqa: BLE001 - dlib and the runtime raise what they like; the face itself must not be lost
            if len(boxes) == 1:
                return [None]
            return [vector for box in boxes for vector in self._embedded(pixels, [box])]
        return [
            Embedding(embedder.model, tuple(np.asarray(vector).tolist())) if np.isfinite(vector).all() else None
            for vector in vectors
        ]


def load_finder(
    engine: str = "auto",
    *,
    embed: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
    settings: FaceSettings | None = None,
) -> FaceFinder:
    """Open the models and give a finder.

    Args:
        engine: "auto" is YuNet where its file can be had, else HOG; "yunet", "hog" and "face_recognition" insist.
        embed: whether faces get embeddings.
        on_progress: told the progress of a first download.
        settings: None reads the environment.

    Raises:
        RequestError: there is no such engine.
        ModelError: a model that was asked for cannot be had.
    """
    settings = settings or FaceSettings.from_environment()
    if engine not in ENGINES:
        raise RequestError(f"There is no face engine {engine!r}; there are {', '.join(ENGINES)}.")
    if engine == "face_recognition":
        slow = FaceRecognitionEmbedder() if embed else None
        return FaceFinder(FaceRecognitionEngine(), _REFERENCE, slow)
    embedder = OnnxEmbedder(settings=settings) if embed else None
    finder = _quick_finder(engine, embedder, settings, on_progress)
    unused = unused_providers(settings)
    if unused:
        finder.notice = " ".join(filter(None, (finder.notice, unused)))
    return finder


def _quick_finder(
    engine: str, embedder: Embedder | None, settings: FaceSettings, on_progress: Callable[[int, int], None] | None
) -> FaceFinder:
    if engine == "hog":
        return _hog_finder(embedder, settings)
    try:
        detector = YuNetEngine(_YUNET.doubtful, settings=settings, on_progress=on_progress)
    except ModelError as error:
        if engine == "yunet":
            raise
        return _hog_finder(embedder, settings, _notice(error))
    return FaceFinder(detector, _YUNET, embedder)


def _hog_finder(embedder: Embedder | None, settings: FaceSettings, notice: str | None = None) -> FaceFinder:
    second = (CnnEngine(0.0, settings=settings), _CNN)
    return FaceFinder(HogEngine(threshold=-0.45), _HOG, embedder, second=second, notice=notice)


def _notice(error: ModelError) -> str:
    reason = str(error).rstrip(".")
    return f"The face detector YuNet is not here, so HOG is used, which finds fewer faces and takes longer: {reason}."


def _on(pixels: Pixels, face: Found) -> PixelBox:
    height, width = pixels.shape[:2]
    box = face.box
    return box.x * width, box.y * height, box.width * width, box.height * height


def _face(found: Found, place: Place, embedding: Embedding | None, quality: float, depicted: tuple[str, ...]) -> Face:
    return Face(
        box=found.box,
        row=place.row,
        rank=place.rank,
        score=found.score,
        engine=found.engine,
        embedding=embedding,
        row_confidence=place.confidence,
        landmarks=found.landmarks,
        quality=quality,
        depicted=depicted,
    )
