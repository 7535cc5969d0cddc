"""What goes in: originals, photos with their faces, suggestions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import delete, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from vonlinks.catalogue.arriving import face_id, store_new, write_embeddings
from vonlinks.catalogue.columns import AnyText
from vonlinks.catalogue.deriving import derive
from vonlinks.catalogue.engine import insert_rows
from vonlinks.catalogue.many import among
from vonlinks.catalogue.mapping import face_values, place_face, suggestion_row, to_json, vector_bytes, vector_of
from vonlinks.catalogue.matching import Seen, found_again
from vonlinks.catalogue.rows import (
    ContentRow,
    CorrectionRow,
    EmbeddingRow,
    FaceRow,
    OriginalRow,
    PhotoRow,
    SuggestionRow,
)
from vonlinks.catalogue.standing import Decided, decided, standing_decisions
from vonlinks.catalogue.wording import describe, worded
from vonlinks.domain import Analysis, Box, CaptionReading, Face, Naming, Original
from vonlinks.errors import NotFoundError

__all__ = [
    "KnownOriginal",
    "Stored",
    "add_originals",
    "faces_in_order",
    "known_originals",
    "photo_row",
    "set_aside",
    "store",
    "store_naming",
    "store_reading",
    "usable_originals",
]


class Stored(NamedTuple):
    """What became of a photo, with its id and the ids of its faces in the order of the analysis."""

    outcome: Literal["imported", "updated"]
    photo: str
    faces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownOriginal:
    """A file that was looked at before.

    Attributes:
        original: as it was then.
        photo: id of the photo that it holds, or held before it could not be read; None if it never was one.
        reason: why it was set aside; None if it was not.
    """

    original: Original
    photo: str | None
    reason: str | None = None


def known_originals(session: Session, *, failed_only: bool = False) -> list[KnownOriginal]:
    """All files that were ever looked at, in the order in which they were first seen."""
    # Columns and not rows: an ingest asks for all of them before it looks at the first file.
    row = OriginalRow
    told = (row.path, row.bytes, row.mtime_ns, row.context, row.photo_id, row.reason)
    query = columns(*(col(one) for one in told))
    if failed_only:
        query = query.where(col(row.reason).is_not(None)).order_by(col(row.path))
    else:
        query = query.order_by(col(row.id))
    return [
        KnownOriginal(Original(path, size, mtime_ns, context), photo, reason)
        for path, size, mtime_ns, context, photo, reason in session.execute(query)
    ]


def usable_originals(session: Session) -> dict[str, tuple[int, int, str]]:
    """Size, modification time in nanoseconds and context of every file that holds a photo, by its path."""
    row = OriginalRow
    told = (type_coerce(col(row.path), AnyText), col(row.bytes), col(row.mtime_ns), col(row.context))
    query = columns(*told).where(col(row.reason).is_(None), col(row.photo_id).is_not(None))
    return {path: (size, mtime_ns, context) for path, size, mtime_ns, context in session.execute(query)}


def photo_row(session: Session, photo: str) -> PhotoRow:
    """The row of the photo with exactly this id.

    Raises:
        NotFoundError: there is none.
    """
    row = session.exec(select(PhotoRow).where(PhotoRow.id == photo)).first()
    if row is None:
        raise NotFoundError(f"there is no photo {photo} in the catalogue")
    return row


def faces_in_order(session: Session, photos: Iterable[str]) -> dict[str, list[FaceRow]]:
    """The faces of each photo in reading order: rows from the front, each left to right."""
    order = (col(FaceRow.photo_id), col(FaceRow.row), col(FaceRow.rank), col(FaceRow.number))
    faces: dict[str, list[FaceRow]] = {photo: [] for photo in photos}
    for row in session.exec(select(FaceRow).where(col(FaceRow.photo_id).in_(faces)).order_by(*order)):
        faces[row.photo_id].append(row)
    return faces


def store(session: Session, analysis: Analysis, naming: Naming, replaces: str | None = None) -> Stored:
    """Keep a photo with its faces and suggestions; what editors decided about it stays."""
    photo = session.exec(select(PhotoRow).where(PhotoRow.sha256 == analysis.sha256)).first()
    if photo is None and replaces is not None:
        photo = photo_row(session, replaces)
        photo.sha256 = analysis.sha256
    if photo is None:
        photo, faces = store_new(session, analysis, naming)
        _point_first(session, analysis.original, photo)
        return Stored("imported", photo.id, tuple(faces))
    _write_photo(session, photo, analysis)
    describe(session, photo)
    state = decided(standing_decisions(session, photo.id))
    faces, kept = _write_faces(session, photo, analysis.faces, state)
    _write_naming(session, photo, naming, faces, {*faces, *kept} - set(state.confirmed))
    _point(session, analysis.original, photo)
    derive(session, photo)
    return Stored("updated", photo.id, tuple(faces))


def store_naming(session: Session, photo_id: str, naming: Naming) -> None:
    """Replace the open suggestions; `naming` counts the faces in reading order, as the photo's record does."""
    photo = photo_row(session, photo_id)
    faces = [face.id for face in faces_in_order(session, [photo_id])[photo_id]]
    state = decided(standing_decisions(session, photo_id))
    _write_naming(session, photo, naming, faces, set(faces) - set(state.confirmed))
    derive(session, photo)


