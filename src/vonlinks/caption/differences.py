"""What the variants of one caption say differently, as sentences for an editor."""

from collections.abc import Iterator, Mapping, Sequence

from vonlinks.caption.same_person import is_other_spelling
from vonlinks.domain import CaptionReading, Mention, Position

__all__ = ["find_differences"]

Said = Mapping[int, Mention]
"""What each variant, by its number, says of one person."""


def find_differences(variants: Sequence[CaptionReading], people: Sequence[Said]) -> tuple[str, ...]:
    """One sentence for each contradiction between variants of one caption, the fullest variant first.

    Args:
        variants: at least one.
        people: everybody of all variants, each with what the variants that name them say.
    """
    return (
        *_dates(variants),
        *(sentence for said in people for sentence in _names(said)),
        *_missing(variants, people),
        *(sentence for said in people for sentence in (*_pictured(said), *_places(variants, said))),
        *_orders(len(variants), people),
        *_credits(variants),
    )


def _dates(variants: Sequence[CaptionReading]) -> Iterator[str]:
    """Dates that cannot be one; "2026-01" and "2026-01-18" can."""
    dates = sorted({reading.date for reading in variants if reading.date})
    whole = [date for date in dates if not any(other != date and other.startswith(date) for other in dates)]
    if len(whole) > 1:
        yield f"The variants of the caption tell different dates: {_listed(whole)}."


def _names(said: Said) -> Iterator[str]:
    """Spellings of one name; a shortened name is no other spelling."""
    first, *others = dict.fromkeys(" ".join(mention.name.split()) for mention in said.values())
    others = [other for other in others if is_other_spelling(first, other)]
    if others:
        yield f"{first} is also written {_listed(others)}."


def _missing(variants: Sequence[CaptionReading], people: Sequence[Said]) -> Iterator[str]:
    naming = {number for number, reading in enumerate(variants) if reading.people}
    for said in people:
        if 0 not in said:
            yield f"{next(iter(said.values())).name} is named only in another variant of the caption."
    partly = [said[0].name for said in people if 0 in said and not naming <= said.keys()]
    if partly:
        yield f"Not every variant of the caption names {_listed(partly)}."


def _pictured(said: Said) -> Iterator[str]:
    if {True, False} <= {mention.pictured for mention in said.values()}:
        yield f"{_name(said)} is pictured in one variant of the caption and not in another."


def _places(variants: Sequence[CaptionReading], said: Said) -> Iterator[str]:
    """Another row, or another place from the same or the other side where both stand alone ("(l.)", "(r.)")."""
    placed = [(m, m.position, _is_alone(variants[number], m)) for number, m in said.items() if m.position]
    if not placed:
        return
    _, first, alone = placed[0]
    for _, other, other_alone in placed[1:]:
        rows = first.row is not None and other.row is not None and first.row != other.row
        places = alone and other_alone and (first.side, first.index) != (other.side, other.index)
        if rows or places:
            yield f"{_name(said)} stands in different places in the variants of the caption: {_place(first)} and {_place(other)}."
            return


def _is_alone(reading: CaptionReading, mention: Mention) -> bool:
    return sum(other.group == mention.group for other in reading.people) == 1


def _orders(count: int, people: Sequence[Said]) -> Iterator[str]:
    """Lists in which those who stand in both come in another order, counted from the left."""
    orders = [_order(number, people) for number in range(count)]
    main = next((order for order in orders if order), {})
    for order in orders:
        common = [at for at in main if at in order and main[at][0] is not None]
        ours = sorted(common, key=lambda at: main[at])
        theirs = sorted(common, key=lambda at: order[at])
        lists = {main[at][0] for at in common}, {order[at][0] for at in common}
        if ours != theirs and all(len(groups) == 1 for groups in lists):
            first, second = (", ".join(_name(people[at]) for at in line) for line in (ours, theirs))
            yield f"The variants of the caption order people differently: {first}; and {second}."
            return


def _order(number: int, people: Sequence[Said]) -> dict[int, tuple[int, int]]:
    """(group, place from the left) by the index of the person, of those who stand at a place counted from a side."""
    found = {}
    for at, said in enumerate(people):
        mention = said.get(number)
        if mention and mention.position and mention.position.index and mention.group:
            from_left = mention.position.side == "left"
            found[at] = mention.group, mention.position.index if from_left else -mention.position.index
    return found


def _credits(variants: Sequence[CaptionReading]) -> Iterator[str]:
    for part in ("photographer", "agency", "holder"):
        told = dict.fromkeys(value for r in variants if r.credit and (value := getattr(r.credit, part)))
        kept = list({value.casefold(): value for value in reversed(told)}.values())[::-1]
        if len(kept) > 1:
            yield f"The variants of the caption credit different sources: {_listed(kept)}."


def _name(said: Said) -> str:
    return next(iter(said.values())).name


def _place(position: Position) -> str:
    words = [f"{position.index}." if position.index else "", f"from the {position.side}" if position.side else ""]
    if position.side == "center":
        words = ["in the middle"]
    if position.row is not None:
        words.append(f"row {position.row}" if isinstance(position.row, int) else f"{position.row} row")
    return " ".join(word for word in words if word)


def _listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> _listed(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
