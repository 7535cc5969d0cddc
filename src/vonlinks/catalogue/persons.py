"""Authority records: what is kept about persons now, computed from the versions that stand; and whom a name means."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from vonlinks.catalogue.acts import Act
from vonlinks.catalogue.many import among, slices
from vonlinks.catalogue.mapping import authority_of, record_json
from vonlinks.catalogue.rows import AliasRow, PersonRow, PersonVersionRow, UndoingRow
from vonlinks.domain import LONGEST_NAME, Authority, bare_name, fold
from vonlinks.errors import ConflictError, RequestError

__all__ = [
    "authority",
    "called",
    "candidates",
    "find_person",
    "keys_of",
    "made",
    "meant",
    "named_person",
    "people_meant",
    "persons_by_id",
    "refresh",
    "tidy_name",
    "write_version",
]

_EXACT, _ALIAS, _FOLDED, _FOLDED_ALIAS, _BARE = range(5)
"""How a name means a person, the surest first."""

Ranked = list[tuple[int, PersonRow]]


def persons_by_id(session: Session, ids: Collection[int]) -> dict[int, PersonRow]:
    """The persons with these row ids."""
    rows = session.exec(select(PersonRow).where(among(col(PersonRow.id), ids))) if ids else ()
    return {row.id or 0: row for row in rows}


def called(session: Session, keys: Collection[str]) -> dict[str, str]:
    """What the persons with these keys are called now: who was renamed is suggested by the new name."""
    query = select(PersonRow.key, PersonRow.name).where(col(PersonRow.present), among(col(PersonRow.key), keys))
    return dict(session.exec(query).all()) if keys else {}


# Whom a name means


def find_person(session: Session, name: str) -> PersonRow | None:
    """The person with exactly this name or alias."""
    query = select(PersonRow).where(PersonRow.name == name, col(PersonRow.present))
    person = session.exec(query).first()
    if person is None:
        aliased = select(PersonRow).join(AliasRow, col(AliasRow.person_id) == PersonRow.id)
        person = session.exec(aliased.where(AliasRow.name == name)).first()
    return person


def named_person(session: Session, name: str) -> PersonRow | None:
    """The person whom this name means in any spelling.

    Raises:
        ConflictError: several people have it.
    """
    ranked = _ranked(session, [name])[name]
    chosen = meant(ranked, ())
    if chosen is None and ranked:
        names = ", ".join(sorted(person.name for _, person in ranked))
        raise ConflictError(f"“{name}” is the name of several people: {names}; say which")
    return chosen


def meant(ranked: Ranked, here: Collection[int]) -> PersonRow | None:
    """Of the people whom a name may mean the one who is confirmed in the photo, else the one whom it means best.

    None where nobody has the name, and where several have nothing but the name without their addition in common.
    """
    if not ranked:
        return None
    present = [one for one in ranked if one[1].id in here]
    if present:
        return present[0][1]
    best = ranked[0][0]
    if best == _BARE and len(ranked) > 1:
        return None
    return ranked[0][1]


def people_meant(
    session: Session, photos: Sequence[tuple[Collection[str], Collection[str], Collection[int]]]
) -> list[tuple[dict[str, PersonRow | None], dict[str, PersonRow | None]]]:
    """For each name in a photo's caption, and each in its suggestions, the person whom it means, if there is one.

    Args:
        session: to ask.
        photos: of each the names as the caption writes them; those as the suggestions write them, where exactly somebody's
            name means that person whoever is in the photo; and the people who are confirmed in it.
    """
    ranked = _ranked(session, (name for named, offered, _ in photos for name in (*named, *offered)))
    return [
        (
            {name: meant(ranked[name], here) for name in named},
            {name: _exact(ranked[name]) or meant(ranked[name], here) for name in offered},
        )
        for named, offered, here in photos
    ]


def _exact(ranked: Ranked) -> PersonRow | None:
    return ranked[0][1] if ranked and ranked[0][0] == _EXACT else None


def keys_of(session: Session, names: Iterable[str]) -> dict[str, str]:
    """For each name the key of the person whom it means; its own compare form where that is nobody."""
    found = {name: meant(ranked, ()) for name, ranked in _ranked(session, names).items()}
    return {name: person.key if person else fold(name) for name, person in found.items()}


def candidates(session: Session, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each name the names of the people whom it may mean: the best, and all namesakes; names that mean nobody left out."""
    found = {}
    for name, ranked in _ranked(session, names).items():
        best, namesakes = ranked[:1], [one for one in ranked[1:] if one[0] == _BARE]
        if best:
            found[name] = tuple(person.name for _, person in (*best, *namesakes))
    return found


