"""Tablets and screens, and the changing code"""

import sqlalchemy as sa
from alembic import op

revision = "0002_devices"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("page_hash", sa.String(length=64), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_device_made_by")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_device_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_index(op.f("ix_device_venue_id"), "device", ["venue_id"])
    op.add_column("venue", sa.Column("screen_key", sa.LargeBinary(length=32), nullable=True))


def downgrade() -> None:
    # Without batch mode: rebuilding the table would lose its check constraint.
    op.drop_column("venue", "screen_key")
    op.drop_index(op.f("ix_device_venue_id"), table_name="device")
    op.drop_table("device")
