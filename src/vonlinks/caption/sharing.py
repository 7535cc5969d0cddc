"""What several persons of a list have in common: a role in the plural, a surname."""

from vonlinks.caption.names import name_text
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import WITH
from vonlinks.caption.vocabulary_files import around

__all__ = ["APART", "is_plural", "share_behind", "share_roles", "share_surnames"]

APART = WITH | around("as_well")
"""Joins behind which a first name alone has no share in the surname of the next ("Lea mit Jan Muster")."""
_SEVERAL = frozenset({"die", "beiden", "beide", "seine", "ihre", "unsere", "deren", "dessen", "zwei", "drei", "vier"})
_FEMININE = ("mutter", "schwester", "tochter")
_NEAR = 12  # tokens behind a name in which what is told of it begins
_MOST_COUPLE = 8  # first names that may share one surname


def share_roles(sheet: Sheet, people: list[Person]) -> None:
    """A role in the plural before one person is also that of those who follow without a role of their own before the name."""
    shared: str | None = None
    couple = False
    for k, person in enumerate(people):
        if person.has_role_before:
            start, end = person.roles[0]
            shared = sheet.text[start:end] if person.plural else None
            couple = shared is not None and _is_couple(sheet, people[k : k + 2])
        elif shared is not None:
            if couple and _has_bracket(sheet, person):
                shared = None  # "die Wirte Jo und Ann Doe, Tom Roe (Vorstand), …"
                continue
            person.shared = shared


def _is_couple(sheet: Sheet, people: list[Person]) -> bool:
    """Whether a first name stands before "and" and a full name ("Jo und Ann Doe")."""
    if len(people) != 2 or people[0].stop - people[0].first != 1 or people[1].stop - people[1].first == 1:
        return False
    between = range(people[0].stop, people[1].first)
    return len(between) == 1 and bool(sheet.flags[people[0].stop] & Flag.CONNECTOR)


def _has_bracket(sheet: Sheet, person: Person) -> bool:
    """Whether what somebody is stands in a bracket behind the name."""
    return sheet.closes[person.stop] >= 0 and bool(person.roles)


def is_plural(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether the role in the tokens [first, stop) is one for several: by its ending, or by "die" before a masculine noun."""
    women = sheet.words.nouns_have_capitals
    if any(sheet.flags[k] & Flag.PLURAL or (women and sheet.keys[k].endswith("innen")) for k in range(first, stop)):
        return True
    if first + 1 == stop and sheet.words.language == "en" and not sheet.flags[first] & (Flag.CAPITAL | Flag.ROLE):
        return sheet.keys[first].endswith("s")  # an unknown word that is a role by its place
    told = sheet.keys[first - 1] in _SEVERAL or sheet.keys[first] in _SEVERAL
    if not sheet.words.nouns_have_capitals or not told:
        return False
    head = next((k for k in range(first, stop) if sheet.flags[k] & Flag.ROLE), None)
    return head is not None and sheet.keys[head].endswith("er") and not sheet.keys[head].endswith(_FEMININE)


def share_behind(sheet: Sheet, people: list[Person]) -> None:
    """Hand what is told behind the last of several joined by "and" to those before who have nothing of their own there.

    Where somebody comes from ("Eva Muster und Jo Doe vom TSV") and an office in the plural ("Jo Doe and Ann Roe, organisers").
    """
    for k in range(len(people) - 1, 0, -1):
        told = people[k]
        if not told.roles or told.roles[-1][0] < sheet.tokens[told.stop - 1].end:
            continue
        span = told.roles[-1]
        opens = next(
            (
                i
                for i in range(told.stop, told.stop + _NEAR)
                if sheet.tokens[i : i + 1] and sheet.tokens[i].start == span[0]
            ),
            None,
        )
        if opens is None or not (sheet.flags[opens] & Flag.FROM or told.plural_after):
            continue
        joint = _join(sheet, people[k - 1], told)
        j = k - 1
        while j >= 0 and joint and _has_nothing_behind(sheet, people[j]):
            if people[j].position is None or told.position is not None:
                people[j].roles.append(span)
            joint = j > 0 and _join(sheet, people[j - 1], people[j], comma=True)
            j -= 1


def _join(sheet: Sheet, before: Person, after: Person, *, comma: bool = False) -> bool:
    """Whether nothing but "and" (or a comma) stands between two persons, what is in brackets left out."""
    low = max(before.end, before.stop)
    words = [k for k in range(low, after.first) if sheet.keys[k] not in {")", ""}]
    if not words or len(words) > 1 + comma:
        return False
    return all(
        (sheet.flags[k] & Flag.CONNECTOR and sheet.keys[k] not in APART) or (comma and sheet.keys[k] == ",")
        for k in words
    )


def _has_nothing_behind(sheet: Sheet, person: Person) -> bool:
    return not any(start >= sheet.tokens[person.stop - 1].end for start, _ in person.roles)


def _parts(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether an office or somebody without a name stands between two persons ("Jo, a friend and Ann Doe", "Lord Jo captain and …")."""
    office = sheet.flags[first] & Flag.ROLE and not sheet.flags[first] & Flag.CAPITAL
    return bool(office) or any(sheet.flags[k] & (Flag.INDEFINITE | Flag.UNNAMED) for k in range(first, stop))


def share_surnames(sheet: Sheet, people: list[Person], joined: list[bool]) -> None:
    """First names joined by "and" to a full name share its surname ("Eva, Jan und Ute Muster").

    Args:
        sheet: the caption.
        people: those of one list.
        joined: for each of them whether "and" stands right before.
    """
    for k in range(len(people) - 1, 0, -1):
        full, before = people[k], people[k - 1]
        if k >= len(joined) or not joined[k]:
            continue
        if full.stop - full.first < 2 or before.stop - before.first != 1 or not sheet.flags[before.first] & Flag.GIVEN:
            continue
        if before.stop < len(sheet.tokens) and sheet.keys[before.stop] == "(":
            continue
        if before.has_role_before and full.has_role_before and not before.plural:
            continue  # "Präsident Abraham und Kanzlerin Eva Muster"
        if _parts(sheet, before.stop, full.first) or not APART.isdisjoint(sheet.keys[before.stop : full.first]):
            continue  # "Lea, Tim und Mia mit Trainer Jan Muster"
        surname = name_text(sheet, full.first + 1, full.stop)
        shared_with = k - 1
        first_names = all(p.stop - p.first == 1 for p in people[max(0, k - _MOST_COUPLE) : k])
        j = k - 1
        while (
            j >= max(0, k - _MOST_COUPLE)
            and people[j].stop - people[j].first == 1
            and sheet.flags[people[j].first] & Flag.GIVEN
        ):
            if j < shared_with and not first_names:
                break
            people[j].name = f"{people[j].name} {surname}"
            j -= 1
