"""What photos look like, so that copies of one picture are found and shown together."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "look",
        sa.Column("photo_number", sa.Integer(), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
        sa.Column("grey", sa.LargeBinary(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.Column("mirrored", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["photo_number"], ["photo.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("photo_number"),
    )
    op.create_index("ix_look_group_number", "look", ["group_number"], unique=False)
    op.create_table(
        "look_piece",
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("photo_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["photo_number"], ["photo.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("piece", "photo_number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_look_piece_photo_number", "look_piece", ["photo_number"], unique=False)
