"""Whom of the library a caption means by a name: another spelling, an alias, or one of several namesakes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from vonlinks.domain import CaptionReading, Evidence, Face, Likeness, Mention, Naming, Suggestion

__all__ = ["Asked", "Whom"]

_ALIKE = 0.5
"""Distance within which a face is the person's: nearer the mean of one person's faces, 0.36, than that of two people's,
0.76 (see `vonlinks.naming.parameters`)."""

_CLEAR = 0.08
"""By how much the next namesake must be farther."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a photo is named from.

    Attributes:
        faces: in reading order.
        reading: of the caption; None without one.
        likenesses: for each face the nearest persons.
        rejected: for each face the names that an editor refused.
    """

    faces: Sequence[Face]
    reading: CaptionReading | None
    likenesses: Sequence[Sequence[Likeness]]
    rejected: Sequence[frozenset[str]]


class Whom:
    """The persons whom the names of one photo mean.

    Args:
        candidates: for each name the persons whom it may mean.
        here: the persons who are confirmed in the photo; of namesakes these are meant.
    """

    def __init__(self, candidates: Mapping[str, Sequence[str]], here: Collection[str]) -> None:
        self._meant = {
            name: tuple(one for one in people if one in here) or tuple(people) for name, people in candidates.items()
        }
        self._several = {name: people for name, people in self._meant.items() if len(people) > 1}
        self._shared = {person: name for name, people in self._several.items() for person in people}

    def name_of(self, name: str) -> str:
        """The name to go by: the person's; that of the caption where several have it."""
        people = self._meant.get(name, ())
        return people[0] if len(people) == 1 else name

    def in_records(self, asked: Asked) -> Asked:
        """The same with the persons' own names; namesakes go by the name that they share until they are told apart."""
        likenesses = [
            [
                replace(like, person=self._shared.get(like.person, like.person))
                for like in own
                if like.person not in no or like.person not in self._shared
            ]
            for own, no in zip(asked.likenesses, asked.rejected, strict=True)
        ]
        rejected = [no - self._shared.keys() | self._all_refused(no) for no in asked.rejected]
        reading = asked.reading
        if reading is not None and any(self.name_of(mention.name) != mention.name for mention in reading.people):
            reading = replace(reading, people=tuple(map(self._renamed, reading.people)))
        return Asked(asked.faces, reading, likenesses, rejected)

    def _renamed(self, mention: Mention) -> Mention:
        return replace(mention, name=self.name_of(mention.name))

    def _all_refused(self, refused: frozenset[str]) -> frozenset[str]:
        return frozenset(name for name, people in self._several.items() if refused.issuperset(people))

    def told_apart(self, naming: Naming, asked: Asked) -> Naming:
        """The suggestions with the namesake whose face it is; where that is not clear, nothing is certain, and this is said."""
        if not self._several:
            return naming
        return replace(naming, suggestions=tuple(self._told_apart(one, asked) for one in naming.suggestions))

    def _told_apart(self, suggestion: Suggestion, asked: Asked) -> Suggestion:
        people = self._several.get(suggestion.person)
        if people is None:
            return suggestion
        free = [person for person in people if person not in asked.rejected[suggestion.face]]
        near = {like.person: like.distance for like in asked.likenesses[suggestion.face] if like.person in free}
        order = sorted(near, key=near.__getitem__)
        if (
            order
            and near[order[0]] <= _ALIKE
            and near.get(order[1] if len(order) > 1 else "", 9.0) - _CLEAR >= near[order[0]]
        ):
            return replace(suggestion, person=order[0])
        if len(free) == 1:
            return replace(suggestion, person=free[0])
        why = f"{len(free)} people are called {suggestion.person}: {', '.join(sorted(free))}"
        reasons = (*suggestion.evidence, Evidence("identity", 0.0, why))
        return replace(suggestion, person=(order or free)[0], strong=False, evidence=reasons)
