"""Opening: migrations, refusals, pragmas."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from vonlinks.catalogue import Catalogue, fulltext, rows
from vonlinks.catalogue.engine import connect
from vonlinks.catalogue.schema import HEAD, MIGRATIONS, REVISIONS
from vonlinks.errors import CatalogueError


def test_the_migrations_make_exactly_the_tables_of_the_rows(catalogue) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "table" or not str(name).startswith("photo_words")

    with catalogue._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert {cls.__tablename__ for cls in map(rows.__dict__.get, rows.__all__)} <= set(SQLModel.metadata.tables)


def test_the_full_text_table_has_the_fields_that_are_searched(catalogue, path) -> None:
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(photo_words)")]
    assert columns == list(fulltext.FIELDS)


def test_the_revisions_are_those_of_the_scripts_in_one_line() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS
    assert scripts.get_heads() == [HEAD]


def test_a_new_catalogue_is_made_with_its_folder_and_opened_again(tmp_path) -> None:
    path = tmp_path / "new" / "folder" / "catalogue.db"
    with Catalogue.open(path) as catalogue:
        assert catalogue.counts().photos == 0
    with Catalogue.open(f"sqlite:///{path}") as catalogue:
        assert catalogue.find("").total == 0


def test_opening_a_current_catalogue_does_not_load_the_migrations(path) -> None:
    program = (
        "import sys; from pathlib import Path; from vonlinks.catalogue import Catalogue\n"
        f"Catalogue.open(Path({str(path)!r})).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_many_that_open_a_new_catalogue_at_once_get_the_same(tmp_path) -> None:
    path = tmp_path / "catalogue.db"

    def look(_: int) -> int:
        with Catalogue.open(path) as catalogue:
            return catalogue.counts().photos

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(look, range(8))) == [0] * 8


def test_connections_are_prepared(catalogue) -> None:
    asked = {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000, "synchronous": 1}
    with catalogue._engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked} == asked


def _text(path: Path) -> None:
    path.write_text("This is a letter and no database, however long it may be. " * 50)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE photo (id)")


def _newer(path: Path) -> None:
    Catalogue.open(path).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_text, "this is not a database"),
        (_foreign, "not a vonlinks catalogue"),
        (_newer, "written by a newer vonlinks; update vonlinks"),
        (Path.mkdir, "this is a folder"),
    ],
)
def test_what_is_no_catalogue_of_ours_is_refused_in_one_sentence_and_left_as_it_is(tmp_path, make, says) -> None:
    path = tmp_path / "catalogue.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CatalogueError, match=says) as refused:
        Catalogue.open(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert before is None or path.read_bytes() == before


def test_where_no_file_can_be_is_refused(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CatalogueError, match="this folder cannot be created"):
        Catalogue.open(tmp_path / "file" / "folder" / "catalogue.db")


def test_a_file_that_cannot_be_written_is_refused(path, monkeypatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(CatalogueError, match="cannot be written to; check their permissions"):
        Catalogue.open(path)


@pytest.mark.parametrize("url", ["postgresql://localhost/x", "sqlite://", "no-such://x", "://"])
def test_other_databases_are_refused(url) -> None:
    with pytest.raises(CatalogueError, match=r"only an SQLite database|is no URL"):
        Catalogue.open(url)


def test_a_catalogue_that_another_program_keeps_locked_says_so(path, build, monkeypatch) -> None:
    monkeypatch.setattr("vonlinks.catalogue.engine._PRAGMAS", ("PRAGMA busy_timeout = 1",))
    with Catalogue.open(path) as catalogue, sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert catalogue.find("").total == 0
        with pytest.raises(CatalogueError, match="another program has been writing"):
            catalogue.store(build.analysis("one"), build.naming())
        other.execute("ROLLBACK")
        assert catalogue.store(build.analysis("one"), build.naming()).outcome == "imported"


def test_nothing_of_a_failed_act_is_kept(catalogue, build) -> None:
    with pytest.raises(IndexError):
        catalogue.store(build.analysis("one", faces=1), build.naming((5, "Anna Nord", 0.9, True)))
    assert catalogue.originals() == {}
    assert catalogue.find("").total == 0


def test_an_engine_opens_nothing_before_it_is_asked(tmp_path) -> None:
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - only this test needs it

    connect(make_url(f"sqlite:///{tmp_path / 'none.db'}"))
    assert list(tmp_path.iterdir()) == []