def store_reading(session: Session, photo_id: str, reading: CaptionReading, naming: Naming) -> bool:
    """Replace what was read in the caption that counts, and the open suggestions.

    Returns:
        Whether the caption still is the one that was read; else nothing is changed.
    """
    photo = photo_row(session, photo_id)
    if worded(session, photo_id).metadata.caption != reading.text:
        return False
    content = session.get_one(ContentRow, photo_id)
    correction = session.get(CorrectionRow, content.correction_id) if content.correction_id else None
    (correction or content).reading = to_json(reading)
    session.flush()
    describe(session, photo)
    store_naming(session, photo_id, naming)
    return True


def add_originals(session: Session, files: Sequence[tuple[Original, str]]) -> None:
    """Note for each file which known photo it holds; those never seen are written in one statement."""
    ids = {photo for _, photo in files}
    photos = {row.id: row for row in session.exec(select(PhotoRow).where(among(col(PhotoRow.id), ids)))}
    paths = [original.path for original, _ in files]
    known = set(session.execute(columns(col(OriginalRow.path)).where(col(OriginalRow.path).in_(paths))).scalars())
    # A file never seen is the last of its photo's, and changes nothing about the others.
    new = {
        original.path: _original_values(original, photos[id_])
        for original, id_ in files
        if id_ in photos and photos[id_].present and original.path not in known
    }
    insert_rows(session, OriginalRow, list(new.values()))
    for original, id_ in files:
        if original.path not in new:
            _point(session, original, photos.get(id_) or photo_row(session, id_))


def set_aside(session: Session, original: Original, reason: str) -> None:
    """Note that a file could not be used; a photo that it held before stays until it holds another."""
    row = _original_row(session, original)
    row.reason = reason
    session.add(row)


def _write_photo(session: Session, row: PhotoRow, analysis: Analysis) -> None:
    metadata, reading = analysis.metadata, analysis.reading
    row.width, row.height = analysis.width, analysis.height
    content = session.get_one(ContentRow, row.id)
    content.photo_metadata, content.reading = to_json(metadata), to_json(reading) if reading else None
    session.add_all((row, content))
    session.flush()


def _write_faces(
    session: Session, photo: PhotoRow, faces: Sequence[Face], state: Decided
) -> tuple[list[str], list[str]]:
    """Keep each face that is found again, and all that were decided.

    Returns:
        The ids of `faces` in their order, and those of faces that only their decision keeps.
    """
    old = list(session.exec(select(FaceRow).where(FaceRow.photo_id == photo.id).order_by(col(FaceRow.number))))
    again = found_again(_seen(session, old), [Seen(face.box, _vectors(face)) for face in faces])
    lost = {row.id for row in old} - {old[place].id for place in again.values()}
    if gone := lost - state.faces:
        session.execute(delete(FaceRow).where(col(FaceRow.id).in_(gone)))
    written = []
    for place, face in enumerate(faces):
        row = old[again[place]] if place in again else _new_face(photo, face)
        place_face(row, face)
        written.append(row)
    session.add_all(written)
    session.flush()
    ids = [row.id for row in written]
    _renew_embeddings(session, {row.id: face for row, face in zip(written, faces, strict=True) if not row.erased})
    return ids, sorted(lost - gone)


