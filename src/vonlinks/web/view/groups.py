"""A group of faces without a name as the page shows it."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vonlinks.domain import FaceGroup
from vonlinks.web.view.faces import likely
from vonlinks.web.view.words import counted

if TYPE_CHECKING:
    from vonlinks.catalogue.naming_groups import Named

__all__ = ["GroupFaceView", "GroupView", "group_view", "left_out"]


@dataclass(frozen=True, slots=True)
class GroupFaceView:
    """A face of a group.

    Attributes:
        name: whom it is suggested to be, if that is more likely right than wrong.
    """

    id: str
    photo: str
    name: str | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group.

    Attributes:
        names: whom some of the faces are suggested to be, with the number of faces, most often first.
    """

    number: int
    faces: tuple[GroupFaceView, ...]
    names: tuple[tuple[str, int], ...]


def group_view(group: FaceGroup) -> GroupView:
    """The group with those suggestions that the page shows with single faces, too."""
    faces = tuple(
        GroupFaceView(face.id, face.photo, face.offer.person if face.offer and likely(face.offer) else None)
        for face in group.faces
    )
    return GroupView(group.number, faces, tuple(Counter(face.name for face in faces if face.name).most_common()))


def left_out(named: "Named") -> tuple[str, ...]:
    """Why faces did not get the name, a part of a sentence for each reason."""
    reasons = Counter(left.reason for left in named.left_out)
    return tuple(f"{counted(number, 'face')} left out: {_it(number)} {reason}" for reason, number in reasons.items())


def _it(number: int) -> str:
    return "it" if number == 1 else "each"
