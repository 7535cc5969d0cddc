"""Connections and transactions."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session, SQLModel

from vonlinks.errors import CatalogueError

__all__ = [
    "at_once",
    "connect",
    "insert_rows",
    "let_readers_and_writer_work_at_once",
    "reading",
    "translated",
    "without_foreign_keys",
    "writing",
]

_WRITE = "vonlinks_write"

_joint: ContextVar[tuple[Engine, Connection] | None] = ContextVar("joint", default=None)
"""The transaction of `at_once` that the calls of this thread take part in."""

_BUSY_SECONDS = 30

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
    # In WAL mode this loses no committed transaction when the program dies, at most the last ones when the power does.
    "PRAGMA synchronous = NORMAL",
)


def connect(url: URL) -> Engine:
    """An engine that may be used from any thread; nothing is opened yet."""
    # As many connections as there are threads that ask: waiting for one would be a lock of our own making.
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, poolclass=QueuePool, max_overflow=-1)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions on its own, and not before a SELECT; we begin them, always.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: it then decides on what nobody can change under it.
    write = connection.get_execution_options().get(_WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def let_readers_and_writer_work_at_once(engine: Engine) -> None:
    """Turn on write-ahead logging, which the file itself remembers; no transaction may be open."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Let a table be made anew under its name without its rows being missed meanwhile; no transaction may be open.

    The way of https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"; SQLite ignores the
    pragma inside a transaction.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the catalogue from its first query to its last.

    Raises:
        CatalogueError: the database failed.
    """
    joint = _joined(engine)
    # A session of its own even so: it then holds no row that another one changed since.
    open_ = Session(joint or engine, expire_on_commit=False, join_transaction_mode="rollback_only")
    with translated(engine), open_ as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session that is alone in writing; all of it is kept, or on an error nothing.

    Raises:
        CatalogueError: the database failed, or another writer held it for more than 30 seconds.
    """
    bound: Any = _joined(engine) or engine.execution_options(**{_WRITE: True})
    # What is written is flushed where it is read again, not before every query.
    fresh = Session(bound, expire_on_commit=False, autoflush=False, join_transaction_mode="create_savepoint")
    with translated(engine), fresh as session, session.begin():
        yield session


@contextmanager
def at_once(engine: Engine) -> Iterator[None]:
    """Let all that this thread reads and writes meanwhile be one transaction, in which each writing is a savepoint.

    A writing that fails takes back itself alone; what was written before it is kept, also where the rest is given up.

    Raises:
        CatalogueError: the database failed, or another writer held it for more than 30 seconds; nothing is kept.
    """
    bound: Any = engine.execution_options(**{_WRITE: True})
    with translated(engine), bound.connect() as connection:
        transaction = connection.begin()
        before = _joint.set((engine, connection))
        try:
            yield
        except CatalogueError:
            raise
        except BaseException:
            # A stop in the middle of a statement costs the connection, and what it wrote: the next run does it again.
            if not connection.invalidated:
                transaction.commit()
            raise
        else:
            transaction.commit()
        finally:
            _joint.reset(before)


def _joined(engine: Engine) -> Connection | None:
    joint = _joint.get()
    return joint[1] if joint and joint[0] is engine else None


def insert_rows(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, each with the same columns, all in one statement and without making objects of them."""
    if rows:
        # Not through the mapper, whose work costs several times that of the database.
        session.execute(insert(SQLModel.metadata.tables[str(table.__tablename__)]), rows)


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turn what the database complains about into one sentence.

    Raises:
        CatalogueError: instead of the driver's error. A broken constraint is a fault of ours and stays as it is.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, sqlite3.Error) as error:
        complaint = str(error.orig if isinstance(error, DBAPIError) else error)
        raise CatalogueError(f"{engine.url.database}: {_sentence(complaint)}") from error


def _sentence(complaint: str) -> str:
    known = {
        "file is not a database": "this is not a database",
        "file is encrypted": "this is not a database",
        "locked": f"another program has been writing to the catalogue for more than {_BUSY_SECONDS} seconds",
        "readonly": "the catalogue cannot be written to: check its permissions and those of its folder",
        "unable to open": "the catalogue cannot be opened: check that its folder exists and can be written to",
        "full": "there is no space left for the catalogue",
        "malformed": "the catalogue is damaged: restore it from a backup",
    }
    return next((sentence for words, sentence in known.items() if words in complaint), complaint)
