"""One name for many faces at once: an act like any other, in the history and to be taken back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act, begun
from vonlinks.catalogue.deciding import append, photos_of
from vonlinks.catalogue.deriving import derive_all
from vonlinks.catalogue.history import entries_of
from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.many import among
from vonlinks.catalogue.persons import find_person, made, persons_by_id, tidy_name
from vonlinks.catalogue.rows import FaceRow, PersonRow
from vonlinks.catalogue.standing import decided, standing_of
from vonlinks.domain import Decision, fold

__all__ = ["LeftOut", "Named", "name_faces"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A face that did not get the name, and why, as a part of a sentence."""

    face: str
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """What became of faces that were to have one name.

    Attributes:
        person: the name that they have now.
        decisions: what was appended to the history; nothing for faces that had this name already.
        left_out: in the order in which the faces were given.
    """

    person: str
    decisions: tuple[Decision, ...]
    left_out: tuple[LeftOut, ...] = ()


def name_faces(session: Session, faces: Sequence[str], person: str, act: Act) -> Named:
    """Confirm one person for all of these faces, but for those where an editor decided otherwise.

    Args:
        session: to write to.
        faces: ids, of any photos.
        person: a name that is nobody's name or alias yet makes a new person.
        act: who, and when.

    Raises:
        RequestError: `person` is no name.
    """
    name = tidy_name(person)
    known = find_person(session, name)
    wanted, left_out = _sorted_out(session, list(dict.fromkeys(faces)), known, name)
    if not wanted:
        return Named(known.name if known else name, (), tuple(left_out))
    act = begun(session, act)
    row, forms = made(session, name, act)
    for photo, face in wanted.items():
        append(session, photo_row(session, photo), "confirm", [(face, row)], act)
    derive_all(session, dict.fromkeys((*wanted, *photos_of(session, (), forms))) if forms else wanted)
    return Named(row.name, entries_of(session, [act.batch])[::-1], tuple(left_out))


def _sorted_out(
    session: Session, faces: Sequence[str], known: PersonRow | None, name: str
) -> tuple[dict[str, str], list[LeftOut]]:
    """By photo the face that gets the name, and the faces that do not."""
    wanted: dict[str, str] = {}
    reasons: dict[str, str] = dict.fromkeys(faces, "is there no more")
    by_photo = _by_photo(session, faces)
    standing = standing_of(session, by_photo)
    state = {photo: decided(standing[photo]) for photo in by_photo}
    people = persons_by_id(session, {one for here in state.values() for one in here.confirmed.values()})
    for photo, own in by_photo.items():
        here = state[photo]
        taken = {people[one].folded for one in here.confirmed.values()}
        for face in own:
            del reasons[face]
            has = people.get(here.confirmed.get(face, 0))
            if has is not None:
                if known is None or has.id != known.id:
                    reasons[face] = f"has been confirmed as {has.name}"
            elif known is not None and known.id in here.rejected.get(face, ()):
                reasons[face] = f"is not {known.name}, an editor said"
            elif photo in wanted or (known.folded if known else fold(name)) in taken:
                reasons[face] = f"lies in a photo in which {known.name if known else name} has another face"
            else:
                wanted[photo] = face
    return wanted, [LeftOut(face, reasons[face]) for face in faces if face in reasons]


def _by_photo(session: Session, faces: Sequence[str]) -> dict[str, list[str]]:
    rows = session.exec(select(FaceRow.id, FaceRow.photo_id).where(among(col(FaceRow.id), faces))).all()
    photos = dict(rows)
    found: dict[str, list[str]] = defaultdict(list)
    for face in faces:
        if face in photos:
            found[photos[face]].append(face)
    return found
