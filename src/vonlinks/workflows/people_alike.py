"""Which persons may be one in two spellings: offered to an editor, and never acted upon."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vonlinks.caption.same_person import is_other_spelling
from vonlinks.domain import PersonRecord, bare_name, fold

__all__ = ["alike"]

_MOST_NAMESAKES = 200
"""So that a library of ten thousand Müllers is still compared in linear time."""


def alike(people: Iterable[PersonRecord]) -> Mapping[str, tuple[str, ...]]:
    """For each name the names of others that may be the same person's, sorted; people without any are left out.

    Names in two spellings (Yüksel, Yueksel), a letter apart, or with initials; not those that an addition keeps apart.

    >>> alike([PersonRecord("Ayla Yüksel"), PersonRecord("Ayla Yükzel"), PersonRecord("Eva Muster")])
    {'Ayla Yüksel': ('Ayla Yükzel',), 'Ayla Yükzel': ('Ayla Yüksel',)}
    """
    names = [person.name for person in people]
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in dict.fromkeys(fold(bare_name(name)).split()):
            by_word[word].append(name)
    found: dict[str, set[str]] = defaultdict(set)
    for group in by_word.values():
        near = group[:_MOST_NAMESAKES]
        for place, one in enumerate(near):
            for other in near[place + 1 :]:
                if _may_be_one(one, other):
                    found[one].add(other)
                    found[other].add(one)
    return {name: tuple(sorted(found[name])) for name in names if name in found}


def _may_be_one(one: str, other: str) -> bool:
    if one != bare_name(one) and other != bare_name(other):
        return False
    if fold(bare_name(one)) == fold(bare_name(other)):
        # The same name with an addition was written to keep the two apart.
        return bare_name(one) == one and bare_name(other) == other and one != other
    return is_other_spelling(bare_name(one), bare_name(other)) or _initialled(one, other)


def _initialled(one: str, other: str) -> bool:
    """Whether the one is the other with initials for given names: "Th. Muster" and "Thomas Muster"."""
    first, second = fold(one).split(), fold(other).split()
    if len(first) != len(second) or len(first) < 2 or first[-1] != second[-1]:
        return False
    pairs = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return bool(pairs) and all(min(len(a), len(b)) <= 2 and (a.startswith(b) or b.startswith(a)) for a, b in pairs)
