"""Groups of faces without a name that look like one person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grouped",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("group_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["face_id", "model"], ["embedding.face_id", "embedding.model"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("face_id"),
    )
    op.create_index("ix_grouped_group_number", "grouped", ["group_number"], unique=False)