def _seen(session: Session, rows: Sequence[FaceRow]) -> list[Seen]:
    stored: dict[str, dict[str, Sequence[float]]] = {row.id: {} for row in rows}
    for one in session.exec(select(EmbeddingRow).where(col(EmbeddingRow.face_id).in_(stored))) if rows else ():
        stored[one.face_id][one.model] = vector_of(one.vector).tolist()
    return [Seen(Box(row.x, row.y, row.width, row.height), stored[row.id]) for row in rows]


def _vectors(face: Face) -> dict[str, Sequence[float]]:
    return {face.embedding.model: face.embedding.vector} if face.embedding else {}


def _new_face(photo: PhotoRow, face: Face) -> FaceRow:
    photo.faces_seen += 1
    id_ = face_id(photo, photo.faces_seen)
    return FaceRow(id=id_, photo_id=photo.id, number=photo.faces_seen, **face_values(face))


def _renew_embeddings(session: Session, faces: Mapping[str, Face]) -> None:
    new = {(id_, face.embedding.model): face for id_, face in faces.items() if face.embedding}
    # A vector of another model stays: it is as true as before, and comparable within its own model.
    known = session.exec(select(EmbeddingRow).where(col(EmbeddingRow.face_id).in_(faces))).all()
    for row in known:
        face = new.pop((row.face_id, row.model), None)
        if face and face.embedding:
            row.vector = vector_bytes(face.embedding)
    write_embeddings(session, [(id_, face) for (id_, _), face in new.items()])


def _write_naming(
    session: Session, photo: PhotoRow, naming: Naming, faces: Sequence[str], open_faces: Collection[str]
) -> None:
    """Replace what is suggested for `open_faces`; `faces` are the ones that `naming` counts."""
    photo.naming_status = naming.status
    photo.conflicts = list(naming.conflicts)
    photo.unplaced_mentions = list(naming.unplaced)
    # Rejected ones stay, so that taking the rejection back brings the suggestion back.
    kept = set()
    for row in session.exec(select(SuggestionRow).where(col(SuggestionRow.face_id).in_(open_faces))):
        if row.standing == "rejected":
            kept.add((row.face_id, row.person))
        else:
            session.delete(row)
    offered = ((faces[suggestion.face], suggestion) for suggestion in naming.suggestions)
    session.add_all(
        suggestion_row(face, suggestion)
        for face, suggestion in offered
        if face in open_faces and (face, suggestion.person) not in kept
    )


def _original_row(session: Session, original: Original) -> OriginalRow:
    row = session.exec(select(OriginalRow).where(OriginalRow.path == original.path)).first()
    if row is None:
        return OriginalRow(
            path=original.path, bytes=original.bytes, mtime_ns=original.mtime_ns, context=original.context
        )
    row.bytes, row.mtime_ns, row.context = original.bytes, original.mtime_ns, original.context
    return row


def _original_values(original: Original, photo: PhotoRow) -> dict[str, Any]:
    values = {"path": original.path, "bytes": original.bytes, "mtime_ns": original.mtime_ns}
    return {**values, "context": original.context, "photo_id": photo.id}


def _point_first(session: Session, original: Original, photo: PhotoRow) -> None:
    """Let a file belong to a photo that was stored as this file's."""
    known = select(OriginalRow.id).where(OriginalRow.path == original.path)
    if session.exec(known).first() is not None:
        _point(session, original, photo)
        return
    insert_rows(session, OriginalRow, [_original_values(original, photo)])


def _point(session: Session, original: Original, photo: PhotoRow) -> None:
    """Let the file belong to the photo; another photo that it held before may lose its last original."""
    row = _original_row(session, original)
    before, row.photo_id, row.reason = row.photo_id, photo.id, None
    session.add(row)
    session.flush()
    _refresh_path(session, photo)
    if before and before != photo.id:
        _refresh_path(session, photo_row(session, before))


def _refresh_path(session: Session, photo: PhotoRow) -> None:
    query = select(col(OriginalRow.path)).where(OriginalRow.photo_id == photo.id).order_by(col(OriginalRow.id))
    # Without a limit all paths would be fetched to give the first: a picture may have thousands of copies.
    first, before = session.exec(query.limit(1)).first(), photo.present
    photo.present = first is not None
    photo.path = first or photo.path
    if photo.present != before:
        derive(session, photo)
