"""People: those whose faces were confirmed, and those whom only captions know."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, func, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from vonlinks.catalogue.deciding import find_person
from vonlinks.catalogue.deriving import derive, keys_of
from vonlinks.catalogue.ingesting import photo_row
from vonlinks.catalogue.rows import AliasRow, AppearanceRow, FaceRow, PersonRow, PhotoRow, SuggestionRow
from vonlinks.domain import PersonRecord, fold
from vonlinks.errors import ConflictError, NotFoundError

__all__ = ["add_alias", "known_names", "page", "people", "person", "together"]

_SHOWN = ("confirmed", "named")

Roles = tuple[tuple[str, int | None], ...]


def people(session: Session, keys: Collection[str] | None = None) -> list[PersonRecord]:
    """Everybody who is confirmed or named and shown (of these keys), by name."""
    numbers = _numbers(session, keys)
    shown = {key for key, kinds in numbers.items() if any(kinds.get(kind) for kind in _SHOWN)}
    names, roles, faces = _names(session, keys), _roles(session, keys), _faces(session, keys)
    return [
        PersonRecord(
            name=names[key],
            confirmed=numbers[key].get("confirmed", 0),
            named=numbers[key].get("named", 0),
            suggested=numbers[key].get("suggested", 0),
            roles=roles.get(key, ()),
            face=faces.get(key),
        )
        for key in sorted(shown)
    ]


def page(session: Session, limit: int | None, offset: int) -> list[PersonRecord]:
    """Some of them, by name; what is left out costs nothing."""
    if limit is None and not offset:
        return people(session)
    keys = select(AppearanceRow.key).where(col(AppearanceRow.kind).in_(_SHOWN)).distinct().order_by(AppearanceRow.key)
    return people(session, session.exec(keys.limit(limit).offset(offset)).all())


def person(session: Session, name: str) -> PersonRecord:
    """The one with this name, in any spelling.

    Raises:
        NotFoundError: nobody has it.
    """
    found = people(session, {keys_of(session, [name])[name]})
    if not found:
        raise NotFoundError(f"nobody called “{name}” is in the catalogue")
    return found[0]


def together(session: Session, name: str) -> tuple[tuple[str, int], ...]:
    """Who is in the same photos, and in how many, most often first."""
    key = keys_of(session, [name])[name]
    other = aliased(AppearanceRow)
    query = (
        select(other.key, func.count(func.distinct(other.photo_id)))
        .select_from(AppearanceRow)
        .join(other, col(other.photo_id) == col(AppearanceRow.photo_id))
        .where(col(AppearanceRow.key) == key, col(AppearanceRow.kind).in_(_SHOWN))
        .where(col(other.key) != key, col(other.kind).in_(_SHOWN))
        .group_by(other.key)
    )
    numbers = dict(session.exec(query).all())
    names = _names(session, numbers)
    return tuple(sorted(((names[key], number) for key, number in numbers.items()), key=lambda one: (-one[1], one[0])))


def known_names(session: Session) -> list[str]:
    """The names of all people with a confirmed face, and their aliases, sorted."""
    confirmed = select(FaceRow.person_id).where(col(FaceRow.person_id).is_not(None))
    names = session.exec(select(PersonRow.name).where(col(PersonRow.id).in_(confirmed))).all()
    aliases = session.exec(select(AliasRow.name).where(col(AliasRow.person_id).in_(confirmed))).all()
    return sorted({*names, *aliases})


def add_alias(session: Session, name: str, alias: str) -> None:
    """Let a person be found and confirmed by another spelling too.

    Raises:
        NotFoundError: nobody has this name.
        ConflictError: the spelling belongs to somebody else.
    """
    owner, other = find_person(session, name), find_person(session, alias)
    if owner is None:
        raise NotFoundError(f"nobody called “{name}” has a record in the catalogue")
    if other is not None and other.id != owner.id:
        raise ConflictError(f"“{alias}” is the name of {other.name} already")
    if other is not None:
        return
    session.add(AliasRow(name=alias, folded=fold(alias), person_id=owner.id or 0))
    session.flush()
    touched = select(AppearanceRow.photo_id).where(col(AppearanceRow.key).in_((owner.folded, fold(alias)))).distinct()
    for photo in session.exec(touched).all():
        derive(session, photo_row(session, photo))


def _of(keys: Collection[str] | None) -> ColumnElement[bool]:
    return true() if keys is None else col(AppearanceRow.key).in_(keys)


def _numbers(session: Session, keys: Collection[str] | None) -> Mapping[str, Mapping[str, int]]:
    """For each key and kind the number of photos."""
    query = select(AppearanceRow.key, AppearanceRow.kind, func.count(func.distinct(AppearanceRow.photo_id))).group_by(
        AppearanceRow.key, AppearanceRow.kind
    )
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for key, kind, number in session.exec(query.where(_of(keys))):
        numbers[key][kind] = number
    return numbers


def _names(session: Session, keys: Collection[str] | None) -> Mapping[str, str]:
    """For each key the name to show: the confirmed one, else the spelling that captions use most."""
    query = (
        select(AppearanceRow.key, AppearanceRow.kind, AppearanceRow.name, func.count())
        .where(col(AppearanceRow.alias).is_(False))
        .group_by(AppearanceRow.key, AppearanceRow.kind, AppearanceRow.name)
        .order_by(AppearanceRow.name)
    )
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    confirmed: dict[str, Counter[str]] = defaultdict(Counter)
    for key, kind, name, number in session.exec(query.where(_of(keys))):
        (confirmed if kind == "confirmed" else spelled)[key][name] += number
    return {key: names.most_common(1)[0][0] for key, names in (spelled | confirmed).items()}


def _roles(session: Session, keys: Collection[str] | None) -> Mapping[str, Roles]:
    """For each key the roles that captions gave, each with its year, newest first."""
    year = func.substr(PhotoRow.first_day, 1, 4)
    query = (
        select(AppearanceRow.key, AppearanceRow.role, year)
        .join(PhotoRow, col(PhotoRow.id) == col(AppearanceRow.photo_id))
        .where(col(AppearanceRow.role).is_not(None))
        .distinct()
    )
    roles: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for key, role, told in session.exec(query.where(_of(keys))):
        roles[key].append((role or "", int(told) if told else None))
    return {key: tuple(sorted(given, key=lambda one: (-(one[1] or 0), one[0]))) for key, given in roles.items()}


def _faces(session: Session, keys: Collection[str] | None) -> Mapping[str, str]:
    """For each key the confirmed face of the best quality, else the largest; without one the surest open suggestion."""
    pixels = col(FaceRow.width) * col(PhotoRow.width) * col(FaceRow.height) * col(PhotoRow.height)
    best = (col(FaceRow.quality).desc().nulls_last(), pixels.desc(), col(FaceRow.id))
    confirmed = (
        select(PersonRow.folded, FaceRow.id, func.row_number().over(partition_by=PersonRow.folded, order_by=best))
        .join(FaceRow, col(FaceRow.person_id) == PersonRow.id)
        .join(PhotoRow, col(PhotoRow.id) == FaceRow.photo_id)
        .where(col(PhotoRow.present))
    )
    suggested = (
        select(SuggestionRow.key, FaceRow.id)
        .join(FaceRow, col(FaceRow.id) == SuggestionRow.face_id)
        .join(PhotoRow, col(PhotoRow.id) == FaceRow.photo_id)
        .where(SuggestionRow.standing == "open", col(SuggestionRow.strong), col(PhotoRow.present))
        .order_by(col(SuggestionRow.probability), col(FaceRow.id).desc())
    )
    if keys is not None:
        confirmed = confirmed.where(col(PersonRow.folded).in_(keys))
        suggested = suggested.where(col(SuggestionRow.key).in_(keys))
    faces = dict(session.exec(suggested).all())
    return faces | {key: face for key, face, place in session.exec(confirmed).all() if place == 1}
