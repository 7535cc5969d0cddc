"""The current state of a photo, computed from its decisions, suggestions and caption.

`derive` is called in the transaction of every change, so what searches read is never stale; `rederive` on the whole
catalogue changes nothing (a test holds that).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from vonlinks.catalogue import names
from vonlinks.catalogue.mapping import Wording
from vonlinks.catalogue.persons import people_meant
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
from vonlinks.catalogue.wording import worded
from vonlinks.domain import Mention, PhotoStatus, fold

__all__ = ["Decided", "decided", "derive", "derive_new", "standing_decisions", "status_of"]


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
    faces = session.exec(select(FaceRow).where(FaceRow.photo_id == photo.id).order_by(col(FaceRow.number))).all()
    known = _load(session, photo, [face.id for face in faces])
    for face in faces:
        face.person_id = known.decided.confirmed.get(face.id)
    photo.face_count = len(faces)
    _set_state(known)
    _set_appearances(session, known)
    session.flush()


def derive_new(
    session: Session, photo: PhotoRow, suggestions: Sequence[SuggestionRow], wording: Wording
) -> list[dict[str, Any]]:
    """The same for a photo that is not written yet, so that nobody decided anything about it; its faces are counted.

    Returns:
        Its rows in `appearance`, to be written after it.
    """
    known = _about(session, photo, Decided(), suggestions, wording)
    _set_state(known)
    return list(_appearances(known, ()))


def _set_state(known: "_Known") -> None:
    """Write the derived columns of suggestions, and those of the photo that follow from them."""
    photo = known.photo
    _set_standings(known)
    waiting = known.waiting
    photo.status = status_of(photo.naming_status, decided=bool(known.decided.faces), waiting=bool(waiting))
    photo.urgency = _urgency(photo, waiting)
    photo.person_count = len(set(known.taken) | {_key(known.named, mention.name) for _, mention in known.mentions})
    photo.unplaced = _unplaced(known)


def _urgency(photo: PhotoRow, waiting: Iterable[SuggestionRow]) -> float | None:
    if not photo.present:
        return None
    nothing_offered = 0.0 if photo.status == "conflict" else None
    return max((suggestion.probability + suggestion.strong for suggestion in waiting), default=nothing_offered)


@dataclass(frozen=True, slots=True)
class _Known:
    """All that the state of one photo follows from."""

    photo: PhotoRow
    decided: Decided
    suggestions: Sequence[SuggestionRow]
    mentions: Sequence[tuple[int, Mention]]
    people: Mapping[int, PersonRow]
    """All that the decisions speak of, by row id."""
    named: Mapping[str, PersonRow | None]
    """The person whom each name in the caption means."""
    offered: Mapping[str, PersonRow | None]
    """The person whom each name in a suggestion means."""

    def key_of(self, person: int) -> str:
        """The key of somebody of whom a decision speaks."""
        return self.people[person].key

    @property
    def waiting(self) -> list[SuggestionRow]:
        """The open suggestions."""
        return [suggestion for suggestion in self.suggestions if suggestion.standing == "open"]

    @property
    def taken(self) -> dict[str, str]:
        """The face of each confirmed person's key."""
        return {self.key_of(person): face for face, person in self.decided.confirmed.items()}

    def refused(self, face: str) -> set[str]:
        """Keys of the people rejected for a face."""
        people = (self.people[person] for person in self.decided.rejected.get(face, ()))
        return {person.key for person in people if person.present}


def _load(session: Session, photo: PhotoRow, faces: Sequence[str]) -> _Known:
    state = decided(standing_decisions(session, photo.id))
    of_faces = col(SuggestionRow.face_id).in_(faces)
    suggestions = session.exec(select(SuggestionRow).where(of_faces).order_by(col(SuggestionRow.id))).all()
    return _about(session, photo, state, suggestions, worded(session, photo.id))


