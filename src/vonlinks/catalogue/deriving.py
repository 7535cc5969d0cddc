"""The current state of a photo, computed from its decisions, suggestions and caption.

`derive` is called in the transaction of every change, so what searches read is never stale; `rederive` on the whole
catalogue changes nothing (a test holds that).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from vonlinks.catalogue import names
from vonlinks.catalogue.engine import insert_rows
from vonlinks.catalogue.knowing import Known, known, known_of_new
from vonlinks.catalogue.many import among, slices
from vonlinks.catalogue.mapping import Wording
from vonlinks.catalogue.rows import AliasRow, AppearanceRow, PersonRow, PhotoRow, SuggestionRow
from vonlinks.domain import PhotoStatus, fold

__all__ = ["derive", "derive_all", "derive_new", "status_of"]


def status_of(naming_status: str, *, decided: bool, waiting: bool) -> PhotoStatus:
    """The rule of PhotoStatus: `decided` if any decision stands, `waiting` if a suggestion is open."""
    if decided:
        return "pending" if waiting else "confirmed"
    if naming_status == "conflict":
        return "conflict"
    return "no-people" if naming_status == "no-people" else "pending"


def derive(session: Session, photo: PhotoRow) -> None:
    """Write all derived columns and rows of one photo."""
    derive_all(session, [photo.id])


def derive_all(session: Session, photos: Collection[str]) -> None:
    """The same for many photos, given by their ids."""
    for some in slices(photos):
        session.flush()
        rows = {row.id: row for row in session.exec(select(PhotoRow).where(col(PhotoRow.id).in_(some)))}
        found = known(session, rows)
        for one in found:
            for face in one.faces:
                face.person_id = one.decided.confirmed.get(face.id)
            one.photo.face_count = len(one.faces)
            _set_state(one)
        _set_appearances(session, found)
        session.flush()


def derive_new(
    session: Session, photo: PhotoRow, suggestions: Sequence[SuggestionRow], wording: Wording
) -> list[dict[str, Any]]:
    """The same for a photo that is not written yet; its faces are counted.

    Returns:
        Its rows in `appearance`, to be written after it.
    """
    about = known_of_new(session, photo, suggestions, wording)
    _set_state(about)
    return list(_appearances(about, ()))


def _set_state(about: Known) -> None:
    """Write the derived columns of suggestions, and those of the photo that follow from them."""
    photo = about.photo
    _set_standings(about)
    waiting = about.waiting
    photo.status = status_of(photo.naming_status, decided=bool(about.decided.faces), waiting=bool(waiting))
    photo.urgency = _urgency(photo, waiting)
    photo.person_count = len(set(about.taken) | {_key(about.named, mention.name) for _, mention in about.mentions})
    photo.unplaced = _unplaced(about)


def _urgency(photo: PhotoRow, waiting: Iterable[SuggestionRow]) -> float | None:
    if not photo.present:
        return None
    nothing_offered = 0.0 if photo.status == "conflict" else None
    return max((suggestion.probability + suggestion.strong for suggestion in waiting), default=nothing_offered)


def _set_standings(about: Known) -> None:
    taken = about.taken
    for suggestion in about.suggestions:
        key, face = _key(about.offered, suggestion.person), suggestion.face_id
        suggestion.key = key
        if key in about.refused(face):
            suggestion.standing = "rejected"
        elif taken.get(key, face) != face:
            suggestion.standing = "taken"
        else:
            suggestion.standing = "decided" if face in about.decided.confirmed else "open"


def _unplaced(about: Known) -> list[str]:
    """Names without a face: those that naming left over, and those whose every suggestion an editor closed."""
    offered = {suggestion.key for suggestion in about.suggestions}
    placed = set(about.taken) | {suggestion.key for suggestion in about.waiting}
    left = (
        mention.name
        for index, mention in about.mentions
        if (key := _key(about.named, mention.name)) not in placed
        and (index in about.photo.unplaced_mentions or key in offered)
    )
    return list(dict.fromkeys(left))


def _set_appearances(session: Session, found: Sequence[Known]) -> None:
    here = col(AppearanceRow.photo_id).in_([one.photo.id for one in found])
    before = set(session.exec(select(AppearanceRow.folded).where(here).distinct()).all())
    session.execute(delete(AppearanceRow).where(here))
    aliases = _aliases(session, {person for one in found for person in one.decided.confirmed.values()})
    rows: list[dict[str, Any]] = []
    for one in found:
        if one.photo.present:
            own = (alias for person in set(one.decided.confirmed.values()) for alias in aliases[person])
            rows += _appearances(one, sorted(own, key=lambda alias: alias.name))
    insert_rows(session, AppearanceRow, rows)
    names.keep_words(session, gone=before, there={row["folded"] for row in rows})


def _aliases(session: Session, people: Collection[int]) -> Mapping[int, Sequence[AliasRow]]:
    found: dict[int, list[AliasRow]] = defaultdict(list)
    if people:
        for alias in session.exec(select(AliasRow).where(among(col(AliasRow.person_id), people))):
            found[alias.person_id].append(alias)
    return found


def _key(people: Mapping[str, PersonRow | None], name: str) -> str:
    person = people[name]
    return person.key if person else fold(name)


def _appearances(about: Known, aliases: Sequence[AliasRow]) -> Iterator[dict[str, Any]]:
    """The columns of a row for each name with which the photo is to be found."""

    def row(kind: str, key: str, name: str, *, role: str | None = None, alias: bool = False) -> dict[str, Any]:
        return {
            "photo_id": about.photo.id,
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

    for person in about.decided.confirmed.values():
        yield row("confirmed", about.key_of(person), about.people[person].name)
    for alias in aliases:
        yield row("confirmed", about.key_of(alias.person_id), alias.name, alias=True)
    for suggestion in about.waiting:
        yield row("suggested", suggestion.key, suggestion.person)
        yield from also("suggested", suggestion.person, about.offered)
    for _, mention in about.mentions:
        yield row("named", _key(about.named, mention.name), mention.name, role=mention.role)
        yield from also("named", mention.name, about.named)
