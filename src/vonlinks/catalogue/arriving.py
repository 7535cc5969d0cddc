"""A photo that is not known yet: all of it is written in a few statements, and nothing of it is read back."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select as columns
from sqlmodel import Session, col

from vonlinks.catalogue import fulltext, names
from vonlinks.catalogue.deriving import derive_new
from vonlinks.catalogue.engine import insert_rows
from vonlinks.catalogue.mapping import Wording, face_values, suggestion_row, to_json, vector_bytes
from vonlinks.catalogue.rows import AppearanceRow, ContentRow, EmbeddingRow, FaceRow, PhotoRow
from vonlinks.catalogue.wording import tell
from vonlinks.domain import Analysis, Face, Naming

__all__ = ["face_id", "store_new"]


def store_new(session: Session, analysis: Analysis, naming: Naming) -> tuple[PhotoRow, list[str]]:
    """Keep a photo with its faces and suggestions; its file is for the caller to note.

    Returns:
        The photo's row and the ids of its faces, in the order of the analysis.
    """
    wording = Wording(analysis.metadata, analysis.reading, analysis.metadata.caption)
    photo = _photo(session, analysis, naming)
    texts = tell(photo, wording)
    faces = [face_id(photo, number) for number in range(1, len(analysis.faces) + 1)]
    photo.faces_seen = photo.face_count = len(faces)
    suggestions = [suggestion_row(faces[one.face], one) for one in naming.suggestions]
    appearances = derive_new(session, photo, suggestions, wording)
    session.add(photo)
    session.flush()
    fulltext.add(session, photo.number or 0, texts)
    reading = to_json(analysis.reading) if analysis.reading else None
    content = {"photo_id": photo.id, "photo_metadata": to_json(analysis.metadata), "reading": reading}
    insert_rows(session, ContentRow, [content])
    _write_faces(session, photo, list(zip(faces, analysis.faces, strict=True)))
    session.add_all(suggestions)
    session.flush()
    if appearances:
        insert_rows(session, AppearanceRow, appearances)
        names.keep_words(session, gone=(), there={row["folded"] for row in appearances})
    return photo, faces


def face_id(photo: PhotoRow, number: int) -> str:
    """The id of the face with this number in a photo."""
    return f"{photo.id}-{number}"


def _photo(session: Session, analysis: Analysis, naming: Naming) -> PhotoRow:
    return PhotoRow(
        id=_free_id(session, analysis.sha256),
        sha256=analysis.sha256,
        path=analysis.original.path,
        width=analysis.width,
        height=analysis.height,
        naming_status=naming.status,
        status="pending",
        conflicts=list(naming.conflicts),
        unplaced_mentions=list(naming.unplaced),
    )


def _free_id(session: Session, sha256: str) -> str:
    """The beginning of the digest; longer where a photo whose bytes changed since already has it."""
    asked = [sha256[:length] for length in (16, 24, 32)]
    used = set(session.execute(columns(col(PhotoRow.id)).where(col(PhotoRow.id).in_(asked))).scalars())
    return next((one for one in asked if one not in used), sha256)


def _write_faces(session: Session, photo: PhotoRow, faces: Sequence[tuple[str, Face]]) -> None:
    rows = [
        {"id": id_, "photo_id": photo.id, "number": number, "erased": False, **face_values(face)}
        for number, (id_, face) in enumerate(faces, 1)
    ]
    insert_rows(session, FaceRow, rows)
    write_embeddings(session, faces)


def write_embeddings(session: Session, faces: Iterable[tuple[str, Face]]) -> None:
    """Keep the vectors of faces that have none of their model."""
    rows = [
        {"face_id": id_, "model": face.embedding.model, "vector": vector_bytes(face.embedding)}
        for id_, face in faces
        if face.embedding
    ]
    insert_rows(session, EmbeddingRow, rows)
