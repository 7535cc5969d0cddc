"""Which persons may be one in two spellings: offered to an editor, and never acted upon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from vonlinks.caption.same_person import is_other_spelling
from vonlinks.domain import PersonRecord, bare_name, fold

__all__ = ["alike"]

_INITIAL = 2
"""Letters of a given name that is shortened: "T.", "Th."."""

_MOST_NAMESAKES = 50
"""Names with one key that are compared with each other: more are a list that went wrong."""


def alike(people: Iterable[PersonRecord]) -> Mapping[str, tuple[str, ...]]:
    """For each name the names of others that may be the same person's, sorted; people without any are left out.

    Names in two spellings (Yüksel, Yueksel), a letter apart, or with initials; not those that an addition keeps apart. Only
    names with a common key are compared: that of a name is itself and itself without any one letter, as in Garbe's SymSpell,
    so the time grows with the number of names and not with its square.

    >>> alike([PersonRecord("Ayla Yüksel"), PersonRecord("Ayla Yükzel"), PersonRecord("Eva Muster")])
    {'Ayla Yüksel': ('Ayla Yükzel',), 'Ayla Yükzel': ('Ayla Yüksel',)}
    """
    names = [person.name for person in people]
    by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        for key in set(_keys(fold(bare_name(name)))):
            by_key[key].append(name)
    found: dict[str, set[str]] = defaultdict(set)
    for group in by_key.values():
        for one, other in combinations(group[:_MOST_NAMESAKES], 2):
            if other not in found[one] and _may_be_one(one, other):
                found[one].add(other)
                found[other].add(one)
    return {name: tuple(sorted(found[name])) for name in names if found.get(name)}


def _keys(folded: str) -> Iterator[tuple[str, ...]]:
    """What two names have in common that may be one person's."""
    yield (folded,)
    for place in range(len(folded)):
        yield (folded[:place] + folded[place + 1 :],)
    *given, family = folded.split() or [folded]
    if given:
        yield (*(word[0] for word in given), family)


def _may_be_one(one: str, other: str) -> bool:
    bare, bare_other = bare_name(one), bare_name(other)
    added, added_other = bare != one, bare_other != other
    if added and added_other:
        return False
    if fold(bare) == fold(bare_other):
        # The same name with an addition was written to keep the two apart.
        return not added and not added_other
    return is_other_spelling(bare, bare_other) or _initialled(fold(bare).split(), fold(bare_other).split())


def _initialled(one: list[str], other: list[str]) -> bool:
    """Whether the one is the other with initials for given names: "Th. Muster" and "Thomas Muster"."""
    if len(one) != len(other) or len(one) < 2 or one[-1] != other[-1]:
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(min(len(a), len(b)) <= _INITIAL and (a.startswith(b) or b.startswith(a)) for a, b in pairs)
