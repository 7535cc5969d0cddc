"""The current state of a photo, computed from its decisions, suggestions and caption.

`derive` is called in the transaction of every change, so what searches read is never stale; `rederive` on the whole
catalogue changes nothing (a test holds that).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete
from sqlmodel import Session, col, select

from vonlinks.catalogue.mapping import metadata_of, reading_of
from vonlinks.catalogue.rows import (
    AliasRow,
    AppearanceRow,
    DecisionRow,
    FaceRow,
    PersonRow,
    PhotoRow,
    SuggestionRow,
    UndoingRow,
)
from vonlinks.domain import CaptionReading, Mention, PhotoStatus, fold

__all__ = ["Decided", "decided", "derive", "keys_of", "standing_decisions", "status_of"]


@dataclass(slots=True)
class Decided:
    """What editors decided for one photo, by face id and person row."""

    confirmed: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, list[int]] = field(default_factory=dict)

    @property
    def faces(self) -> set[str]:
        """Ids of the faces that any decision stands for."""
        return set(self.confirmed) | {face for face, people in self.rejected.items() if people}


def standing_decisions(session: Session, photo: str) -> Sequence[DecisionRow]:
    """The photo's decisions that were not taken back, oldest first."""
    undone = select(UndoingRow.batch)
    query = select(DecisionRow).where(DecisionRow.photo_id == photo, col(DecisionRow.batch).not_in(undone))
    return session.exec(query.order_by(col(DecisionRow.id))).all()


def decided(decisions: Iterable[DecisionRow]) -> Decided:
    """Replay decisions: the last word on a face and a name counts."""
    state = Decided()
    for decision in decisions:
        face, person = decision.face_id, decision.person_id
        rejected = state.rejected.setdefault(face, [])
        if decision.kind == "confirm":
            state.confirmed[face] = person
            if person in rejected:
                rejected.remove(person)
        else:
            rejected.append(person)
            if state.confirmed.get(face) == person:
                del state.confirmed[face]
    return state


def keys_of(session: Session, names: Iterable[str]) -> dict[str, str]:
    """For each name the compare form of its authority record, which is its own where it is nobody's alias."""
    folded = {name: fold(name) for name in names}
    query = (
        select(AliasRow.folded, PersonRow.folded)
        .join(PersonRow, col(PersonRow.id) == AliasRow.person_id)
        .where(col(AliasRow.folded).in_(set(folded.values())))
        .order_by(col(AliasRow.name).desc())
    )
    known = dict(session.exec(query).all())
    return {name: known.get(form, form) for name, form in folded.items()}


def status_of(naming_status: str, *, decided: bool, waiting: bool) -> PhotoStatus:
    """The rule of PhotoStatus: `decided` if any decision stands, `waiting` if a suggestion is open."""
    if decided:
        return "pending" if waiting else "confirmed"
    if naming_status == "conflict":
        return "conflict"
    return "no-people" if naming_status == "no-people" else "pending"


def derive(session: Session, photo: PhotoRow) -> None:
    """Write all derived columns and rows of one photo."""
    session.flush()
    state = decided(standing_decisions(session, photo.id))
    faces = session.exec(select(FaceRow).where(FaceRow.photo_id == photo.id).order_by(col(FaceRow.number))).all()
    suggestions = session.exec(
        select(SuggestionRow)
        .join(FaceRow, col(FaceRow.id) == SuggestionRow.face_id)
        .where(FaceRow.photo_id == photo.id)
        .order_by(col(SuggestionRow.id))
    ).all()
    people = _people(session, state)
    mentions = _shown(photo)
    names = {person.name for person in people.values()}
    names |= {mention.name for _, mention in mentions} | {suggestion.person for suggestion in suggestions}
    keys = keys_of(session, names)

    for face in faces:
        face.person_id = state.confirmed.get(face.id)
    _set_standings(suggestions, state, people, keys)
    waiting = [suggestion for suggestion in suggestions if suggestion.standing == "open"]
    photo.status = status_of(photo.naming_status, decided=bool(state.faces), waiting=bool(waiting))
    photo.urgency = max((s.probability + s.strong for s in waiting), default=None)
    photo.face_count = len(faces)

    confirmed = [people[person] for person in state.confirmed.values()]
    taken = {keys[person.name] for person in confirmed}
    photo.unplaced = _unplaced(photo, mentions, suggestions, keys, taken)
    photo.person_count = len(taken | {keys[mention.name] for _, mention in mentions})
    _set_appearances(session, photo, confirmed, waiting, mentions, keys)
    session.flush()


