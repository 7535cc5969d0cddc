"""Faces without a name, grouped as they come: a new face joins the group it is like, or starts one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from vonlinks.naming.cells import Cells, Vector
from vonlinks.naming.parameters import DEFAULTS, Parameters

__all__ = ["Group", "Groups"]

_REMEMBERED = 8
"""Faces of a group that a new one is compared with."""
_FIRST_CHOICE = 16
_RELAID = 8
"""Where one group in so many changes at once, all cells are laid anew, which costs less than to move each."""


@dataclass(slots=True)
class Group:
    """Faces that are one person, as far as can be told.

    Attributes:
        faces: by id, with the photo each lies in.
        photos: the photos that they lie in; no two lie in one.
        remembered: ids and vectors of those of them that a new one is compared with.
    """

    faces: dict[str, str] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    remembered: dict[str, Vector] = field(default_factory=dict)


class Groups:
    """Groups of unnamed faces of one embedding model.

    Two faces of one photo are never in one group. The cost of a new face hardly grows with their number.
    """

    def __init__(self, parameters: Parameters = DEFAULTS) -> None:
        self._parameters = parameters
        self._groups: dict[int, Group] = {}
        self._group_of: dict[str, int] = {}
        self._cells = Cells()
        self._next = 1

    def __len__(self) -> int:
        return len(self._groups)

    def __iter__(self) -> Iterator[int]:
        return iter(self._groups)

    def group_of(self, face: str) -> int | None:
        """The group's number; None for a face that is in none."""
        return self._group_of.get(face)

    def faces(self, group: int) -> tuple[str, ...]:
        """The ids of a group's faces, in the order they came; none for an unknown group."""
        found = self._groups.get(group)
        return tuple(found.faces) if found else ()

    def restore(self, known: Iterable[tuple[str, str, int, ArrayLike]]) -> None:
        """Put faces into the groups that they were put into before.

        Args:
            known: face, photo, number of the group and vector, in the order in which they were added; faces that are in a
                group already stay there.
        """
        changed = dict.fromkeys(self._put(*one) for one in known if one[0] not in self._group_of)
        self._next = max([self._next, *(number + 1 for number in changed)])
        if _RELAID * len(changed) > len(self._cells):
            self._cells.fill((number, self._middle(number)) for number in changed)
        else:
            for number in changed:
                self._cells.put(number, self._middle(number))

    def add(self, face: str, vector: ArrayLike, photo: str, *, new: int | None = None) -> int:
        """Put a face into the group that it is most like, or into a new one; the group's number.

        A face that is in a group stays there. A new group gets the number `new`, which must be free, else the next one.
        It must be within `joined` of the nearest remembered face, and on average within the distance up to which two
        faces are customarily one person: one face between two people must not join their groups.
        """
        if face in self._group_of:
            return self._group_of[face]
        asked = np.asarray(vector, dtype=np.float32)
        number = self._nearest(asked, photo)
        if number is None:
            number = self._next if new is None else new
            self._next = max(self._next, number + 1)
        self._put(face, photo, number, asked)
        self._cells.put(number, self._middle(number))
        return number

    def _put(self, face: str, photo: str, number: int, vector: ArrayLike) -> int:
        group = self._groups.setdefault(number, Group())
        group.faces[face] = photo
        group.photos.add(photo)
        group.remembered[face] = np.asarray(vector, dtype=np.float32)
        if len(group.remembered) > _REMEMBERED:
            del group.remembered[_most_alike(group.remembered)]
        self._group_of[face] = number
        return number

    def _middle(self, number: int) -> Vector:
        middle: Vector = np.mean(list(self._groups[number].remembered.values()), axis=0)
        return middle

    def _nearest(self, asked: Vector, photo: str) -> int | None:
        best: tuple[float, int] | None = None
        for number in self._cells.near(asked[None], _FIRST_CHOICE)[0].tolist():
            group = self._groups[number]
            if photo in group.photos:
                continue
            apart = np.linalg.norm(np.stack(list(group.remembered.values())) - asked, axis=1)
            near, usual = float(apart.min()), float(apart.mean())
            if near <= self._parameters.joined and usual <= self._parameters.same_person:
                best = min(best or (near, number), (near, number))
        return best[1] if best else None


def _most_alike(remembered: dict[str, Vector]) -> str:
    """The face that adds least: the one nearest to another."""
    names = list(remembered)
    rows = np.stack([remembered[name] for name in names])
    apart = np.linalg.norm(rows[:, None] - rows[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    return names[int(np.argmin(apart.min(axis=1)))]
