"""The library: the one door to everything a person or a program does with their photos."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vonlinks.caption import Style, read_caption
from vonlinks.catalogue import Catalogue
from vonlinks.domain import CaptionReading, Decision, PersonRecord, PhotoRecord, SearchResult
from vonlinks.errors import NotFoundError, PhotoError, RequestError
from vonlinks.metadata import Picture, face_crop, thumbnail
from vonlinks.workflows.composing import STYLES, Composed, FirstRow, compose_photo, style_of
from vonlinks.workflows.derived import DerivedFiles, write_whole
from vonlinks.workflows.doubts import EventDoubts
from vonlinks.workflows.people import Persons
from vonlinks.workflows.review import Review
from vonlinks.workflows.suggest import Namer
from vonlinks.workflows.suggest_anew import SuggestReport, suggest_anew
from vonlinks.workflows.unnamed import Unnamed

if TYPE_CHECKING:
    from vonlinks.workflows.ingest import IngestReport, Progress

__all__ = ["Library"]

_PREVIEW_SIDE = 1600
"""Longest side of the picture on the review stage: sharp at 1.5 device pixels on a 1080-pixel-wide stage."""

_EXPORT_BATCH = 200


class Library:
    """A folder with a catalogue of photos, and all that can be done with them. Safe to use from several threads.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Library.open(folder) as library:
    ...     library.search("person:Eiskirch").meaning
    'photos with Eiskirch'
    """

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder = folder
        self._catalogue = catalogue
        self._derived = DerivedFiles(folder / "derived")
        self._namer = Namer(catalogue)
        self._review = Review(catalogue, self._namer)
        self.persons = Persons(catalogue, self._review.follow, self._ingest_portraits)
        """What editors decide about persons: rename, merge, split, import, forget."""
        self.unnamed = Unnamed(catalogue, self._review.follow)
        """The faces without a name, in groups that are named at once."""
        self._making = threading.Lock()

    @classmethod
    def open(cls, folder: Path | str, *, create: bool = True) -> Self:
        """Open the library in `folder`.

        Args:
            folder: holds `catalogue.sqlite` and the derived pictures; photos may lie there or anywhere else.
            create: make a new library where there is none.

        Raises:
            RequestError: there is no library and `create` is False.
            CatalogueError: the catalogue cannot be opened.
        """
        place = Path(folder).absolute()
        database = place / "catalogue.sqlite"
        if not create and not database.exists():
            raise RequestError(f"There is no library in {place} yet; `vonlinks ingest FOLDER` makes one.")
        return cls(place, Catalogue.open(database))

    def close(self) -> None:
        """Let go of the catalogue."""
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Import

    def ingest(  # noqa: PLR0913 - independent options, all by keyword
        self,
        paths: Sequence[Path | str],
        *,
        workers: int = 1,
        engine: str = "auto",
        retry: bool = False,
        on_progress: Callable[["Progress"], None] = lambda _: None,
        on_fetch: Callable[[int, int], None] | None = None,
    ) -> "IngestReport":
        """Import photos; see `vonlinks.workflows.ingest.Ingestion.run`."""
        from vonlinks.workflows.ingest import Ingestion  # noqa: PLC0415 - only an import waits for the face models

        run = Ingestion(self._catalogue, self._derived, self._namer, self.unnamed, on_progress=on_progress)
        return run.run([Path(path) for path in paths], workers=workers, engine=engine, retry=retry, on_fetch=on_fetch)

    def _ingest_portraits(self, paths: Sequence[Path]) -> Mapping[Path, str]:
        return dict(self.ingest(paths).failed)

    def failures(self) -> list[tuple[Path, str]]:
        """(path, reason) of each file that is set aside."""
        return [(known.original.path, known.reason or "") for known in self._catalogue.failures()]

    # Look

    def search(self, query: str = "", *, limit: int | None = 50, offset: int = 0) -> SearchResult:
        """Find photos; an empty query finds all.

        Raises:
            QueryError: the query cannot be read.
        """
        return self._catalogue.find(query, limit=limit, offset=offset)

    def photo(self, id_or_path: str) -> PhotoRecord:
        """One photo by its id, the unique beginning of its id, or the path of an original.

        Raises:
            NotFoundError: there is none.
        """
        return EventDoubts(self._catalogue).add(self._catalogue.photo(id_or_path))

    def photos(self, ids: Sequence[str]) -> list[PhotoRecord]:
        """Several photos, in the order of `ids`."""
        return self._catalogue.photos(ids)

    def export(self, query: str = "") -> Iterator[PhotoRecord]:
        """Every photo that the query finds, a batch at a time so that memory stays flat."""
        found = self.search(query, limit=None).photos
        doubts = EventDoubts(self._catalogue)
        for start in range(0, len(found), _EXPORT_BATCH):
            yield from map(doubts.add, self.photos(found[start : start + _EXPORT_BATCH]))

    def people(self) -> list[PersonRecord]:
        """Everybody whom an editor confirmed or a caption shows."""
        return self._catalogue.people()

    def person(self, name: str) -> PersonRecord:
        """One person.

        Raises:
            NotFoundError: nobody has this name.
        """
        return self._catalogue.person(name)

    def known_names(self) -> tuple[str, ...]:
        """Names and aliases of everybody whom an editor confirmed; the caption reader takes them for names."""
        return tuple(self._catalogue.known_names())

    def counts(self) -> dict[str, int]:
        """How many photos, faces, confirmed, pending, conflict, failed and persons there are."""
        return asdict(self._catalogue.counts())

    def read_caption(self, text: str, *, language: str = "auto") -> CaptionReading:
        """What a caption says to a reader who knows the people of this library."""
        return read_caption(text, language=language, known_names=self.known_names())

    def compose(self, photo_id: str, *, style: Style | None = None, first_row: FirstRow = "front") -> Composed:
        """The sentence that names the confirmed faces of a photo in order; see `vonlinks.workflows.composing`.

        Roles are those of the photo's caption, else the newest that a caption gave until the year of the photo.

        Raises:
            NotFoundError: no such photo.
            RequestError: nobody is confirmed in it, or the style is unknown.
        """
        record = self.photo(photo_id)
        return compose_photo(record, self._roles(record), style=style, first_row=first_row)

    def compositions(self, photo_id: str) -> tuple[Composed, ...]:
        """`compose` in every style, that of the caption's language first; nothing while nobody is confirmed.

        Raises:
            NotFoundError: no such photo.
        """
        record = self.photo(photo_id)
        if not any(face.person for face in record.faces):
            return ()
        styles = sorted(STYLES, key=lambda style: style != style_of(record))
        role_of = cache(self._roles(record))
        return tuple(compose_photo(record, role_of, style=style) for style in styles)

    def _roles(self, record: PhotoRecord) -> Callable[[str], str | None]:
        """Tells the newest known role of a person that is not younger than the photo."""
        year = _year(record)

        def role_of(name: str) -> str | None:
            try:
                roles = self.person(name).roles
            except NotFoundError:  # the last file that showed this person is gone
                return None
            return next((role for role, told in roles if year is None or told is None or told <= year), None)

        return role_of

    def suggest(self, photo_id: str) -> PhotoRecord:
        """Name one photo anew, against all that has been confirmed since; decisions stand.

        Raises:
            NotFoundError: no such photo.
        """
        record = self.photo(photo_id)
        self._catalogue.store_naming(record.id, self._namer.rename(record))
        return self.photo(record.id)

    def suggest_anew(
        self, query: str = "", *, on_progress: Callable[[int, int], None] = lambda _done, _total: None
    ) -> SuggestReport:
        """Read the captions of the photos that a query finds anew, and name their open faces anew; decisions stand.

        Args:
            query: as for `search`; all photos without one.
            on_progress: told how many photos of how many are done.

        Raises:
            QueryError: the query cannot be read.
        """
        return suggest_anew(self._catalogue, self._namer, query, on_progress)

    # Decide

    def review_queue(self, limit: int = 50) -> list[str]:
        """Ids of photos that wait for an editor, the surest first."""
        return self._catalogue.review_queue(limit)

    def confirm(
        self,
        photo_id: str,
        *,
        face: str | None = None,
        person: str | None = None,
        everything: bool = False,
        who: str = "editor",
    ) -> tuple[Decision, ...]:
        """Confirm one name for one face, or with `everything` all strong suggestions of the photo.

        Raises:
            NotFoundError: no such photo or face.
            ConflictError: the person is confirmed on another face of this photo.
            RequestError: neither `everything` nor a face with a person is given.
        """
        record = self.photo(photo_id)
        if everything:
            return self._review.confirm_strong(record, who=who, at=_now())
        if face is None or not (person or "").strip():
            raise RequestError("Say which face and which person, or confirm all strong suggestions.")
        return self._review.confirm(record, face, (person or "").strip(), who=who, at=_now())

    def reject(self, photo_id: str, face: str, person: str, *, who: str = "editor") -> tuple[Decision, ...]:
        """Refuse a name for a face, for good.

        Raises:
            NotFoundError: no such photo or face.
        """
        return self._review.reject(self.photo(photo_id), face, person, who=who, at=_now())

    def correct_caption(
        self, photo_id: str, caption: str, *, seen: str | None = None, who: str = "editor"
    ) -> tuple[Decision, ...]:
        """Let a corrected caption count before the one in the file, whatever is imported later.

        Decisions about faces stand; the open faces are named anew. Space around the caption and at the ends of its lines is
        dropped; an empty caption means that the photo has none.

        Args:
            photo_id: an id or path.
            caption: the whole text.
            seen: the caption that was corrected ("" for none), so that nobody's words are overwritten unseen; None asks for
                no check.
            who: the editor.

        Raises:
            NotFoundError: no such photo.
            ConflictError: the caption is another one than `seen` by now.
            RequestError: it is longer than 100,000 characters.
        """
        return self._review.correct(self.photo(photo_id), caption, seen=seen, who=who, at=_now())

    def undo(self, n: int = 1) -> tuple[Decision, ...]:
        """Take back the last `n` acts; an act that confirmed a whole photo is one.

        Raises:
            RequestError: `n` is below 1.
        """
        if n < 1:
            raise RequestError("At least one act must be undone.")
        return self._review.undo(n)

    def history(self, photo_id: str | None = None) -> tuple[Decision, ...]:
        """All decisions, or those on one photo, newest first, also those that were taken back."""
        return self._catalogue.history(photo_id)

    # Derived pictures

    def thumbnail(self, photo_id: str) -> Path:
        """A small picture of the photo; made if it is not there.

        Raises:
            NotFoundError: no such photo, or its original is gone.
        """
        return self._made(self._derived.thumbnail(photo_id), photo_id, lambda p, _: thumbnail(p, 640))

    def preview(self, photo_id: str) -> Path:
        """A screen-sized picture of the photo; made if it is not there.

        Raises:
            NotFoundError: no such photo, or its original is gone.
        """
        return self._made(self._derived.preview(photo_id), photo_id, lambda p, _: thumbnail(p, _PREVIEW_SIDE))

    def face_crop(self, face_id: str) -> Path:
        """A small square picture of a face; made if it is not there.

        Raises:
            NotFoundError: no such face, or its original is gone.
        """

        def crop(picture: Picture, record: PhotoRecord) -> bytes:
            face = next((f for f in record.faces if f.id == face_id), None)
            if face is None:
                raise NotFoundError(f"There is no face {face_id}.")
            return face_crop(picture, face.face.box)

        return self._made(self._derived.face(face_id), face_id.rpartition("-")[0], crop)

    def _made(self, path: Path, photo_id: str, make: Callable[[Picture, PhotoRecord], bytes]) -> Path:
        if path.exists():
            return path
        record = self.photo(photo_id)
        # One at a time: a page asks for many at once, and each holds a decoded picture.
        with self._making:
            if not path.exists():
                try:
                    write_whole(path, make(Picture.open(record.path), record))
                except PhotoError as error:
                    raise NotFoundError(f"The original cannot be shown: {error}") from error
        return path


def _year(record: PhotoRecord) -> int | None:
    taken = record.metadata.taken or (record.reading.date if record.reading else None) or ""
    return int(taken[:4]) if taken[:4].isdecimal() else None


def _now() -> datetime:
    return datetime.now(UTC)