def _ranked(session: Session, names: Iterable[str]) -> dict[str, Ranked]:
    """For each name the people whom it may mean, the surest first, then the oldest."""
    names = list(dict.fromkeys(names))
    forms = {fold(name) for name in names} - {""}
    own, aliases = _named(session, forms), _aliased(session, forms)
    found: dict[str, Ranked] = {}
    for name in names:
        form = fold(name)
        ways = [(_rank(person, name, form), person) for person in own.get(form, ())]
        ways += [(_ALIAS if alias == name else _FOLDED_ALIAS, person) for alias, person in aliases.get(form, ())]
        best: dict[int, tuple[int, PersonRow]] = {}
        for way in sorted(ways, key=lambda one: one[0]):
            best.setdefault(way[1].id or 0, way)
        found[name] = sorted(best.values(), key=lambda one: (one[0], one[1].id or 0))
    return found


def _rank(person: PersonRow, name: str, form: str) -> int:
    if person.name == name:
        return _EXACT
    return _FOLDED if person.folded == form else _BARE


def _named(session: Session, forms: Collection[str]) -> Mapping[str, list[PersonRow]]:
    found: dict[str, list[PersonRow]] = defaultdict(list)
    if not forms:
        return found
    asked = or_(among(col(PersonRow.folded), forms), among(col(PersonRow.bare), forms))
    for person in session.exec(select(PersonRow).where(col(PersonRow.present), asked)):
        for form in {person.folded, person.bare}:
            found[form].append(person)
    return found


def _aliased(session: Session, forms: Collection[str]) -> Mapping[str, list[tuple[str, PersonRow]]]:
    found: dict[str, list[tuple[str, PersonRow]]] = defaultdict(list)
    if not forms:
        return found
    query = select(AliasRow, PersonRow).join(PersonRow, col(PersonRow.id) == AliasRow.person_id)
    for alias, person in session.exec(query.where(among(col(AliasRow.folded), forms))):
        found[alias.folded].append((alias.name, person))
    return found


def tidy_name(name: str) -> str:
    """The name with single spaces.

    Raises:
        RequestError: it is no name.
    """
    tidy = " ".join(name.split())
    if not fold(tidy):
        raise RequestError(f"“{tidy}” is no name: it has no letter")
    if len(tidy) > LONGEST_NAME:
        raise RequestError(f"“{tidy[:40]}…” is no name: it has more than {LONGEST_NAME} characters")
    return tidy


# What is kept


def authority(session: Session, person: PersonRow) -> Authority:
    """What is kept about a person now."""
    version = _standing(session, [person.id or 0]).get(person.id or 0)
    if version is None or version.record is None:
        raise RequestError(f"there is no person “{person.name}” any more")
    return authority_of(version.record)


def made(session: Session, name: str, act: Act) -> tuple[PersonRow, set[str]]:
    """The person with exactly this name or alias; a new one where there is none, who goes when the act is taken back.

    Returns:
        The person, and the compare forms of names that mean somebody else now because there is a new one; mostly none, for a
        name that had been nobody's has its own compare form as key before and after.
    """
    known = find_person(session, name)
    if known is not None:
        return known, set()
    forms = {fold(name), fold(bare_name(name))}
    alone = len(forms) == 1 and not _named(session, forms) and not _aliased(session, forms)
    person = write_version(session, None, "made", Authority(name), act)
    changed = refresh(session, [person.id or 0])
    return person, set() if alone else changed


def write_version(  # noqa: PLR0913 - one row of the history
    session: Session,
    person: PersonRow | None,
    kind: str,
    record: Authority | None,
    act: Act,
    *,
    into: PersonRow | None = None,
) -> PersonRow:
    """Append a version; the caller refreshes the persons of its act.

    Args:
        session: to write to.
        person: None for a new one.
        kind: see PersonVersionRow.
        record: None for a person who is merged.
        act: that writes it.
        into: whom the person is merged into.
    """
    if person is None:
        name = record.name if record else ""
        person = PersonRow(present=False, name=name, folded=fold(name), bare=fold(bare_name(name)), key="")
        session.add(person)
        session.flush()
    session.add(
        PersonVersionRow(
            batch=act.batch,
            kind=kind,
            person_id=person.id or 0,
            record=record_json(record) if record else None,
            into_id=into.id if into else None,
            who=act.who,
            at=act.at,
        )
    )
    session.flush()
    return person


