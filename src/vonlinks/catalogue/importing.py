"""Persons as a roster lists them, added to those who are known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act, begun
from vonlinks.catalogue.changing import settle
from vonlinks.catalogue.deciding import append, check_one_face_each
from vonlinks.catalogue.deriving import derive
from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.persons import authority, find_person, refresh, write_version
from vonlinks.catalogue.rows import FaceRow, PersonRow
from vonlinks.catalogue.standing import decided, standing_decisions
from vonlinks.domain import Authority, bare_name
from vonlinks.errors import ConflictError

__all__ = ["Imported", "add"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one record.

    Attributes:
        name: that the person has now.
        outcome: "added" as somebody new, "changed", or "unchanged".
        notes: one sentence for each thing that was left out or needs a look.
    """

    name: str
    outcome: str
    notes: tuple[str, ...] = ()


def add(
    session: Session, records: Sequence[Authority], act: Act, portraits: Sequence[tuple[int, str]] = ()
) -> tuple[Imported, ...]:
    """Add persons, or to what is kept about them; what was kept before stays.

    Args:
        session: to write to.
        records: of the persons.
        act: who, and when.
        portraits: (place in `records`, id of a face) of faces to confirm; one that has a name, or was refused this one, is
            left alone, and this is said.

    A person is the one with the same external id, else the one with exactly this name or alias. Two with one name and two
    ids are kept apart: the second gets the id as addition to the name. An alias that is somebody else's name is left out.
    """
    act = begun(session, act)
    changed: dict[int, PersonRow] = {}
    told = []
    for record in records:
        outcome, person = _add(session, record, act)
        told.append(outcome)
        if person is not None:
            changed[person.id or 0] = person
    for place, face in portraits:
        told[place] = _confirm(session, face, told[place], act)
    if changed:
        settle(session, changed.values(), act)
    return tuple(told)


def _confirm(session: Session, face_id: str, told: Imported, act: Act) -> Imported:
    """Let a portrait's face be a confirmed example of the person, unless an editor decided otherwise."""
    face, person = session.get(FaceRow, face_id), find_person(session, told.name)
    if face is None or person is None:
        return told
    state = decided(standing_decisions(session, face.photo_id))
    owner = state.confirmed.get(face_id)
    if owner == person.id:
        return told
    if owner is not None:
        other = session.get_one(PersonRow, owner).name
        return replace(told, notes=(*told.notes, f"the face of the portrait is confirmed as {other}, and stays so"))
    if person.id in state.rejected.get(face_id, ()):
        return replace(told, notes=(*told.notes, "an editor refused this name for the face of the portrait"))
    photo = photo_row(session, face.photo_id)
    try:
        check_one_face_each(session, state.confirmed, [(face_id, person)])
    except ConflictError as error:
        return replace(told, notes=(*told.notes, str(error)))
    append(session, photo, "confirm", [(face_id, person)], act)
    derive(session, photo)
    return replace(told, outcome="changed" if told.outcome == "unchanged" else told.outcome)


def _add(session: Session, record: Authority, act: Act) -> tuple[Imported, PersonRow | None]:
    known, name = _known(session, record)
    before = authority(session, known) if known else None
    aliases, notes = _free_aliases(session, replace(record, name=name), known)
    told = replace(record, name=name, aliases=aliases)
    after = before.with_more(told) if before else told
    if after == before:
        return Imported(after.name, "unchanged", notes), None
    person = write_version(session, known, "import", after, act)
    # At once, so that a later line meets these names.
    refresh(session, [person.id or 0])
    return Imported(after.name, "changed" if known else "added", notes), person


def _known(session: Session, record: Authority) -> tuple[PersonRow | None, str]:
    """The person whom a record is about, if there is one, and the name to go by."""
    if record.wikidata:
        query = select(PersonRow).where(PersonRow.wikidata == record.wikidata, col(PersonRow.present))
        if same := session.exec(query).first():
            return same, record.name
    person = find_person(session, record.name)
    if person is not None and record.wikidata and person.wikidata and person.wikidata != record.wikidata:
        apart = f"{bare_name(record.name)} ({record.wikidata})"
        return find_person(session, apart), apart
    return person, record.name


def _free_aliases(
    session: Session, record: Authority, known: PersonRow | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The aliases that nobody else has, and a sentence for each other one."""
    free, notes = [], []
    for alias in sorted({*record.aliases} - {record.name}):
        owner = find_person(session, alias)
        if owner is not None and (known is None or owner.id != known.id):
            notes.append(f"“{alias}” is the name of {owner.name} already and was left out")
        else:
            free.append(alias)
    return tuple(free), tuple(notes)
