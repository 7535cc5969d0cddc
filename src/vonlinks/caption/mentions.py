"""From persons as they were read to the mentions that are handed out."""

from collections.abc import Sequence
from operator import attrgetter

from vonlinks.caption.lists import PersonList
from vonlinks.caption.markers import Marker
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.domain import Mention

__all__ = ["to_mentions"]

_MOST_NAMESAKES = 50
_first = attrgetter("first")


def to_mentions(
    sheet: Sheet, people: Sequence[Person], lists: Sequence[tuple[Marker, PersonList]]
) -> tuple[tuple[Mention, ...], tuple[tuple[int, bool], ...]]:
    """The mentions in the order of the text, and for each group whether its list is complete."""
    ordered = _once(sorted(people, key=_first)) if len(people) > 1 else people
    groups: dict[tuple[int, int], int] = {}
    mentions = []
    for person in ordered:
        group = None
        if person.position is not None or person.clock is not None:
            key = (
                (0, person.group)
                if person.group is not None
                else (1, person.marker[0] if person.marker else person.first)
            )
            group = groups.setdefault(key, len(groups) + 1)
        mentions.append(_mention(sheet, person, group))
    complete = []
    for _, found in lists:
        first = next((p for p in found.people if p.group is not None), None)
        if first is not None and (0, first.group or 0) in groups:
            # Somebody without a name at the end has a place that no index tells.
            closed = found.entries[-1].person is not None and "…" not in sheet.keys[found.first : found.stop]
            complete.append((groups[(0, first.group or 0)], closed))
    return tuple(mentions), tuple(complete)


def _once(people: Sequence[Person]) -> list[Person]:
    """Each person once: a later mention by the whole name or a part of it adds only what the first one lacks."""
    kept: list[Person] = []
    by_word: dict[str, list[tuple[Person, frozenset[str]]]] = {}
    for person in people:
        named = person.name.casefold().split()
        parts = frozenset(named)
        earlier = None
        if named:
            for other, words in by_word.get(named[-1], ())[-_MOST_NAMESAKES:]:
                if parts <= words and not (person.listed and other.listed and _are_two(person, other)):
                    earlier = other
                    break
        if earlier is None:
            kept.append(person)
            for word in parts:
                by_word.setdefault(word, []).append((person, parts))
        else:
            _add_to(earlier, person)
    return kept


def _are_two(person: Person, other: Person) -> bool:
    """Whether two of lists are not the same: their names differ, or their places do."""
    placed = person.position is not None and other.position is not None
    return person.name != other.name or (placed and person.position != other.position)


def _add_to(earlier: Person, later: Person) -> None:
    counted = later.listed and later.position is not None and later.position.index is not None
    vague = earlier.position is None or (earlier.position.side == "center" and counted)
    if vague and earlier.clock is None and (later.position or later.clock):
        earlier.position, earlier.group, earlier.marker, earlier.clock = (
            later.position,
            later.group,
            later.marker,
            later.clock,
        )
    if not earlier.roles and later.roles:
        earlier.roles = later.roles
    if earlier.age is None:
        earlier.age = later.age
    if later.pictured and earlier.pictured is False and later.position:
        earlier.pictured = True


def _mention(sheet: Sheet, person: Person, group: int | None) -> Mention:
    start, end = sheet.span(person.first, person.stop)
    last = sheet.tokens[person.stop - 1]
    if last.dotted and sheet.text[start:end] != person.name and sheet.text[start : end - 1] == person.name:
        end -= 1
    elif sheet.text[start:end] != person.name and sheet.text[start:end].startswith(person.name):
        end = start + len(person.name)
    surface = sheet.text[start:end]
    parts = [" ".join(sheet.text[a:b].split()).strip(" ,;:") for a, b in person.roles]
    if parts and person.has_role_before:
        parts[0] = _without_article(sheet, person.roles[0], parts[0])
    if person.shared:
        parts.insert(0, " ".join(person.shared.split()))
    role = ", ".join([part for part in parts if part]) or None if parts else None
    return Mention(
        name=person.name,
        span=(start, end),
        role=role,
        pictured=person.pictured,
        position=person.position,
        group=group,
        surface=None if surface == person.name else surface,
        age=person.age,
        marker=sheet.text[person.marker[0] : person.marker[1]] if person.marker else None,
        clock=person.clock,
        role_spans=tuple(person.roles),
        marker_span=person.marker,
    )


def _without_article(sheet: Sheet, span: tuple[int, int], role: str) -> str:
    """A role as it reads without the "der" that stood before it.

    Behind an undeclined place name ("der Bochumer Abgeordnete") a nominalised adjective keeps its gender only with the strong
    ending: "Bochumer Abgeordneter". Everything else stays as written.
    """
    if role[:2] in {"l'", "l’", "L'", "L’"} and not sheet.words.nouns_have_capitals:
        return role[2:]
    words = role.split()
    before = sheet.text[: span[0]].rstrip().rpartition(" ")[2]
    place = len(words) > 1 and words[-2][:1].isupper() and words[-2].endswith("er")
    if (
        sheet.words.nouns_have_capitals
        and before == "der"
        and place
        and words[-1].endswith(("ete", "nte", "nde", "gte", "sene"))
    ):
        return role + "r"
    return role