def _standing(session: Session, people: Collection[int]) -> dict[int, PersonVersionRow]:
    """The newest version of each person that was not taken back."""
    return {version.person_id: version for version in _versions(session, people)}


def _versions(session: Session, people: Collection[int]) -> Sequence[PersonVersionRow]:
    query = select(PersonVersionRow).where(
        among(col(PersonVersionRow.person_id), people), col(PersonVersionRow.batch).not_in(select(UndoingRow.batch))
    )
    return session.exec(query.order_by(col(PersonVersionRow.id))).all()


def refresh(session: Session, people: Collection[int]) -> set[str]:
    """Write all that follows from the versions of these people.

    Returns:
        The compare forms of all names that they have and had: what captions write with one of these may mean others now.

    Raises:
        ConflictError: a name would belong to two people.
    """
    session.flush()
    rows = session.exec(select(PersonRow).where(among(col(PersonRow.id), people)).order_by(col(PersonRow.id))).all()
    had = session.exec(select(AliasRow.folded).where(among(col(AliasRow.person_id), people))).all()
    forms = {*had, *(form for row in rows for form in (row.folded, row.bare, row.key))}
    session.execute(delete(AliasRow).where(among(col(AliasRow.person_id), people)))
    # First all go, so that two may swap their names.
    for row in rows:
        row.present = row.kept = False
    session.flush()
    versions = _versions(session, people)
    standing = {version.person_id: version.record for version in versions}
    kept = {version.person_id for version in versions if version.kind != "made"}
    records = {row.id or 0: authority_of(found) for row in rows if (found := standing.get(row.id or 0))}
    _check_free(session, list(records.values()))
    for row in rows:
        if record := records.get(row.id or 0):
            _write(row, record)
            row.kept = row.id in kept
            forms |= {row.folded, row.bare, *map(fold, record.aliases)}
    session.flush()
    session.add_all(
        AliasRow(name=alias, folded=fold(alias), person_id=person)
        for person, record in records.items()
        for alias in record.aliases
    )
    session.flush()
    return (forms | _write_keys(session, forms)) - {""}


def _check_free(session: Session, records: Sequence[Authority]) -> None:
    """Make sure that each name and alias is one person's; those who have these records hold none at the moment.

    Raises:
        ConflictError: one is not.
    """
    wanted = {name: record for record in records for name in (record.name, *record.aliases)}
    named = select(PersonRow.name, PersonRow.name).where(col(PersonRow.present))
    owned = select(AliasRow.name, PersonRow.name).join(PersonRow, col(PersonRow.id) == AliasRow.person_id)
    others: dict[str, str] = {}
    for names in slices(wanted):
        others |= dict(session.exec(owned.where(col(AliasRow.name).in_(names))).all())
        others |= dict(session.exec(named.where(col(PersonRow.name).in_(names))).all())
    for record in records:
        for name in (record.name, *record.aliases):
            other = others.get(name) or (wanted[name].name if wanted[name] is not record else None)
            if other is not None:
                raise ConflictError(f"“{name}” is the name of {other} already; merge the two, or add to the name")


def _write(row: PersonRow, record: Authority) -> None:
    row.present = True
    row.name, row.folded, row.bare = record.name, fold(record.name), fold(bare_name(record.name))
    row.roles = [list(role) for role in record.roles]
    row.notes, row.wikidata = record.notes, record.wikidata


def _write_keys(session: Session, forms: Collection[str]) -> set[str]:
    """Write the keys of all who have these names; returns those that were and are.

    A key is the compare form of the name, with a number behind it for all but the oldest who has it.
    """
    query = select(PersonRow).where(col(PersonRow.present), among(col(PersonRow.folded), forms))
    oldest: set[str] = set()
    keys: set[str] = set()
    for row in session.exec(query.order_by(col(PersonRow.id))):
        before, row.key = row.key, f"{row.folded} #{row.id}" if row.folded in oldest else row.folded
        oldest.add(row.folded)
        keys |= {before, row.key}
    session.flush()
    return keys
