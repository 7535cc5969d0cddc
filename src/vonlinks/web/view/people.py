"""Which people a few typed letters may mean."""

from collections.abc import Iterable

from vonlinks.domain import PersonRecord, fold

__all__ = ["best_known", "meant"]


def best_known(people: Iterable[PersonRecord]) -> list[PersonRecord]:
    """People in the order in which a reader expects them: most often confirmed, then most often named."""
    return sorted(people, key=lambda person: (-person.confirmed, -person.named, fold(person.name)))


def meant(people: Iterable[PersonRecord], typed: str) -> list[PersonRecord]:
    """People of whose name each typed word begins a word, best known first; nobody if nothing was typed.

    >>> [person.name for person in meant([PersonRecord("Jörg Muster"), PersonRecord("Eva Muster")], "mus jo")]
    ['Jörg Muster']
    """
    wanted = fold(typed).split()
    if not wanted:
        return []
    words = ((person, fold(person.name).split()) for person in people)
    return best_known(person for person, own in words if all(any(word.startswith(w) for word in own) for w in wanted))