def _people(session: Session, state: Decided) -> dict[int, PersonRow]:
    ids = set(state.confirmed.values()) | {person for people in state.rejected.values() for person in people}
    return {row.id or 0: row for row in session.exec(select(PersonRow).where(col(PersonRow.id).in_(ids))).all()}


def _shown(photo: PhotoRow) -> list[tuple[int, Mention]]:
    """Whom the caption does not call absent, with the index in the reading; then who is only in the field for it (-1)."""
    reading: CaptionReading | None = reading_of(photo.reading)
    listed = metadata_of(photo.photo_metadata).persons_shown
    people = enumerate(reading.people if reading else ())
    named = [(index, mention) for index, mention in people if mention.pictured is not False and fold(mention.name)]
    known = {fold(mention.name) for _, mention in named}
    return named + [(-1, Mention(name, (0, 0))) for name in listed if fold(name) and fold(name) not in known]


def _set_standings(
    suggestions: Iterable[SuggestionRow], state: Decided, people: dict[int, PersonRow], keys: dict[str, str]
) -> None:
    taken = {keys[people[person].name]: face for face, person in state.confirmed.items()}
    for suggestion in suggestions:
        key, face = keys[suggestion.person], suggestion.face_id
        if key in {keys[people[person].name] for person in state.rejected.get(face, ())}:
            suggestion.standing = "rejected"
        elif taken.get(key, face) != face:
            suggestion.standing = "taken"
        else:
            suggestion.standing = "decided" if face in state.confirmed else "open"


def _unplaced(
    photo: PhotoRow,
    mentions: Iterable[tuple[int, Mention]],
    suggestions: Iterable[SuggestionRow],
    keys: dict[str, str],
    taken: set[str],
) -> list[str]:
    """Names without a face: those that naming left over, and those whose every suggestion an editor closed."""
    offered = {keys[suggestion.person] for suggestion in suggestions}
    still = {keys[suggestion.person] for suggestion in suggestions if suggestion.standing == "open"}
    left = (
        mention.name
        for index, mention in mentions
        if (key := keys[mention.name]) not in taken | still and (index in photo.unplaced_mentions or key in offered)
    )
    return list(dict.fromkeys(left))


def _set_appearances(  # noqa: PLR0913 - one row for each of three kinds of names, each with its own shape
    session: Session,
    photo: PhotoRow,
    confirmed: Iterable[PersonRow],
    waiting: Iterable[SuggestionRow],
    mentions: Iterable[tuple[int, Mention]],
    keys: dict[str, str],
) -> None:
    session.execute(delete(AppearanceRow).where(col(AppearanceRow.photo_id) == photo.id))
    ids = {person.id: person for person in confirmed}
    aliases = session.exec(select(AliasRow).where(col(AliasRow.person_id).in_(ids)).order_by(col(AliasRow.name))).all()
    rows = [_appearance(photo, "confirmed", keys, person.name) for person in ids.values()]
    rows += [_appearance(photo, "suggested", keys, s.person) for s in waiting]
    rows += [_appearance(photo, "named", keys, m.name, role=m.role) for _, m in mentions]
    for alias in aliases:
        row = _appearance(photo, "confirmed", keys, ids[alias.person_id].name)
        row.folded, row.name, row.alias = alias.folded, alias.name, True
        rows.append(row)
    session.add_all(rows)


def _appearance(photo: PhotoRow, kind: str, keys: dict[str, str], name: str, role: str | None = None) -> AppearanceRow:
    return AppearanceRow(photo_id=photo.id, kind=kind, key=keys[name], folded=fold(name), name=name, role=role)
