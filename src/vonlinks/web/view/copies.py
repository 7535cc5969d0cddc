"""Copies of a photo's picture as the page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from vonlinks.domain import PhotoRecord

__all__ = ["CopyView", "copy_views"]


@dataclass(frozen=True, slots=True)
class CopyView:
    """Another photo of the same picture.

    Attributes:
        file: its file's name.
        mirrored: left and right are swapped.
        caption: where it says something else than the photo's own; "" otherwise.
        confirmed: names of its confirmed faces, in reading order.
    """

    id: str
    file: str
    mirrored: bool
    caption: str
    confirmed: tuple[str, ...]


def copy_views(record: PhotoRecord, copies: Iterable[PhotoRecord]) -> tuple[CopyView, ...]:
    """The lookalikes of `record`, whose records are `copies`, in the order of their import."""
    mirrored = {one.id: one.mirrored for one in record.lookalikes}
    return tuple(
        CopyView(
            id=copy.id,
            file=copy.path.name,
            mirrored=mirrored[copy.id],
            caption="" if copy.metadata.caption == record.metadata.caption else copy.metadata.caption or "",
            confirmed=tuple(face.person for face in copy.faces if face.person),
        )
        for copy in copies
    )
