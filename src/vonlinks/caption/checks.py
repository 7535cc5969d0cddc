"""What an editor should look at in a caption: doubts, and words that served no purpose."""

from collections.abc import Sequence
from functools import lru_cache

from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.domain import Mention, Span, fold

__all__ = ["find_unread", "find_warnings"]

_LONGEST_NAME = 60


def find_warnings(people: Sequence[Mention], found: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each doubt: those `found` on the way, a name told twice, a name one letter off a known one."""
    warnings = list(found)
    seen: set[str] = set()
    for person in people:
        name = _compare(person.name)
        if name in seen:
            warnings.append(f"{person.name} is named twice.")
        seen.add(name)
    if known:
        compare = {_compare(name): name for name in known}
        for person in people:
            name = _compare(person.name)
            if name not in compare:
                near = next((other for other in compare if _one_letter_apart(name, other)), None)
                if near is not None:
                    warnings.append(f"{person.name} is nearly the known name {compare[near]}.")
    return tuple(warnings)


@lru_cache(maxsize=20_000)
def _compare(name: str) -> str:
    return fold(name)


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter added, dropped or changed turns `a` into `b`; names of one word are too short to tell."""
    if abs(len(a) - len(b)) > 1 or " " not in a or len(a) > _LONGEST_NAME:
        return False
    if len(a) > len(b):
        a, b = b, a
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return a[same + (len(a) == len(b)) :] == b[same + 1 :]


def find_unread(
    sheet: Sheet, mentions: Sequence[Mention], people: Sequence[Person], dates: Sequence[Span]
) -> tuple[Span, ...]:
    """The words that are no name, role, place, date or function word, neighbours joined to one span."""
    taken = sorted([m.span for m in mentions] + [span for p in people for span in p.roles] + list(dates))
    marked = {k for marker in sheet.markers for k in range(marker.first, marker.stop)}
    plain = Flag.STOP | Flag.ARTICLE | Flag.LINK | Flag.CONNECTOR | Flag.PARTICLE
    spans: list[Span] = []
    at = 0
    open_span = False
    for i, token in enumerate(sheet.tokens):
        while at < len(taken) and taken[at][1] <= token.start:
            at += 1
        inside = at < len(taken) and taken[at][0] <= token.start
        if not token.flags & Flag.WORD or inside or i in marked or token.flags & plain:
            open_span = open_span and bool(token.flags & plain) and not inside
            continue
        if open_span and spans:
            spans[-1] = (spans[-1][0], token.end)
        else:
            spans.append((token.start, token.end))
        open_span = True
    return tuple(spans)
