"""Which names of two lists mean the same people, when both speak of one picture."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from vonlinks.domain import fold

__all__ = ["is_other_spelling", "pair_people"]

Words = Sequence[str]

_MOST_NAMESAKES = 50
"""So that a text of ten thousand Müllers is still read in linear time."""

_LONGEST_NAME = 60
_EXACT, _SURNAME, _NEARLY, _PART = range(4)


def pair_people(first: Sequence[str], second: Sequence[str]) -> dict[int, int]:
    """For each name of `second` that means somebody of `first`, the index there.

    Exact names (umlauts and their transliterations alike) are paired first; then a name with less given names or with
    initials ("Th. Muster", "Muster"), a name one letter off, and another part of a name ("Vera", one half of a double
    name), each only where nobody else could be meant.

    >>> pair_people(["Thomas Muster", "Susanne Köllner"], ["Koellner", "Thomas Muster", "Jan Test"])
    {1: 0, 0: 1}
    """
    alike: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for level, i, j in _alike([_words(name) for name in first], [_words(name) for name in second]):
        alike[level].append((i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for level in (_EXACT, _SURNAME, _NEARLY, _PART):
        free = [(i, j) for i, j in alike[level] if i not in taken and j not in pairs]
        left, right = Counter(i for i, _ in free), Counter(j for _, j in free)
        for i, j in free:
            # Twice the same name in both lists: in their order.
            sure = level == _EXACT or left[i] == right[j] == 1
            if sure and i not in taken and j not in pairs:
                pairs[j] = i
                taken.add(i)
    return pairs


def is_other_spelling(a: str, b: str) -> bool:
    """Whether two names of one person are written differently, and not only the one shortened or in capitals.

    >>> [is_other_spelling("Susanne Köllner", b) for b in ("Susanne Koellner", "S. Köllner", "SUSANNE KÖLLNER")]
    [True, False, False]
    """
    if " ".join(a.casefold().split()) == " ".join(b.casefold().split()):
        return False
    return _likeness(_words(a), _words(b)) in {_EXACT, _NEARLY}


def _words(name: str) -> list[str]:
    return fold(name).split() or [name]


def _alike(first: Sequence[Words], second: Sequence[Words]) -> Iterator[tuple[int, int, int]]:
    """(level, index in `first`, index in `second`) of all pairs of names that may mean one person."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(first):
        for word in dict.fromkeys(words):
            by_word[word].append(i)
    for j, words in enumerate(second):
        near = dict.fromkeys(i for word in words for i in by_word.get(word, ())[:_MOST_NAMESAKES])
        for i in near:
            level = _likeness(first[i], words)
            if level is not None:
                yield level, i, j


def _likeness(a: Words, b: Words) -> int | None:
    """How two names that share a word are alike; None if they cannot mean one person."""
    if a == b:
        return _EXACT
    if _shortened(a, b):
        return _SURNAME if a[-1] == b[-1] else _PART
    return _NEARLY if _one_letter_apart(" ".join(a), " ".join(b)) else None


def _shortened(a: Words, b: Words) -> bool:
    """Whether the words of the shorter name, or their initials, stand in the longer one in the same order."""
    shorter, longer = sorted((a, b), key=lambda words: (len(words), len("".join(words))))
    rest = iter(longer)
    return all(any(_stands_for(word, whole) for whole in rest) for word in shorter)


def _stands_for(word: str, whole: str) -> bool:
    """Whether `word` is `whole`, or its initial or first letters ("Th" for "Thomas")."""
    return word == whole or (len(word) <= 2 and whole.startswith(word))


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter added, dropped or changed, or two neighbours swapped, turns `a` into `b`."""
    if abs(len(a) - len(b)) > 1 or max(len(a), len(b)) > _LONGEST_NAME:
        return False
    if len(a) > len(b):
        a, b = b, a
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if a[same + (len(a) == len(b)) :] == b[same + 1 :]:
        return True
    return a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