def _about(
    session: Session, photo: PhotoRow, state: Decided, suggestions: Sequence[SuggestionRow], wording: Wording
) -> _Known:
    ids = set(state.confirmed.values()) | {person for people in state.rejected.values() for person in people}
    decided_on = select(PersonRow).where(col(PersonRow.id).in_(ids))
    people = {row.id or 0: row for row in session.exec(decided_on)} if ids else {}
    mentions = _shown(wording)
    here = set(state.confirmed.values())
    written, in_offers = {mention.name for _, mention in mentions}, {suggestion.person for suggestion in suggestions}
    named, offered = people_meant(session, written, in_offers, here)
    return _Known(photo, state, suggestions, mentions, people, named, offered)


def _shown(wording: Wording) -> list[tuple[int, Mention]]:
    """Whom the caption does not call absent, with the index in the reading; then who is only in the field for it (-1)."""
    listed = wording.metadata.persons_shown
    people = enumerate(wording.reading.people if wording.reading else ())
    named = [(index, mention) for index, mention in people if mention.pictured is not False and fold(mention.name)]
    known = {fold(mention.name) for _, mention in named}
    return named + [(-1, Mention(name, (0, 0))) for name in listed if fold(name) and fold(name) not in known]


def _set_standings(known: _Known) -> None:
    taken = known.taken
    for suggestion in known.suggestions:
        key, face = _key(known.offered, suggestion.person), suggestion.face_id
        suggestion.key = key
        if key in known.refused(face):
            suggestion.standing = "rejected"
        elif taken.get(key, face) != face:
            suggestion.standing = "taken"
        else:
            suggestion.standing = "decided" if face in known.decided.confirmed else "open"


def _unplaced(known: _Known) -> list[str]:
    """Names without a face: those that naming left over, and those whose every suggestion an editor closed."""
    offered = {suggestion.key for suggestion in known.suggestions}
    placed = set(known.taken) | {suggestion.key for suggestion in known.waiting}
    left = (
        mention.name
        for index, mention in known.mentions
        if (key := _key(known.named, mention.name)) not in placed
        and (index in known.photo.unplaced_mentions or key in offered)
    )
    return list(dict.fromkeys(left))


def _set_appearances(session: Session, known: _Known) -> None:
    here = col(AppearanceRow.photo_id) == known.photo.id
    before = set(session.exec(select(AppearanceRow.folded).where(here)).all())
    session.execute(delete(AppearanceRow).where(here))
    rows = list(_appearances(known, _aliases(session, known))) if known.photo.present else []
    if rows:
        session.execute(insert(AppearanceRow), rows)
    names.keep_words(session, gone=before, there={row["folded"] for row in rows})


def _aliases(session: Session, known: _Known) -> Sequence[AliasRow]:
    if not known.decided.confirmed:
        return ()
    confirmed = col(AliasRow.person_id).in_(set(known.decided.confirmed.values()))
    return session.exec(select(AliasRow).where(confirmed).order_by(col(AliasRow.name))).all()


def _key(people: Mapping[str, PersonRow | None], name: str) -> str:
    person = people[name]
    return person.key if person else fold(name)


def _appearances(known: _Known, aliases: Sequence[AliasRow]) -> Iterator[dict[str, Any]]:
    """The columns of a row for each name with which the photo is to be found."""

    def row(kind: str, key: str, name: str, *, role: str | None = None, alias: bool = False) -> dict[str, Any]:
        return {
            "photo_id": known.photo.id,
            "kind": kind,
            "key": key,
            "folded": fold(name),
            "name": name,
            "role": role,
            "alias": alias,
        }

    def also(kind: str, name: str, meant: Mapping[str, PersonRow | None]) -> Iterator[dict[str, Any]]:
        person = meant[name]
        if person is not None and person.folded != fold(name):
            yield row(kind, person.key, person.name, alias=True)

    for person in known.decided.confirmed.values():
        yield row("confirmed", known.key_of(person), known.people[person].name)
    for alias in aliases:
        yield row("confirmed", known.key_of(alias.person_id), alias.name, alias=True)
    for suggestion in known.waiting:
        yield row("suggested", suggestion.key, suggestion.person)
        yield from also("suggested", suggestion.person, known.offered)
    for _, mention in known.mentions:
        yield row("named", _key(known.named, mention.name), mention.name, role=mention.role)
        yield from also("named", mention.name, known.named)
