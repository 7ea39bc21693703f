"""Keys with which a reader's program reads released counts"""

import sqlalchemy as sa
from alembic import op

revision = "0008_reading_keys"
down_revision = "0007_the_hosts_minute"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading_key",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reading_key_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reading_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_reading_key_key_hash")),
    )


def downgrade() -> None:
    op.drop_table("reading_key")
