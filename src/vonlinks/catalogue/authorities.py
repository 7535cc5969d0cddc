"""The persons of a catalogue, to be written: one object, a transaction for each call."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from vonlinks.catalogue import changing, forgetting, importing
from vonlinks.catalogue.acts import Act
from vonlinks.catalogue.engine import reading, translated, writing
from vonlinks.catalogue.forgetting import Erased
from vonlinks.catalogue.importing import Imported
from vonlinks.catalogue.people import waiting
from vonlinks.catalogue.persons import authority, candidates
from vonlinks.catalogue.rows import ErasureRow
from vonlinks.domain import Authority, Decision

__all__ = ["Authorities"]


class Authorities:
    """What is kept about persons; see `Catalogue.people` for what is known of them.

    All that is written here is taken back by `Catalogue.undo`, but for `forget`. All methods that are given a name take any
    spelling of it, and raise NotFoundError where nobody has it and ConflictError where several people do.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, name: str) -> Authority:
        """What is kept about one person."""
        with reading(self._engine) as session:
            return authority(session, changing.existing(session, name))

    def candidates(self, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """For each name the people whom it may mean, the best first, then namesakes; names that mean nobody are left out."""
        with reading(self._engine) as session:
            return candidates(session, names)

    def waiting(self, names: Collection[str], limit: int) -> list[str]:
        """Ids of photos that wait for an editor and have to do with one of these people, the surest first."""
        with reading(self._engine) as session:
            return waiting(session, names, limit)

    def rename(self, name: str, new: str, *, who: str, at: datetime, keep: bool = True) -> tuple[Decision, ...]:
        """Give a person another name.

        Args:
            name: of the person.
            new: the name from now on.
            who: the editor.
            at: the moment.
            keep: the old name as an alias, so that captions that have it still mean the person.

        Returns:
            What was appended to the history; nothing where the name is this one already.

        Raises:
            ConflictError: the new name is somebody else's.
        """
        with writing(self._engine) as session:
            return changing.rename(session, name, new, Act(who, at), keep=keep)

    def edit(
        self, name: str, more: Authority, *, who: str, at: datetime, drop: Collection[str] = ()
    ) -> tuple[Decision, ...]:
        """Add aliases and roles, and set notes and external id; see `changing.edit`.

        Raises:
            ConflictError: an alias is somebody else's name.
        """
        with writing(self._engine) as session:
            return changing.edit(session, name, more, Act(who, at), drop=drop)

    def merge(self, name: str, into: str, *, who: str, at: datetime) -> tuple[Decision, ...]:
        """Let two people be one, under the name `into`.

        Raises:
            ConflictError: both are confirmed in one photo, or they have two external ids.
        """
        with writing(self._engine) as session:
            return changing.merge(session, name, into, Act(who, at))

    def split(
        self, name: str, chosen: Sequence[str], new: str | None = None, *, who: str, at: datetime
    ) -> tuple[str, tuple[Decision, ...]]:
        """Give confirmed faces to another person, and never suggest the first for them again.

        Args:
            name: of the person who has them.
            chosen: full ids of faces, or of photos.
            new: the name of the other; the same one, or None, makes a namesake with a number behind the name.
            who: the editor.
            at: the moment.

        Returns:
            The name of the other person, and what was appended to the history.

        Raises:
            RequestError: none is chosen, or all are.
        """
        with writing(self._engine) as session:
            taker, made = changing.split(session, name, chosen, new, Act(who, at))
            return taker.name, made

    def add(
        self, records: Sequence[Authority], *, portraits: Sequence[tuple[int, str]] = (), who: str, at: datetime
    ) -> tuple[Imported, ...]:
        """Add persons, or to what is kept about them, and confirm faces, all in one act; see `importing.add`."""
        with writing(self._engine) as session:
            return importing.add(session, records, Act(who, at), portraits)

    def forget(self, name: str, *, who: str, at: datetime) -> Erased:
        """Erase a person, for good; see `forgetting.forget`."""
        with writing(self._engine) as session:
            erased = forgetting.forget(session, name, Act(who, at))
        with translated(self._engine), self._engine.connect() as connection:
            # The log of what was written lately still holds the pages of before.
            connection.commit()
            driver = connection.connection.driver_connection
            if driver is not None:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return erased

    def erasures(self) -> tuple[tuple[str, datetime, int, int], ...]:
        """Who let a person be forgotten and when, with the number of decisions and faces that went; newest first."""
        with reading(self._engine) as session:
            rows = session.exec(select(ErasureRow).order_by(col(ErasureRow.id).desc())).all()
            return tuple((row.who, row.at, row.decisions, row.faces) for row in rows)
