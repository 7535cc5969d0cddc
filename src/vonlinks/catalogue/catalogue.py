"""The catalogue: one object, safe to share between threads, a session for each call."""

import os
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import col, select

from vonlinks.catalogue import deciding, ingesting, looks, people, records, search
from vonlinks.catalogue.acts import Act
from vonlinks.catalogue.authorities import Authorities
from vonlinks.catalogue.deriving import derive
from vonlinks.catalogue.engine import at_once, connect, reading, writing
from vonlinks.catalogue.examples import Examples
from vonlinks.catalogue.grouped import FaceGroups
from vonlinks.catalogue.history import history
from vonlinks.catalogue.ingesting import KnownOriginal, Stored
from vonlinks.catalogue.looks import Near
from vonlinks.catalogue.records import Counts
from vonlinks.catalogue.rows import PhotoRow
from vonlinks.catalogue.schema import bring_up_to_date
from vonlinks.catalogue.wording import describe
from vonlinks.domain import (
    Analysis,
    CaptionReading,
    Decision,
    Embedding,
    Look,
    Naming,
    Original,
    PersonRecord,
    PhotoRecord,
    SearchResult,
)
from vonlinks.errors import CatalogueError

__all__ = ["Catalogue"]


class Catalogue:
    """Photos, faces, people and decisions, kept.

    Every method is one transaction: it sees one state, and what it writes is kept whole or not at all. All raise
    CatalogueError where the database fails.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.authorities = Authorities(engine)
        """What is kept about persons, to be written."""
        self.examples = Examples(engine)
        """The confirmed faces of persons, to compare others with."""
        self.face_groups = FaceGroups(engine)
        """The faces without a name, in groups of what looks like one person."""

    @classmethod
    def open(cls, where: Path | str) -> Self:
        """Open the catalogue, creating it or bringing it to this version's schema where needed.

        Args:
            where: the database file, or the URL of a database ("sqlite:///…").

        Raises:
            CatalogueError: it cannot be created or written to, is no catalogue, or one of a newer vonlinks.
        """
        engine = connect(_url(where))
        try:
            bring_up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Close all connections; the object is of no use afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def at_once(self) -> AbstractContextManager[None]:
        """Let all calls of this thread meanwhile share one transaction, which costs less than one each.

        What a call wrote is kept if the next ones fail, unless the database itself does.
        """
        return at_once(self._engine)

    # What goes in

    def originals(self) -> dict[Path, KnownOriginal]:
        """Every file that was ever looked at."""
        with reading(self._engine) as session:
            return {known.original.path: known for known in ingesting.known_originals(session)}

    def usable_originals(self) -> dict[str, tuple[int, int, str]]:
        """Size, modification time in nanoseconds and context of every file that holds a photo, by its path.

        Plain values: a run in which little changed does little more than compare them.
        """
        with reading(self._engine) as session:
            return ingesting.usable_originals(session)

    def failures(self) -> list[KnownOriginal]:
        """The files that are set aside, by path."""
        with reading(self._engine) as session:
            return ingesting.known_originals(session, failed_only=True)

    def photo_of(self, sha256: str) -> str | None:
        """The id of the photo with these bytes; None if it is not known."""
        with reading(self._engine) as session:
            return session.exec(select(PhotoRow.id).where(PhotoRow.sha256 == sha256)).first()

    def store(self, analysis: Analysis, naming: Naming, *, replaces: str | None = None) -> Stored:
        """Keep a photo with its faces and suggestions, in one transaction.

        Where the photo is known it is brought up to date: a face that is an old one by its place and vector (see
        `matching`) keeps its id, its name and its rejections; faces that an editor decided stay in any case.

        Args:
            analysis: what the photo's bytes and companions tell.
            naming: its suggestions count the faces as `analysis.faces` does.
            replaces: id of the photo that the file held before another program changed its bytes, not its picture;
                it keeps its id and its decisions. Ignored where the new bytes are a photo already.

        Raises:
            NotFoundError: there is no photo `replaces`.
        """
        with writing(self._engine) as session:
            return ingesting.store(session, analysis, naming, replaces)

    def add_original(self, original: Original, photo_id: str) -> None:
        """Note another file with the bytes of a known photo.

        Raises:
            NotFoundError: there is no such photo.
        """
        self.add_originals([(original, photo_id)])

    def add_originals(self, files: Sequence[tuple[Original, str]]) -> None:
        """Note files with the bytes of known photos, each with the id of its photo: a few hundred at a time, all or none.

        Raises:
            NotFoundError: there is no such photo.
        """
        with writing(self._engine) as session:
            ingesting.add_originals(session, files)

    def set_aside(self, original: Original, reason: str) -> None:
        """Note that a file could not be used, and why; storing it later clears this."""
        with writing(self._engine) as session:
            ingesting.set_aside(session, original, reason)

    def store_naming(self, photo_id: str, naming: Naming) -> None:
        """Replace the open suggestions of a photo; what was decided stays.

        Args:
            photo_id: of the photo.
            naming: counts the faces as the photo's record does.

        Raises:
            NotFoundError: there is no such photo.
        """
        with writing(self._engine) as session:
            ingesting.store_naming(session, photo_id, naming)

    def store_reading(self, photo_id: str, reading: CaptionReading, naming: Naming) -> bool:
        """Replace what was read in a photo's caption, and its open suggestions; what was decided stays.

        Args:
            photo_id: of the photo.
            reading: of the caption that counts, the editor's where one stands.
            naming: counts the faces as the photo's record does.

        Returns:
            Whether the caption still is the one that was read; else nothing is changed.

        Raises:
            NotFoundError: there is no such photo.
        """
        with writing(self._engine) as session:
            return ingesting.store_reading(session, photo_id, reading, naming)

    # Copies of one picture

    def store_look(self, photo_id: str, look: Look, copies: Mapping[str, bool]) -> list[str]:
        """Keep what a photo looks like, and put it into one group with the photos that are copies of its picture.

        Args:
            photo_id: of the photo; a look that it had before is replaced, and it leaves the group it was in.
            look: of the photo.
            copies: by the id of each copy, whether it is mirrored against this photo; one of a group stands for all of it.

        Returns:
            Ids of the photos of its group that are mirrored against it and have an original.

        Raises:
            NotFoundError: there is no such photo.
        """
        with writing(self._engine) as session:
            return looks.store_look(session, photo_id, look, copies)

    def looks_near(self, look: Look, *, besides: str | None = None) -> list[Near]:
        """Photos that may be copies of the picture of `look`, those with most pieces in common first.

        Never more than `vonlinks.catalogue.looks.MOST_NEAR`, so that the cost of comparing does not grow with the catalogue.

        Args:
            look: of the photo in question.
            besides: the id of a photo that is not meant.
        """
        with reading(self._engine) as session:
            return looks.looks_near(session, look, besides)

    def without_look(self, limit: int) -> list[str]:
        """Ids of photos whose look is not known yet, the oldest first."""
        with reading(self._engine) as session:
            return looks.without_look(session, limit)

    # What comes out

    def photo(self, id_or_path: str) -> PhotoRecord:
        """One photo by its id, the beginning of it (4 digits or more), its SHA-256 or a path.

        Raises:
            NotFoundError: there is none, or the beginning fits several.
        """
        with reading(self._engine) as session:
            return records.records(session, [records.find_photo(session, id_or_path)])[0]

    def photos(self, ids: Sequence[str]) -> list[PhotoRecord]:
        """The photos with these full ids, in that order; unknown ones are left out."""
        with reading(self._engine) as session:
            return records.records(session, ids)

    def find(self, query: str, *, limit: int | None = 50, offset: int = 0) -> SearchResult:
        """Search; an empty query finds all photos. The language is described in `vonlinks.catalogue.search`.

        Raises:
            QueryError: the query cannot be read; with the position.
            RequestError: `limit` or `offset` is negative.
        """
        parsed = search.parse(query)
        with reading(self._engine) as session:
            return search.find(session, parsed, limit, offset)

    def review_queue(self, limit: int | None = None) -> list[str]:
        """Ids of the photos that wait for an editor: the surest suggestion first, conflicts without any last."""
        with reading(self._engine) as session:
            return records.review_queue(session, limit)

    def counts(self) -> Counts:
        """How much there is of everything."""
        with reading(self._engine) as session:
            return records.counts(session)

    def embeddings(self, photo_id: str) -> dict[str, tuple[Embedding, ...]]:
        """The vectors of a photo's faces by face id, one for each model; faces without one are left out."""
        with reading(self._engine) as session:
            return records.embeddings(session, photo_id)

    # People

    def known_names(self) -> list[str]:
        """The names of all people who are kept or have a confirmed face, as captions write them, and their aliases, sorted."""
        with reading(self._engine) as session:
            return people.known_names(session)

    def people(self, *, limit: int | None = None, offset: int = 0) -> list[PersonRecord]:
        """Everybody who is kept or confirmed, or whom a caption names and shows, by name.

        Names that only captions know count with the person of whom they are another spelling.
        """
        with reading(self._engine) as session:
            return people.page(session, limit, offset)

    def person(self, name: str) -> PersonRecord:
        """One of them, by any spelling.

        Raises:
            NotFoundError: nobody has this name.
            ConflictError: several people have it.
        """
        with reading(self._engine) as session:
            return people.person(session, name)

    def together(self, name: str) -> tuple[tuple[str, int], ...]:
        """Who is in the same photos as this person, and in how many, most often first."""
        with reading(self._engine) as session:
            return people.together(session, name)

    # Decisions

    def confirm(
        self, photo_id: str, pairs: Sequence[tuple[str, str]], *, who: str, at: datetime
    ) -> tuple[Decision, ...]:
        """Give faces their names, all in one batch.

        Args:
            photo_id: of the photo.
            pairs: face id and name; a name that is nobody's name or alias yet makes a new person. A face that has
                another name gets this one instead.
            who: the editor.
            at: the moment.

        Returns:
            What was appended to the history; pairs that were so already append nothing.

        Raises:
            NotFoundError: no such photo, or no such face in it.
            ConflictError: a person would have two faces in the photo, or a face two names.
        """
        with writing(self._engine) as session:
            return deciding.confirm(session, photo_id, pairs, Act(who, at))

    def reject(self, photo_id: str, face_id: str, person: str, *, who: str, at: datetime) -> tuple[Decision, ...]:
        """Refuse a name for a face, for good; where it was confirmed, the face loses it.

        Raises:
            NotFoundError: no such photo, or no such face in it.
        """
        with writing(self._engine) as session:
            return deciding.reject(session, photo_id, face_id, person, Act(who, at))

    def correct(  # noqa: PLR0913 - what is decided, and by whom; all but the first three by keyword
        self, photo_id: str, text: CaptionReading, naming: Naming, *, seen: str | None, who: str, at: datetime
    ) -> tuple[Decision, ...]:
        """Let an editor's caption count before the file's, which is kept; what was decided about faces stays.

        Args:
            photo_id: of the photo.
            text: the caption as read; an empty text means that the photo has none.
            naming: suggestions that follow from it; counts the faces as the photo's record does.
            seen: the caption that the editor changed, "" for none; None asks for no check.
            who: the editor.
            at: the moment.

        Returns:
            What was appended to the history; nothing where the caption is this one already.

        Raises:
            NotFoundError: no such photo.
            ConflictError: the caption is another one than `seen` by now.
        """
        with writing(self._engine) as session:
            return deciding.correct(session, photo_id, text, naming, Act(who, at), seen=seen)

    def undo(self, n: int = 1, *, who: str | None = None, at: datetime | None = None) -> tuple[Decision, ...]:
        """Take back the newest `n` batches that still stand; returns their decisions, newest first.

        Raises:
            RequestError: `n` is less than 1 or more than 1000.
        """
        with writing(self._engine) as session:
            return deciding.undo(session, n, who, at)

    def history(self, photo_id: str | None = None, *, limit: int | None = None) -> tuple[Decision, ...]:
        """What was ever decided, about one photo or at all, newest first, also what was taken back.

        Raises:
            NotFoundError: there is no such photo.
        """
        with reading(self._engine) as session:
            return history(session, photo_id, limit)

    def rederive(self) -> None:
        """Compute the current state of all photos again from their decisions; it changes nothing unless we erred."""
        with writing(self._engine) as session:
            for number in session.exec(select(PhotoRow.number).order_by(col(PhotoRow.number))).all():
                photo = session.get_one(PhotoRow, number)
                describe(session, photo)
                derive(session, photo)


def _url(where: Path | str) -> URL:
    if isinstance(where, str) and "://" in where:
        return _checked(where)
    path = Path(where).absolute()
    if path.is_dir():
        raise CatalogueError(f"{path}: this is a folder; the catalogue is a file in it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogueError(f"{path.parent}: this folder cannot be created: {error.strerror}") from error
    # SQLite opens what it may not write to, and complains only when it is too late for a clear sentence.
    if not all(os.access(place, os.W_OK) for place in (path, path.parent) if place.exists()):
        raise CatalogueError(f"{path}: this file and its folder cannot be written to; check their permissions")
    return URL.create("sqlite", database=str(path))


def _checked(given: str) -> URL:
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise CatalogueError(f"“{given}” is no URL of a database") from error
    if url.get_backend_name() != "sqlite" or not url.database:
        raise CatalogueError(f"“{given}”: only an SQLite database in a file can be opened; give its path")
    return url
