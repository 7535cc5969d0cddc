"""What an editor should look at in a caption: doubts, and words that served no purpose."""

from collections.abc import Sequence
from functools import lru_cache

from vonlinks.caption.lists import PersonList
from vonlinks.caption.markers import Marker
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import count_of
from vonlinks.caption.vocabulary_files import is_given_name
from vonlinks.domain import Mention, Span, fold

__all__ = ["find_miscounts", "find_unread", "find_warnings"]

_LONGEST_NAME = 60
_PLAIN = Flag.STOP | Flag.ARTICLE | Flag.LINK | Flag.CONNECTOR | Flag.PARTICLE
_MOST_HEAD = 5
_END = 4
_MOST_ALIKE = 50


def find_warnings(people: Sequence[Mention], found: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each doubt: those `found` on the way, and names that look like a slip of the pen.

    These are a full name told twice, two names in the caption that are one letter apart, and a name one letter off a known
    one ("Meier" for "Maier"). Names that differ only by another common given name ("Jan" and "Jana") are two persons.
    """
    warnings = list(dict.fromkeys(found))
    own: dict[str, str] = {}
    for person in people:
        name = _compare(person.name)
        if name in own and " " in name:
            warnings.append(f"{person.name} is named twice.")
        own.setdefault(name, person.name)
    warnings += _alike(own)
    if known:
        index = _near_index(tuple(known))
        for name, told in own.items():
            if name not in index.names:
                near = index.nearest(name)
                if near is not None:
                    warnings.append(f"{told} is nearly the known name {near}.")
    return tuple(warnings)


def _alike(own: dict[str, str]) -> list[str]:
    """Names of one caption that are one letter apart; such names begin or end alike."""
    ends: dict[str, list[str]] = {}
    found: list[str] = []
    if len(own) == 1:
        return found
    for name, told in own.items():
        if " " not in name or len(name) > _LONGEST_NAME:
            continue
        keys = (name[:_END], name[-_END:])
        beside = [other for key in keys if key in ends for other in ends[key][-_MOST_ALIKE:]]
        near = next((other for other in beside if _is_slip(name, other)), None) if beside else None
        if near is not None:
            found.append(f"{own[near]} and {told} are nearly the same name.")
        for key in keys:
            ends.setdefault(key, []).append(name)
    return found


class _NearNames:
    """Names to find one that is a letter apart from another, in time that does not grow with their number.

    For each name all forms with one letter left out are kept: two names a letter apart share such a form (W. Garbe's
    symmetric delete spelling correction).
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._shorter: dict[str, list[str]] = {}

    def add(self, name: str, told: str) -> None:
        """Keep a folded name with the form to show."""
        if name not in self.names:
            self.names[name] = told
            for form in _shortened(name):
                self._shorter.setdefault(form, []).append(name)

    def nearest(self, name: str) -> str | None:
        """The first name that is a letter apart from `name`, as it is to be shown."""
        for form in _shortened(name):
            for other in (*((form,) if form in self.names else ()), *self._shorter.get(form, ())):
                if _is_slip(name, other):
                    return self.names[other]
        return None


@lru_cache(maxsize=4)
def _near_index(known: tuple[str, ...]) -> _NearNames:
    index = _NearNames()
    for name in known:
        index.add(_compare(name), name)
    return index


def _shortened(name: str) -> list[str]:
    """A name and its forms with one letter left out; none for names of one word, which are too short to tell, and long ones."""
    if " " not in name or len(name) > _LONGEST_NAME:
        return []
    return [name, *(name[:i] + name[i + 1 :] for i in range(len(name)))]


@lru_cache(maxsize=20_000)
def _compare(name: str) -> str:
    return fold(name)


def _is_slip(a: str, b: str) -> bool:
    """Whether two names are one slip apart, in a word that is not another common given name."""
    if a == b or not (_one_letter_apart(a, b) or _turned(a, b)):
        return False
    firsts = a.partition(" ")[0], b.partition(" ")[0]
    if firsts[0] == firsts[1]:
        return True
    return not all(is_given_name(first) for first in firsts) and min(map(len, firsts)) > 1


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter added, dropped or changed turns `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[same + (len(a) == len(b)) :] == b[same + 1 :]


def _turned(a: str, b: str) -> bool:
    """Whether two neighbouring letters changed places."""
    if len(a) != len(b):
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]


def find_miscounts(sheet: Sheet, lists: Sequence[tuple[Marker, PersonList]], people: Sequence[Mention]) -> list[str]:
    """A sentence where a number before a list is not that of the listed ("Die vier Preisträger von links: A, B, C").

    Only a number right before a plural that the list follows counts, and only where neither the list, nor all lists
    together, nor these with the absent come to it, and the caption does not say that there are others.
    """
    if not lists:
        return []
    named = [sum(entry.width for entry in found.entries) for _, found in lists]
    absent = sum(1 for person in people if person.pictured is False)
    total = sum(named)
    if not sheet.words.others.isdisjoint(sheet.keys) or "…" in sheet.keys:
        return []
    doubts = []
    for (marker, _), own in zip(lists, named, strict=True):
        told = _number_before(sheet, marker.first) if marker.kind == "list" else None
        if told and own > 1 and told not in {own, total, own + absent, total + absent}:
            doubts.append(f"The caption speaks of {told} but lists {own}.")
    return doubts


def _number_before(sheet: Sheet, first: int) -> int | None:
    """The number in "die vier neuen Preisträger (v.l.)", told by the words right before token `first`."""
    k = first - 1
    while k >= 0 and not sheet.flags[k] and sheet.keys[k] in {"(", ":", ",", "-"}:
        k -= 1
    begin = max(0, k - _MOST_HEAD)
    plural = False
    while k > begin and sheet.flags[k] & Flag.WORD and not sheet.flags[k] & (Flag.STOP | Flag.GIVEN | Flag.NUMBER):
        if count_of(sheet.tokens[k]):
            break
        plural = plural or bool(sheet.flags[k] & Flag.PLURAL)
        k -= 1
    told = count_of(sheet.tokens[k]) if k >= 0 and plural else None
    opens = k == 0 or not sheet.flags[k - 1] or sheet.flags[k - 1] & (Flag.ARTICLE | Flag.POSSESSIVE)
    return told if opens and not sheet.tokens[k].dotted else None


def find_unread(
    sheet: Sheet, mentions: Sequence[Mention], people: Sequence[Person], dates: Sequence[Span]
) -> tuple[Span, ...]:
    """The words that are no name, role, place, date or function word, neighbours joined to one span."""
    taken = sorted([m.span for m in mentions] + [span for p in people for span in p.roles] + list(dates))
    taken.append((len(sheet.text) + 1, len(sheet.text) + 1))
    marked = {k for marker in sheet.markers for k in range(marker.first, marker.stop)}
    spans: list[Span] = []
    at = 0
    open_span = False
    low, high = taken[0]
    word, plain = Flag.WORD, _PLAIN
    for i, token in enumerate(sheet.tokens):
        start, flags = token.start, token.flags
        while high <= start:
            at += 1
            low, high = taken[at]
        if low <= start:
            open_span = False
        elif not flags & word or flags & plain or i in marked:
            open_span = open_span and flags & plain != 0
        elif open_span:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((start, token.end))
            open_span = True
    return tuple(spans)
