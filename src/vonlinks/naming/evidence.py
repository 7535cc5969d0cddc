"""The reasons for a suggestion as sentences, and the kinds of support that thresholds are set for."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from vonlinks.domain import CaptionReading, Evidence, Mention
from vonlinks.naming.layout import Layout, Line, shown
from vonlinks.naming.parameters import Parameters
from vonlinks.naming.weights import Weights, relative_sizes, share_named

__all__ = ["Explainer", "log_odds", "ordinal"]

_ROWS = {"front": "front row", "back": "back row", "middle": "middle row"}
_SIDES = {"left": "from left", "right": "from right"}


def log_odds(probability: float) -> float:
    """Natural log of p / (1 - p), finite for 0 and 1.

    >>> log_odds(0.5)
    0.0
    """
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))


def ordinal(number: int) -> str:
    """The English ordinal in figures.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


class Explainer:
    """Says what each suggestion of one photo rests on."""

    def __init__(
        self,
        weights: Weights,
        reading: CaptionReading | None,
        layout: Layout,
        parameters: Parameters,
        *,
        doubts: Mapping[int, str],
    ) -> None:
        self.weights = weights
        self.people = reading.people if reading else ()
        self.shown = shown(reading)
        self.layout = layout
        self.parameters = parameters
        self.doubts = doubts
        expected = sum(line.size for line in self.layout.lines) + len(self.layout.floaters)
        self.sizes = relative_sizes(weights.faces, expected)
        self.lists = self._lists()

    def _lists(self) -> dict[int, int]:
        """For each mention in a list of two or more: how many people the list counts."""
        groups: dict[tuple[int | None, str, object], list[int]] = {}
        for i in self.shown:
            position = self.people[i].position
            if position and position.index and position.side:
                groups.setdefault((self.people[i].group, position.side, position.row), []).append(i)
        sizes: dict[int, int] = {}
        for members in groups.values():
            places = sorted(self._place(i) for i in members)
            if len(members) > 1 and places[0] == 1 and all(a < b for a, b in pairwise(places)):
                sizes.update(dict.fromkeys(members, places[-1]))
        return sizes

    def _place(self, mention: int) -> int:
        position = self.people[mention].position
        return (position.index if position else None) or 0

    def kinds(self, face: int, mention: int | None, name: str) -> Iterator[str]:
        """What supports a suggestion; each kind has a threshold of its own."""
        if self.weights.gallery.log_odds(face, name) >= 2.0:
            yield "known" if mention is not None else "identity"
        if name in self.weights.claimed.get(face, {}):
            yield "region"
        if mention is not None:
            yield self._caption_kind(mention)

    def _caption_kind(self, mention: int) -> str:
        position = self.people[mention].position
        if position is not None:
            return self._place_kind(mention)
        if len(self.shown) == 1 and len(self.weights.faces) == 1 and self._portrait():
            return "alone"
        others = [i for i in self.shown if i != mention]
        if others and all(self.people[i].position is not None for i in others):
            return "complement"
        return "unplaced"

    def _place_kind(self, mention: int) -> str:
        if mention in self.layout.floaters:
            return "unplaced"
        if mention in self.doubts:
            return "unequal" if mention in self.lists else "doubted"
        own = [line for line in self.layout.lines if any(mention in count.slots for count in line.counts)]
        if any(slot is not None and self.weights.hidden(slot) for line in own for slot in line.slots):
            return "hidden"
        if mention in self.lists and any(self._floats(i) for i in self.shown):
            return "beside"
        if mention in self.lists:
            return "rows" if len(self.layout.lines) > 1 else "list"
        return "marker" if all(line.tight for line in own) else self._open_kind(mention, own)

    def _floats(self, mention: int) -> bool:
        person = self.people[mention]
        return person.pictured is True and person.position is None

    def _open_kind(self, mention: int, own: Sequence[Line]) -> str:
        # Whoever is counted among unnamed people depends on each of them being found; not so the one beside one other.
        placed = sum(slot is not None for line in own for slot in line.slots)
        if placed == 1 and sum(size >= 0.5 for size in self.sizes) <= sum(line.size for line in own):
            return "lone"
        return "counted" if self._place(mention) > 1 else "open"

    def _portrait(self) -> bool:
        return self.weights.faces[0].box.height >= self.parameters.portrait

    def evidence(self, face: int, mention: int | None, name: str, probability: float) -> tuple[Evidence, ...]:
        """All reasons, strongest first; their log-odds sum to those of the probability."""
        reasons = [*self._identity(face, name), *self._region(face, name), *self._prominence(face)]
        if mention is not None and mention in self.doubts:
            # As much as one more face missed would cost.
            reasons.append(Evidence("count", math.log(self.parameters.unseen), self.doubts[mention]))
        if mention is not None:
            rest = log_odds(probability) - sum(reason.log_odds for reason in reasons)
            reasons.append(self._place_reason(mention, rest))
        return tuple(sorted(reasons, key=lambda reason: -abs(reason.log_odds)))

    def _identity(self, face: int, name: str) -> Iterator[Evidence]:
        likeness = self.weights.gallery.likeness(face, name)
        if likeness is None:
            return
        strength = self.weights.gallery.log_odds(face, name)
        verb = "like" if strength > 0 else "unlike"
        sentence = f"face: {verb} {likeness.examples} confirmed, {likeness.distance:.2f}"
        other = self.weights.gallery.next_best(face, name)
        sentence += (
            f" against {other.distance:.2f} for the next person" if other else " and nobody else to compare with"
        )
        yield Evidence("identity", strength, sentence)

    def _region(self, face: int, name: str) -> Iterator[Evidence]:
        if name in self.weights.claimed.get(face, {}):
            yield Evidence("region", math.log(self.parameters.claim), "file: another program gave this face this name")

    def _prominence(self, face: int) -> Iterator[Evidence]:
        if self.sizes[face] < 0.7:
            odds = log_odds(share_named(self.sizes[face], self.parameters))
            yield Evidence(
                "prominence",
                odds - log_odds(share_named(1.0, self.parameters)),
                f"size: only {self.sizes[face]:.1f} of the other faces",
            )

    def _place_reason(self, mention: int, strength: float) -> Evidence:
        person = self.people[mention]
        position = person.position
        if mention in self.lists and position is not None and position.index is not None:
            told = f"{ordinal(position.index)} of {self.lists[mention]} {_SIDES.get(position.side or '', '')}"
            return Evidence("order", strength, f"caption: {told}{_row_words(person)}")
        if position is not None:
            return Evidence("position", strength, f"caption: {person.marker or _position_words(person)}")
        others = [self.people[i].name for i in self.shown if i != mention and self.people[i].position]
        if others and len(others) == len(self.shown) - 1:
            return Evidence("position", strength, f"caption: shown beside {_listed(others)}, who has a place")
        if len(self.shown) == 1:
            return Evidence("depiction", strength, "caption: the only person it shows")
        return Evidence(
            "depiction", strength, f"caption: {ordinal(mention + 1)} of {len(self.people)} names, without a place"
        )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} others"


def _row_words(mention: Mention) -> str:
    row = mention.position.row if mention.position else None
    if row is None:
        return ""
    return f", {_ROWS[row]}" if isinstance(row, str) else f", row {row}"


def _position_words(mention: Mention) -> str:
    position = mention.position
    if position is None or position.side is None:
        return _row_words(mention).removeprefix(", ")
    if position.side == "center":
        return "center" + _row_words(mention)
    if position.index in (None, 1):
        return position.side + _row_words(mention)
    return f"{ordinal(position.index or 1)} {_SIDES[position.side]}{_row_words(mention)}"
