"""Persons as records with a history: aliases, roles, notes, an external id; merged, split, renamed, forgotten."""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from vonlinks.domain import bare_name, fold

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LONG_AGO = "1970-01-01T00:00:00+00:00"


def upgrade() -> None:
    _history()
    _persons()
    op.create_index("ix_decision_person_id", "decision", ["person_id"], unique=False)
    op.add_column("face", sa.Column("erased", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("face", sa.Column("depicted", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _history() -> None:
    op.create_table(
        "person_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["into_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_person_version_batch", "person_version", ["batch"], unique=False)
    op.create_index("ix_person_version_person_id", "person_version", ["person_id"], unique=False)


def _persons() -> None:
    """The table anew: names are unique among those present only, which SQLite cannot change in place."""
    database = op.get_bind()
    op.create_table(
        "person_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("bare", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("wikidata", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for row in _rows(database):
        database.execute(
            sa.text(
                "INSERT INTO person_new (id, present, name, folded, bare, key, kept, roles, notes) "
                "VALUES (:id, :present, :name, :folded, :bare, :key, false, '[]', '')"
            ),
            row,
        )
    op.drop_table("person")
    op.rename_table("person_new", "person")
    op.create_index("ix_person_name", "person", ["name"], unique=True, sqlite_where=sa.text("present = 1"))
    for column in ("folded", "bare", "key"):
        op.create_index(f"ix_person_{column}", "person", [column], unique=False)


def _rows(database: sa.Connection) -> list[dict[str, object]]:
    """Each person with a first version, made by the first decision about them, and so taken back with it."""
    undone = {batch for (batch,) in database.execute(sa.text("SELECT batch FROM undoing"))}
    first = {
        person: (batch, who, at)
        for person, batch, who, at in database.execute(
            sa.text("SELECT person_id, batch, who, at FROM decision ORDER BY id DESC")
        )
    }
    aliases = defaultdict(list)
    for person, alias in database.execute(sa.text("SELECT person_id, name FROM alias ORDER BY name")):
        aliases[person].append(alias)
    rows, taken = [], set()
    for person, name, folded in database.execute(sa.text("SELECT id, name, folded FROM person ORDER BY id")).all():
        batch, who, at = first.get(person, (0, "", _LONG_AGO))
        record = {"name": name, "aliases": aliases[person], "roles": [], "notes": "", "wikidata": None}
        database.execute(
            sa.text(
                "INSERT INTO person_version (batch, kind, person_id, record, who, at) "
                "VALUES (:batch, 'made', :person, :record, :who, :at)"
            ),
            {"batch": batch, "person": person, "record": json.dumps(record), "who": who, "at": at},
        )
        present = batch not in undone
        key = f"{folded} #{person}" if folded in taken and present else folded
        if present:
            taken.add(folded)
        bare = fold(bare_name(name))
        rows.append({"id": person, "present": present, "name": name, "folded": folded, "bare": bare, "key": key})
        if not present:
            database.execute(sa.text("DELETE FROM alias WHERE person_id = :person"), {"person": person})
    return rows
