"""What editors and rosters change about persons: rename, merge, split, add. All of it is appended, and can be taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import count

from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act, begun
from vonlinks.catalogue.deciding import append, check_one_face_each, photos_of
from vonlinks.catalogue.deriving import derive_all
from vonlinks.catalogue.history import entries_of
from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.persons import authority, find_person, named_person, refresh, tidy_name, write_version
from vonlinks.catalogue.rows import AppearanceRow, DecisionRow, FaceRow, PersonRow, PhotoRow
from vonlinks.catalogue.standing import Decided, decided, standing_decisions
from vonlinks.domain import Authority, Decision, bare_name, fold
from vonlinks.errors import ConflictError, NotFoundError, RequestError

__all__ = ["edit", "existing", "merge", "rename", "settle", "split"]

_TOLD_PHOTOS = 3
"""So many photos stand in a refusal: enough to begin with."""


def existing(session: Session, name: str) -> PersonRow:
    """The person whom this name means in any spelling.

    Raises:
        NotFoundError: nobody of this name has a record.
        ConflictError: several people have it.
    """
    person = named_person(session, name)
    if person is None:
        raise NotFoundError(f"nobody called “{name}” has a record in the catalogue")
    return person


def rename(session: Session, name: str, new: str, act: Act, *, keep: bool) -> tuple[Decision, ...]:
    """Give a person whom the catalogue or a caption knows another name; the old one stays as an alias if `keep` says so."""
    _, record = _kept(session, name)
    new = tidy_name(new)
    if new == record.name:
        return ()
    act = begun(session, act)
    person = _recorded(session, name, act)
    aliases = set(record.aliases) - {new}
    # The bare name alone means the person as long as nobody else has it, and must mean nobody once somebody has.
    if keep and bare_name(new) != bare_name(record.name):
        aliases.add(record.name)
    changed = replace(record, name=new, aliases=tuple(sorted(aliases)))
    write_version(session, person, "rename", changed, act)
    return settle(session, [person], act)


def edit(session: Session, name: str, more: Authority, act: Act, *, drop: Collection[str]) -> tuple[Decision, ...]:
    """Add to what is kept about a person whom the catalogue or a caption knows.

    Args:
        session: to write to.
        name: of the person.
        more: its name does not count; notes that are not "" replace those before, an id likewise.
        act: who, and when.
        drop: aliases that go.
    """
    known, record = _kept(session, name)
    joined = record.with_more(Authority(record.name, tuple(map(tidy_name, more.aliases)), more.roles))
    changed = replace(
        joined,
        aliases=tuple(alias for alias in joined.aliases if alias not in drop),
        notes=more.notes or record.notes,
        wikidata=more.wikidata or record.wikidata,
    )
    if changed == record:
        return ()
    act = begun(session, act)
    person = write_version(session, known, "edit", changed, act)
    return settle(session, [person], act)


def merge(session: Session, name: str, into: str, act: Act) -> tuple[Decision, ...]:
    """Let two people be one: the second stays, with the name of the first as an alias, and its faces."""
    act = begun(session, act)
    if _known_to_captions_only(session, name):
        return edit(session, into, Authority(into, aliases=(name,)), act, drop=())
    gone, left = existing(session, name), _recorded(session, into, act)
    if gone.id == left.id:
        raise ConflictError(f"“{name}” and “{into}” are one person already: {left.name}")
    record = _united(authority(session, gone), authority(session, left))
    touched = {photo: decided(standing_decisions(session, photo)) for photo in _decided_photos(session, gone)}
    _check_apart(gone, left, touched)
    for photo, state in touched.items():
        _hand_over(session, photo_row(session, photo), state, gone, left, act)
    write_version(session, gone, "merge", None, act, into=left)
    write_version(session, left, "side", record, act)
    return settle(session, [gone, left], act)


def split(
    session: Session, name: str, chosen: Sequence[str], new: str | None, act: Act
) -> tuple[PersonRow, tuple[Decision, ...]]:
    """Give some confirmed faces of a person to another one, who is new as a rule.

    Args:
        session: to write to.
        name: of the person who had them.
        chosen: ids of faces, or of photos for the person's face in them.
        new: whose they are; the same name, or None, makes a namesake with a number as addition.
        act: who, and when.
    """
    person, act = existing(session, name), begun(session, act)
    faces = _chosen(session, person, chosen)
    wanted = tidy_name(new) if new else person.name
    other = find_person(session, wanted)
    if other is not None and other.id != person.id:
        taker = other
    else:
        free = _numbered(session, wanted) if other else wanted
        taker = write_version(session, None, "split", Authority(free), act)
        refresh(session, [taker.id or 0])
    for photo in dict.fromkeys(face.photo_id for face in faces):
        here = [face.id for face in faces if face.photo_id == photo]
        row = photo_row(session, photo)
        before = decided(standing_decisions(session, photo)).confirmed
        check_one_face_each(session, before, [(face, taker) for face in here])
        append(session, row, "confirm", [(face, taker) for face in here], act)
        append(session, row, "reject", [(face, person) for face in here], act)
    return taker, settle(session, [taker, person], act)


def settle(session: Session, people: Iterable[PersonRow], act: Act) -> tuple[Decision, ...]:
    """Let the state follow from what an act changed about these people; returns its entries in their order."""
    ids = [person.id or 0 for person in people]
    derive_all(session, photos_of(session, ids, refresh(session, ids)))
    return entries_of(session, [act.batch])[::-1]


def _kept(session: Session, name: str) -> tuple[PersonRow | None, Authority]:
    """The person of this name with what is kept; None, and the name alone, for somebody whom only captions know."""
    if _known_to_captions_only(session, name):
        return None, Authority(tidy_name(name))
    person = existing(session, name)
    return person, authority(session, person)


def _recorded(session: Session, name: str, act: Act) -> PersonRow:
    """The person of this name; a new one for somebody whom only captions know."""
    if not _known_to_captions_only(session, name):
        return existing(session, name)
    made = write_version(session, None, "side", Authority(tidy_name(name)), act)
    refresh(session, [made.id or 0])
    return made


def _known_to_captions_only(session: Session, name: str) -> bool:
    if named_person(session, name) is not None:
        return False
    return session.exec(select(AppearanceRow.id).where(AppearanceRow.folded == fold(name))).first() is not None


def _united(gone: Authority, left: Authority) -> Authority:
    """What is kept about two people who are one.

    Raises:
        ConflictError: they have two ids.
    """
    if gone.wikidata and left.wikidata and gone.wikidata != left.wikidata:
        raise ConflictError(
            f"{gone.name} is {gone.wikidata} and {left.name} is {left.wikidata} in Wikidata: they are two people"
        )
    return left.with_more(gone)


def _decided_photos(session: Session, person: PersonRow) -> Sequence[str]:
    query = select(DecisionRow.photo_id).where(DecisionRow.person_id == person.id).distinct()
    return sorted(session.exec(query).all())


def _check_apart(gone: PersonRow, left: PersonRow, touched: dict[str, Decided]) -> None:
    """Make sure that no photo shows both.

    Raises:
        ConflictError: one does.
    """
    both = [photo for photo, state in touched.items() if {gone.id, left.id} <= set(state.confirmed.values())]
    if both:
        told = ", ".join(both[:_TOLD_PHOTOS]) + (" and others" if len(both) > _TOLD_PHOTOS else "")
        raise ConflictError(
            f"{gone.name} and {left.name} are both confirmed in {told}: take one of them back there, or they are two people"
        )


def _hand_over(  # noqa: PLR0913, PLR0917 - one act, told whole
    session: Session, photo: PhotoRow, state: Decided, gone: PersonRow, left: PersonRow, act: Act
) -> None:
    """Decide for the one who is left what was decided for the one who goes; a confirmation outweighs a rejection."""
    confirmed = [face for face, person in state.confirmed.items() if person == gone.id]
    append(session, photo, "confirm", [(face, left) for face in confirmed], act)
    refused = [
        face
        for face, people in state.rejected.items()
        if gone.id in people and left.id not in people and state.confirmed.get(face) not in {gone.id, left.id}
    ]
    append(session, photo, "reject", [(face, left) for face in refused], act)


def _chosen(session: Session, person: PersonRow, chosen: Sequence[str]) -> list[FaceRow]:
    """The confirmed faces of the person that are meant.

    Raises:
        NotFoundError: one is not there.
        RequestError: there is none, or no other is left to the person.
    """
    query = select(FaceRow).where(FaceRow.person_id == person.id).order_by(col(FaceRow.id))
    own = list(session.exec(query))
    for one in chosen:
        if not any(one in {face.id, face.photo_id} for face in own):
            raise NotFoundError(f"{person.name} is not confirmed in “{one}”: give the id of a photo or of a face")
    faces = [face for face in own if {face.id, face.photo_id} & set(chosen)]
    if not faces:
        raise RequestError("say which photos or faces show the other person")
    if len(faces) == len(own):
        raise RequestError(f"these are all confirmed faces of {person.name}: rename, and nothing need be split")
    return faces


def _numbered(session: Session, name: str) -> str:
    bare = bare_name(name)
    return next(free for number in count(2) if not find_person(session, free := f"{bare} ({number})"))
