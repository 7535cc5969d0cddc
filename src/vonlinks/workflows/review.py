"""An editor's decisions, and the suggestions that follow from them."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from vonlinks.caption import read_caption
from vonlinks.catalogue import Catalogue
from vonlinks.domain import Decision, FaceRecord, PhotoRecord
from vonlinks.errors import NotFoundError, RequestError
from vonlinks.workflows.doubts import with_camera_doubts
from vonlinks.workflows.suggest import Namer

__all__ = ["Review", "strong_names"]

_LONGEST_CAPTION = 100_000
"""Code points. IIM 2:120 allows 2,000 bytes, XMP sets no limit; what is longer than this is no caption."""

_MOST_FOLLOWING = 8
"""Photos that are named anew after an act, beside its own, at some fifteen milliseconds each: an editor who goes on with
Enter does not wait for more."""


def strong_names(record: PhotoRecord) -> list[tuple[str, str]]:
    """(face id, name) of every open face with a strong suggestion: what Enter confirms."""
    return [
        (face.id, offer.person)
        for face in record.faces
        if face.person is None
        for offer in face.suggestions[:1]
        if offer.strong
    ]


class Review:
    """Confirm, reject, undo; after each the photo is named anew around what is decided."""

    def __init__(self, catalogue: Catalogue, namer: Namer) -> None:
        self._catalogue = catalogue
        self._namer = namer

    def confirm_strong(self, record: PhotoRecord, *, who: str, at: datetime) -> tuple[Decision, ...]:
        """Confirm every strong suggestion of a photo as one act; none is no error."""
        pairs = strong_names(record)
        if not pairs:
            return ()
        return self._then_rename(self._catalogue.confirm(record.id, pairs, who=who, at=at))

    def confirm(self, record: PhotoRecord, face: str, person: str, *, who: str, at: datetime) -> tuple[Decision, ...]:
        """Confirm one name for one face."""
        _require(record, face)
        return self._then_rename(self._catalogue.confirm(record.id, [(face, person)], who=who, at=at))

    def reject(self, record: PhotoRecord, face: str, person: str, *, who: str, at: datetime) -> tuple[Decision, ...]:
        """Refuse one name for one face."""
        _require(record, face)
        if not person.strip():
            raise RequestError("Say which person this face is not.")
        return self._then_rename(self._catalogue.reject(record.id, face, person.strip(), who=who, at=at))

    def correct(
        self, record: PhotoRecord, text: str, *, seen: str | None, who: str, at: datetime
    ) -> tuple[Decision, ...]:
        """Let an editor's caption count before the file's; the open faces are named anew from it."""
        caption = _tidy(text)
        if len(caption) > _LONGEST_CAPTION:
            raise RequestError(f"A caption has at most {_LONGEST_CAPTION:,} characters; this has {len(caption):,}.")
        if caption == _tidy(record.metadata.caption or ""):
            return ()
        read = read_caption(caption, known_names=self._catalogue.known_names())
        reading = with_camera_doubts(read, record.metadata)
        naming = self._namer.rename(replace(record, reading=reading if caption else None))
        return self._catalogue.correct(record.id, reading, naming, seen=seen, who=who, at=at)

    def undo(self, n: int) -> tuple[Decision, ...]:
        """Take back the last `n` acts."""
        return self._then_rename(self._catalogue.undo(n))

    def _then_rename(self, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
        photos = [decision.photo for decision in decisions if decision.photo]
        names = {name for decision in decisions for name in (decision.person, decision.before) if name}
        self.follow(names, photos)
        return decisions

    def follow(self, names: Collection[str], photos: Iterable[str]) -> None:
        """Name these photos anew, and those that wait for an editor and have to do with these persons: the surest ones.

        As many as an editor will not notice; `vonlinks suggest` goes through all.
        """
        self._namer.gallery.refresh(names)
        waiting = self._catalogue.authorities.waiting(names, _MOST_FOLLOWING) if names else []
        for record in self._catalogue.photos(list(dict.fromkeys((*photos, *waiting)))):
            self._catalogue.store_naming(record.id, self._namer.rename(record))


def _tidy(caption: str) -> str:
    """Without space around the text and at the ends of its lines."""
    return "\n".join(line.rstrip() for line in caption.strip().splitlines())


def _require(record: PhotoRecord, face: str) -> FaceRecord:
    for candidate in record.faces:
        if candidate.id == face:
            return candidate
    raise NotFoundError(f"Photo {record.id} has no face {face}.")
