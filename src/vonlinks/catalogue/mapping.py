"""Rows to domain values and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vonlinks.catalogue.rows import (
    ContentRow,
    CorrectionRow,
    DecisionRow,
    FaceRow,
    PersonVersionRow,
    PhotoRow,
    SuggestionRow,
)
from vonlinks.domain import (
    Authority,
    Box,
    CaptionReading,
    Credit,
    Decision,
    Embedding,
    Evidence,
    Face,
    FaceRecord,
    FaceRegion,
    Lookalike,
    Mention,
    OfferedName,
    PhotoMetadata,
    PhotoRecord,
    Position,
    Sourced,
    Suggestion,
)

__all__ = [
    "Wording",
    "authority_of",
    "correction_of",
    "decision_of",
    "embedding_of",
    "face_record",
    "face_values",
    "metadata_of",
    "offered",
    "photo_record",
    "place_face",
    "reading_of",
    "record_json",
    "suggestion_row",
    "to_json",
    "vector_bytes",
    "vector_of",
    "version_of",
    "wording_of",
]

_VECTOR = np.dtype("<f4")


def to_json(value: PhotoMetadata | CaptionReading | Evidence) -> dict[str, Any]:
    """A frozen dataclass as JSON values."""
    return asdict(value)


def metadata_of(stored: Mapping[str, Any]) -> PhotoMetadata:
    """Inverse of `to_json`."""
    values = dict(stored)
    for name in ("byline", "keywords", "persons_shown", "warnings"):
        values[name] = tuple(values[name])
    values["gps"] = tuple(values["gps"]) if values["gps"] else None
    values["regions"] = tuple(FaceRegion(**{**region, "box": Box(**region["box"])}) for region in values["regions"])
    values["sources"] = tuple(Sourced(**source) for source in values["sources"])
    return PhotoMetadata(**values)


def reading_of(stored: Mapping[str, Any] | None) -> CaptionReading | None:
    """Inverse of `to_json`; None stays None."""
    if stored is None:
        return None
    values = dict(stored)
    values["people"] = tuple(_mention(mention) for mention in values["people"])
    if values["credit"]:
        values["credit"] = Credit(**{**values["credit"], "span": _pair(values["credit"]["span"])})
    values["warnings"] = tuple(values["warnings"])
    values["unread"] = tuple(_pair(span) for span in values["unread"])
    values["complete"] = tuple(_pair(group) for group in values["complete"])
    values["date_span"] = _pair(values["date_span"]) if values.get("date_span") else None
    return CaptionReading(**values)


@dataclass(frozen=True, slots=True)
class Wording:
    """What counts of a photo's texts.

    Attributes:
        metadata: the file's, with the editor's caption where one stands.
        reading: of that caption; None without one.
        file_caption: the file's own.
    """

    metadata: PhotoMetadata
    reading: CaptionReading | None
    file_caption: str | None


def wording_of(content: ContentRow, correction: CorrectionRow | None) -> Wording:
    """An editor's caption before the file's; the file's stays among the sources."""
    metadata = metadata_of(content.photo_metadata)
    if correction is None:
        return Wording(metadata, reading_of(content.reading), metadata.caption)
    told = Sourced("caption", "editor", correction.caption)
    counts = replace(metadata, caption=correction.caption or None, sources=(told, *metadata.sources))
    return Wording(counts, reading_of(correction.reading), metadata.caption)


def _mention(stored: Mapping[str, Any]) -> Mention:
    values = dict(stored)
    values["span"] = _pair(stored["span"])
    values["position"] = Position(**stored["position"]) if stored["position"] else None
    # Readings that were stored by earlier versions lack these spans.
    values["role_spans"] = tuple(_pair(span) for span in stored.get("role_spans", ()))
    values["marker_span"] = _pair(stored["marker_span"]) if stored.get("marker_span") else None
    return Mention(**values)


def _pair(stored: Sequence[Any]) -> tuple[Any, Any]:
    return stored[0], stored[1]


def face_values(face: Face) -> dict[str, Any]:
    """Where `face` is and how it was found, by column."""
    return {
        "x": face.box.x,
        "y": face.box.y,
        "width": face.box.width,
        "height": face.box.height,
        "row": face.row,
        "rank": face.rank,
        "row_confidence": face.row_confidence,
        "score": face.score,
        "engine": face.engine,
        "quality": face.quality,
        "landmarks": [list(point) for point in face.landmarks],
        "depicted": list(face.depicted),
    }


def place_face(row: FaceRow, face: Face) -> None:
    """Write where `face` is and how it was found; who it is stays untouched."""
    for column, value in face_values(face).items():
        setattr(row, column, value)


