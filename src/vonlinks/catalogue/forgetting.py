"""Forgetting a person: what the catalogue itself knows of them goes, for good.

The law asks for it (GDPR Art. 17; embeddings are biometric data, Art. 9). What stays is what others wrote: the captions.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import String, cast, delete, text, update
from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act
from vonlinks.catalogue.changing import existing
from vonlinks.catalogue.deciding import photos_of
from vonlinks.catalogue.deriving import derive_all
from vonlinks.catalogue.persons import refresh
from vonlinks.catalogue.rows import (
    AliasRow,
    AppearanceRow,
    DecisionRow,
    EmbeddingRow,
    ErasureRow,
    FaceRow,
    PersonRow,
    PersonVersionRow,
    SuggestionRow,
    UndoingRow,
)

__all__ = ["Erased", "forget"]


@dataclass(frozen=True, slots=True)
class Erased:
    """What went.

    Attributes:
        name: that the person had.
        aliases: that went with it.
        decisions: entries of the history that spoke of the person.
        faces: whose embeddings went, and are not made again.
        photos: that must be named anew, by their ids.
        captions: photos whose caption still names the person.
    """

    name: str
    aliases: tuple[str, ...]
    decisions: int
    faces: int
    photos: tuple[str, ...]
    captions: int


def forget(session: Session, name: str, act: Act) -> Erased:
    """Erase the name, the aliases, the record, all decisions and all embeddings of a person.

    The name stays in captions; nothing else of it does. It cannot be taken back, and of the act itself only that it was,
    when and by whom.

    Raises:
        NotFoundError: nobody of this name has a record.
        ConflictError: several people have it.
    """
    # What is deleted is overwritten, and not only marked as free.
    session.connection().execute(text("PRAGMA secure_delete = ON"))
    person = existing(session, name)
    ids = _with_merged(session, person)
    own, names = person.name, _names(session, ids)
    faces = _faces(session, person, ids)
    photos = {*_speaking_of(session, names), *_photos(session, faces)}
    decisions = session.execute(delete(DecisionRow).where(col(DecisionRow.person_id).in_(ids))).rowcount  # type: ignore[attr-defined]  # a deletion's result has it
    session.execute(delete(EmbeddingRow).where(col(EmbeddingRow.face_id).in_(faces)))
    session.execute(update(FaceRow).where(col(FaceRow.id).in_(faces)).values(erased=True))
    by_likeness = col(SuggestionRow.key) == person.key, col(SuggestionRow.mention).is_(None)
    session.execute(delete(SuggestionRow).where(*by_likeness))
    touched = photos_of(session, ids, {person.folded, person.bare, person.key})
    _delete_versions(session, ids)
    touched += photos_of(session, ids, refresh(session, ids))
    session.expire_all()
    derive_all(session, dict.fromkeys((*touched, *photos)))
    session.execute(delete(PersonRow).where(col(PersonRow.id).in_(ids)))
    session.add(ErasureRow(who=act.who, at=act.at, decisions=decisions, faces=len(faces)))
    captions = len(_still_named(session, names))
    aliases = tuple(sorted(names - {own}))
    return Erased(own, aliases, decisions, len(faces), tuple(dict.fromkeys((*touched, *photos))), captions)


def _with_merged(session: Session, person: PersonRow) -> set[int]:
    """The person, and all who were merged into them: these are one."""
    ids, new = set[int](), {person.id or 0}
    while new:
        ids |= new
        query = select(PersonVersionRow.person_id).where(
            col(PersonVersionRow.into_id).in_(new), col(PersonVersionRow.batch).not_in(select(UndoingRow.batch))
        )
        new = set(session.exec(query).all()) - ids
    return ids


def _names(session: Session, ids: Collection[int]) -> set[str]:
    own = session.exec(select(PersonRow.name).where(col(PersonRow.id).in_(ids))).all()
    return {*own, *session.exec(select(AliasRow.name).where(col(AliasRow.person_id).in_(ids))).all()}


def _faces(session: Session, person: PersonRow, ids: Collection[int]) -> list[str]:
    """Faces that are confirmed as the person, and open ones that this person is the first suggestion for."""
    confirmed = set(session.exec(select(FaceRow.id).where(col(FaceRow.person_id).in_(ids))).all())
    confirmed |= set(_ever_confirmed(session, ids))
    offered = select(SuggestionRow.face_id).where(SuggestionRow.key == person.key, SuggestionRow.standing == "open")
    open_faces = set(session.exec(offered).all())
    query = select(SuggestionRow).where(col(SuggestionRow.face_id).in_(open_faces), SuggestionRow.standing == "open")
    best: dict[str, SuggestionRow] = {}
    for row in session.exec(query.order_by(col(SuggestionRow.probability))):
        best[row.face_id] = row
    return sorted(confirmed | {face for face, row in best.items() if row.key == person.key})


def _ever_confirmed(session: Session, ids: Collection[int]) -> Iterable[str]:
    """Faces that still are nobody else's and once were the person's: a decision that was taken back leaves them open."""
    query = (
        select(DecisionRow.face_id)
        .join(FaceRow, col(FaceRow.id) == DecisionRow.face_id)
        .where(col(DecisionRow.person_id).in_(ids), DecisionRow.kind == "confirm", col(FaceRow.person_id).is_(None))
    )
    return session.exec(query.distinct()).all()


def _speaking_of(session: Session, names: Iterable[str]) -> set[str]:
    """Photos with a suggestion whose reasons name the person."""
    found: set[str] = set()
    for name in names:
        written = json.dumps(name)[1:-1]
        query = select(FaceRow.photo_id).join(SuggestionRow, col(SuggestionRow.face_id) == FaceRow.id)
        found |= set(session.exec(query.where(cast(SuggestionRow.evidence, String).contains(written))).all())
    return found


def _photos(session: Session, faces: Collection[str]) -> Iterable[str]:
    return session.exec(select(FaceRow.photo_id).where(col(FaceRow.id).in_(faces)).distinct()).all()


def _delete_versions(session: Session, ids: Collection[int]) -> None:
    """Also those that were taken back, and of others who had been merged into the person for a while."""
    session.execute(delete(PersonVersionRow).where(col(PersonVersionRow.person_id).in_(ids)))
    session.execute(delete(PersonVersionRow).where(col(PersonVersionRow.into_id).in_(ids)))
    session.flush()


def _still_named(session: Session, names: Iterable[str]) -> set[str]:
    query = select(AppearanceRow.photo_id).where(AppearanceRow.kind == "named", col(AppearanceRow.name).in_(names))
    return set(session.exec(query).all())
