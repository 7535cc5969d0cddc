"""Bringing the database to the schema of this version."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from vonlinks.catalogue.engine import let_readers_and_writer_work_at_once, translated, without_foreign_keys
from vonlinks.errors import CatalogueError

__all__ = ["HEAD", "MIGRATIONS", "REVISIONS", "bring_up_to_date"]

MIGRATIONS = Path(__file__).parent / "migrations"

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All revisions that this version knows, oldest first. Stated here so that opening need not load Alembic."""

HEAD = REVISIONS[-1]


def bring_up_to_date(engine: Engine) -> None:
    """Create the tables, or migrate them, where this is needed.

    Raises:
        CatalogueError: no catalogue of ours, one of a newer version, or the database failed.
    """
    with translated(engine), engine.connect() as connection:
        revision = _revision(connection)
    with translated(engine):
        # Not before it is certain that the file is ours to change.
        let_readers_and_writer_work_at_once(engine)
    if revision != HEAD:
        writer = engine.execution_options(vonlinks_write=True)
        with translated(engine), writer.connect() as connection, without_foreign_keys(connection), connection.begin():
            # Another process may have done it while this one waited for the lock.
            if _revision(connection) != HEAD:
                _upgrade(connection)


def _revision(connection: Connection) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    where = connection.engine.url.database
    if not {"alembic_version", "photo", "decision"} <= tables:
        raise CatalogueError(f"{where}: this is a database, but not a vonlinks catalogue")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision not in REVISIONS:
        raise CatalogueError(f"{where}: this catalogue was written by a newer vonlinks; update vonlinks to open it")
    return str(revision)


def _upgrade(connection: Connection) -> None:
    # Loaded here: it takes as long as all the rest of opening, and is needed once a version.
    from alembic.operations import Operations  # noqa: PLC0415 - see above
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    scripts = ScriptDirectory(str(MIGRATIONS))
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda revision, _: scripts._upgrade_revs(HEAD, revision)},  # noqa: SLF001 - as Alembic's own commands do
    )
    with Operations.context(context):
        context.run_migrations()