def face_of(row: FaceRow) -> Face:
    """The face without its embedding."""
    return Face(
        box=Box(row.x, row.y, row.width, row.height),
        row=row.row,
        rank=row.rank,
        score=row.score,
        engine=row.engine,
        row_confidence=row.row_confidence,
        landmarks=tuple(_pair(point) for point in row.landmarks),
        quality=row.quality,
        depicted=tuple(row.depicted),
    )


def vector_bytes(embedding: Embedding) -> bytes:
    """Little-endian float32."""
    return np.asarray(embedding.vector, dtype=_VECTOR).tobytes()


def vector_of(stored: bytes) -> NDArray[np.float32]:
    """Inverse of `vector_bytes`; read-only."""
    return np.frombuffer(stored, dtype=_VECTOR).astype(np.float32, copy=False)


def embedding_of(model: str, stored: bytes) -> Embedding:
    """The stored vector as a value."""
    return Embedding(model, tuple(vector_of(stored).tolist()))


def offered(row: SuggestionRow, name: str | None = None) -> OfferedName:
    """A stored suggestion as a value; `name` is what the person is called now, if another than when it was stored."""
    return OfferedName(name or row.person, row.probability, row.strong, tuple(Evidence(**one) for one in row.evidence))


def suggestion_row(face_id: str, suggestion: Suggestion) -> SuggestionRow:
    """A suggestion for the face with this id as a row, open until derived otherwise."""
    return SuggestionRow(
        face_id=face_id,
        person=suggestion.person,
        probability=suggestion.probability,
        strong=suggestion.strong,
        mention=suggestion.mention,
        evidence=[to_json(evidence) for evidence in suggestion.evidence],
    )


def face_record(
    row: FaceRow,
    person: str | None,
    rows: Iterable[SuggestionRow],
    rejected: Iterable[str],
    called: Mapping[str, str],
) -> FaceRecord:
    """Put a face together with its name, what is suggested and what was rejected; `called` has names by persons' keys."""
    shown = sorted(
        (row for row in rows if row.standing in {"open", "decided"}), key=lambda row: (-row.probability, row.id or 0)
    )
    return FaceRecord(
        row.id, face_of(row), person, tuple(offered(row, called.get(row.key)) for row in shown), tuple(rejected)
    )


def photo_record(
    row: PhotoRow,
    faces: Iterable[FaceRecord],
    wording: Wording,
    correction: CorrectionRow | None,
    lookalikes: Iterable[Lookalike] = (),
) -> PhotoRecord:
    """Put a photo together with its faces and its texts."""
    return PhotoRecord(
        id=row.id,
        path=row.path,
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        metadata=wording.metadata,
        reading=wording.reading,
        faces=tuple(faces),
        unplaced=tuple(row.unplaced),
        status=row.status,  # type: ignore[arg-type]  # written by deriving.status_of only, which returns a PhotoStatus
        conflicts=tuple(row.conflicts),
        correction=correction_of(correction, undone=False) if correction else None,
        file_caption=wording.file_caption,
        lookalikes=tuple(lookalikes),
    )


def correction_of(row: CorrectionRow, *, undone: bool) -> Decision:
    """An entry of the history about a caption as a value."""
    return Decision(
        id=row.id or 0,
        batch=row.batch,
        kind="caption",
        photo=row.photo_id,
        face=None,
        person=None,
        who=row.who,
        at=row.at,
        undone=undone,
        caption=row.caption,
    )


def decision_of(row: DecisionRow, person: str, *, undone: bool) -> Decision:
    """An entry of the history as a value."""
    return Decision(
        id=row.id or 0,
        batch=row.batch,
        kind=row.kind,  # type: ignore[arg-type]  # written by deciding only, which knows no third kind
        photo=row.photo_id,
        face=row.face_id,
        person=person,
        who=row.who,
        at=row.at,
        undone=undone,
    )


def record_json(record: Authority) -> dict[str, Any]:
    """An authority record as JSON values."""
    return asdict(record)


def authority_of(stored: Mapping[str, Any]) -> Authority:
    """Inverse of `record_json`."""
    return Authority(
        name=stored["name"],
        aliases=tuple(stored["aliases"]),
        roles=tuple(_pair(role) for role in stored["roles"]),
        notes=stored["notes"],
        wikidata=stored["wikidata"],
    )


def version_of(row: PersonVersionRow, into: str | None, before: str | None, *, undone: bool) -> Decision:
    """An entry of the history about a person as a value; of a merged one `into` is the name that is left."""
    return Decision(
        id=row.id or 0,
        batch=row.batch,
        kind=row.kind,  # type: ignore[arg-type]  # asked for by history only, which knows the kinds that are told
        photo=None,
        face=None,
        person=into or (row.record or {}).get("name"),
        who=row.who,
        at=row.at,
        undone=undone,
        before=before,
    )
