"""People: those whose faces were confirmed, and those whom only captions know."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, func, or_, true, union
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from vonlinks.catalogue.examples import best_first
from vonlinks.catalogue.many import among
from vonlinks.catalogue.persons import keys_of, named_person
from vonlinks.catalogue.rows import AliasRow, AppearanceRow, FaceRow, PersonRow, PhotoRow, SuggestionRow
from vonlinks.domain import PersonRecord, Roles, bare_name, fold
from vonlinks.errors import NotFoundError

__all__ = ["known_names", "page", "people", "person", "together", "waiting"]

_SHOWN = ("confirmed", "named")


def people(session: Session, keys: Collection[str] | None = None) -> list[PersonRecord]:
    """Everybody who is kept, confirmed, or named and shown (of these keys), by name."""
    numbers = _numbers(session, keys)
    records = _records(session, keys)
    shown = {key for key, kinds in numbers.items() if any(kinds.get(kind) for kind in _SHOWN)}
    shown |= {key for key, record in records.items() if record.kept}
    roles, faces, aliases = _roles(session, keys), _faces(session, keys), _aliases(session, records)
    spelled = _spellings(session, keys)
    namesakes = _namesakes(session, records)
    found = []
    for key in shown:
        counted = numbers.get(key, {})
        record = _counting(records.get(key), counted)
        written = spelled.get(key, Counter())
        name = record.name if record else written.most_common(1)[0][0]
        own = aliases.get(record.id or 0, ()) if record else ()
        given = [(str(role), year) for role, year in record.roles] if record else []
        found.append(
            PersonRecord(
                name=name,
                confirmed=counted.get("confirmed", 0),
                named=counted.get("named", 0),
                suggested=counted.get("suggested", 0),
                roles=_newest_first({*given, *roles.get(key, ())}),
                face=faces.get(key),
                aliases=own,
                spellings=tuple(sorted(set(written) - {name, bare_name(name), *own})),
                notes=record.notes if record else "",
                wikidata=record.wikidata if record else None,
                recorded=record is not None,
                namesakes=namesakes.get(key, ()),
            )
        )
    return sorted(found, key=lambda one: (fold(one.name), one.name))


def _counting(record: PersonRow | None, counted: Mapping[str, int]) -> PersonRow | None:
    """The record, unless it is there only because somebody refused its name for a face."""
    return record if record is not None and (record.kept or counted.get("confirmed")) else None


def page(session: Session, limit: int | None, offset: int) -> list[PersonRecord]:
    """Some of them, by name; what is left out costs nothing."""
    if limit is None and not offset:
        return people(session)
    seen = select(AppearanceRow.key).where(col(AppearanceRow.kind).in_(_SHOWN))
    kept = select(PersonRow.key).where(col(PersonRow.present), col(PersonRow.kept))
    keys = union(seen, kept).subquery()
    # A key begins as the compare form of the name does, so its order is that of the names.
    query = columns(keys.c.key).order_by(keys.c.key).limit(limit).offset(offset)
    return people(session, list(session.execute(query).scalars()))


def person(session: Session, name: str) -> PersonRecord:
    """The one with this name, in any spelling.

    Raises:
        NotFoundError: nobody has it.
        ConflictError: several people have it.
    """
    own = named_person(session, name)
    found = people(session, {own.key if own else fold(name)})
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
    records, spelled = _records(session, numbers), _spellings(session, numbers)
    names = {key: spelled[key].most_common(1)[0][0] for key in numbers}
    names |= {key: record.name for key, record in records.items() if _is_known(session, record)}
    return tuple(sorted(((names[key], number) for key, number in numbers.items()), key=lambda one: (-one[1], one[0])))


def _is_known(session: Session, record: PersonRow) -> bool:
    return record.kept or session.exec(select(FaceRow.id).where(FaceRow.person_id == record.id)).first() is not None


def known_names(session: Session) -> list[str]:
    """The names, as captions write them, of all who are kept or have a confirmed face, and their aliases, sorted."""
    confirmed = select(FaceRow.person_id).where(col(FaceRow.person_id).is_not(None))
    known = col(PersonRow.present), or_(col(PersonRow.kept), col(PersonRow.id).in_(confirmed))
    names = session.exec(select(PersonRow.name).where(*known)).all()
    owned = select(AliasRow.name).join(PersonRow, col(PersonRow.id) == AliasRow.person_id)
    aliases = session.exec(owned.where(*known)).all()
    return sorted({*(bare_name(name) for name in names), *aliases})


def waiting(session: Session, names: Collection[str], limit: int) -> list[str]:
    """Ids of photos that wait for an editor and are named with, or suggested for, one of these people; the surest first."""
    # The names are looked for as they are written, too: who was renamed or merged is not found by the old name any more.
    forms = {*keys_of(session, names).values(), *map(fold, names)}
    of_them = or_(among(col(AppearanceRow.key), forms), among(col(AppearanceRow.folded), forms))
    query = (
        select(PhotoRow.id)
        .where(col(PhotoRow.urgency).is_not(None))
        .where(col(PhotoRow.id).in_(select(AppearanceRow.photo_id).where(of_them)))
    )
    return list(session.exec(query.order_by(col(PhotoRow.urgency).desc(), col(PhotoRow.id)).limit(limit)).all())


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


def _records(session: Session, keys: Collection[str] | None) -> Mapping[str, PersonRow]:
    """For each key the record that it is of."""
    query = select(PersonRow).where(col(PersonRow.present))
    if keys is not None:
        query = query.where(col(PersonRow.key).in_(keys))
    return {row.key: row for row in session.exec(query)}


def _aliases(session: Session, records: Mapping[str, PersonRow]) -> Mapping[int, tuple[str, ...]]:
    owners = {record.id for record in records.values()}
    query = (
        select(AliasRow)
        .where(among(col(AliasRow.person_id), {owner or 0 for owner in owners}))
        .order_by(col(AliasRow.name))
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in session.exec(query) if owners else ():
        found[row.person_id] = (*found.get(row.person_id, ()), row.name)
    return found


def _namesakes(session: Session, records: Mapping[str, PersonRow]) -> Mapping[str, tuple[str, ...]]:
    """For each key the names of the other people who have the same name but for its addition."""
    forms = {record.bare for record in records.values()}
    query = select(PersonRow).where(col(PersonRow.present), among(col(PersonRow.bare), forms))
    alike: dict[str, list[PersonRow]] = defaultdict(list)
    for row in session.exec(query.order_by(col(PersonRow.name))) if forms else ():
        alike[row.bare].append(row)
    return {
        key: tuple(other.name for other in alike[record.bare] if other.id != record.id and _apart(other, record))
        for key, record in records.items()
    }


def _apart(one: PersonRow, other: PersonRow) -> bool:
    """Whether an addition tells them apart; else they may be one person in two spellings."""
    return one.folded != other.folded


def _spellings(session: Session, keys: Collection[str] | None) -> Mapping[str, Counter[str]]:
    """For each key the names that captions, suggestions and confirmations write, and how often."""
    query = (
        select(AppearanceRow.key, AppearanceRow.name, func.count())
        .where(col(AppearanceRow.alias).is_(False))
        .group_by(AppearanceRow.key, AppearanceRow.name)
        .order_by(AppearanceRow.name)
    )
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for key, name, number in session.exec(query.where(_of(keys))):
        spelled[key][name] += number
    return spelled


def _roles(session: Session, keys: Collection[str] | None) -> Mapping[str, Collection[tuple[str, int | None]]]:
    """For each key the roles that captions gave, each with its year."""
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
    return {key: tuple(given) for key, given in roles.items()}


def _newest_first(roles: Iterable[tuple[str, int | None]]) -> Roles:
    return tuple(sorted(roles, key=lambda one: (-(one[1] or 0), one[0])))


def _faces(session: Session, keys: Collection[str] | None) -> Mapping[str, str]:
    """For each key the confirmed face of the best quality, else the largest; without one the surest open suggestion."""
    confirmed = (
        select(PersonRow.key, FaceRow.id, func.row_number().over(partition_by=PersonRow.key, order_by=best_first()))
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
        confirmed = confirmed.where(col(PersonRow.key).in_(keys))
        suggested = suggested.where(col(SuggestionRow.key).in_(keys))
    faces = dict(session.exec(suggested).all())
    return faces | {key: face for key, face, place in session.exec(confirmed).all() if place == 1}
