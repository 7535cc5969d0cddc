"""A photo as the page shows it."""

from dataclasses import dataclass
from hashlib import sha256

from vonlinks.domain import PhotoRecord, PhotoStatus, fold
from vonlinks.web.view.captions import Piece, pieces
from vonlinks.web.view.faces import FaceView, face_views
from vonlinks.web.view.rights import credit_lines

__all__ = ["CorrectionView", "PhotoView", "names_without_face", "photo_view", "title_of", "version_of"]

_LONG_SIDE = 1000.0


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """An editor's caption.

    Attributes:
        who: the editor.
        day: ISO 8601.
        file_caption: what the file says instead; "" for nothing.
    """

    who: str
    day: str
    file_caption: str


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo, its faces and its caption.

    Attributes:
        title: the headline, else the event, else the file's name.
        taken: ISO 8601, as partial as it is known; None if it is not.
        places: from the nearest to the widest.
        size: of the upright picture in pixels.
        view_box: (width, height) of the drawing over the picture; its longer side is 1000.
        caption: in pieces; empty without a caption.
        text: the caption as one text; "" without one.
        version: stands for this text, so that an editor's answer can say what was on the screen.
        correction: the editor who wrote it; None while it is the file's.
        language: ISO 639-1 code of the caption; "" without one.
        unplaced: names that the caption shows, or may show, and that stand with no face.
        strong: how many suggestions Enter would confirm.
        notes: warnings of the caption's reading, one sentence each.
    """

    id: str
    title: str
    file: str
    taken: str | None
    places: tuple[str, ...]
    size: tuple[int, int]
    view_box: tuple[float, float]
    status: PhotoStatus
    conflicts: tuple[str, ...]
    faces: tuple[FaceView, ...]
    caption: tuple[Piece, ...]
    text: str
    version: str
    correction: CorrectionView | None
    language: str
    unplaced: tuple[str, ...]
    strong: int
    rights: tuple[str, ...]
    terms: tuple[str, ...]
    keywords: tuple[str, ...]
    notes: tuple[str, ...]


def title_of(record: PhotoRecord) -> str:
    """What a photo is called: its headline, else its event, else its file's name."""
    return record.metadata.headline or record.metadata.event or record.path.name


def names_without_face(record: PhotoRecord, faces: tuple[FaceView, ...]) -> tuple[str, ...]:
    """Names that the caption shows, or may show, and that stand with none of `faces`."""
    placed = {fold(face.name) for face in faces if face.name}
    mentions = record.reading.people if record.reading else ()
    named = [*record.unplaced, *(mention.name for mention in mentions if mention.pictured is not False)]
    return tuple(name for name in dict.fromkeys(named) if fold(name) not in placed)


def version_of(record: PhotoRecord) -> str:
    """Stands for the caption of a photo: another one for every other text."""
    return sha256((record.metadata.caption or "").encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _correction(record: PhotoRecord) -> CorrectionView | None:
    made = record.correction
    return CorrectionView(made.who, made.at.date().isoformat(), record.file_caption or "") if made else None


def photo_view(record: PhotoRecord) -> PhotoView:
    """Everything that the page says about one photo."""
    metadata, reading = record.metadata, record.reading
    scale = _LONG_SIDE / max(record.width, record.height, 1)
    view_box = (round(record.width * scale, 2), round(record.height * scale, 2))
    faces = face_views(record.faces, view_box)
    places = (metadata.location, metadata.city, metadata.state, metadata.country)
    return PhotoView(
        id=record.id,
        title=title_of(record),
        file=record.path.name,
        taken=metadata.taken or (reading.date if reading else None),
        places=tuple(dict.fromkeys(place for place in places if place)),
        size=(record.width, record.height),
        view_box=view_box,
        status=record.status,
        conflicts=record.conflicts,
        faces=faces,
        caption=pieces(reading, faces) if reading else (),
        text=metadata.caption or "",
        version=version_of(record),
        correction=_correction(record),
        language=reading.language if reading else "",
        unplaced=names_without_face(record, faces),
        strong=sum(face.state == "strong" for face in faces),
        rights=credit_lines(record),
        terms=tuple(filter(None, (metadata.usage_terms, metadata.instructions))),
        keywords=metadata.keywords,
        notes=reading.warnings if reading else (),
    )
