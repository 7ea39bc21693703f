"""Logbooks that are shared for comments, and corrected"""

import sqlalchemy as sa
from alembic import op

revision = "0003_logbook_together"
down_revision = "0002_devices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("shared", "correcting"):
        op.add_column(
            "logbook",
            sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()),
        )
    op.create_table(
        "logbook_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("logbook_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["logbook_id"], ["logbook.id"], name=op.f("fk_logbook_comment_logbook_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_logbook_comment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logbook_comment")),
    )
    op.create_index(op.f("ix_logbook_comment_logbook_id"), "logbook_comment", ["logbook_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_logbook_comment_logbook_id"), table_name="logbook_comment")
    op.drop_table("logbook_comment")
    for name in ("correcting", "shared"):
        op.drop_column("logbook", name)
