"""What a host's form did, so that the same form gets the same answer"""

import sqlalchemy as sa
from alembic import op

revision = "0010_step_of_a_tap"
down_revision = "0009_signs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tap", sa.Column("step", sa.Integer(), nullable=True))


def downgrade() -> None:
    # Not by copying the table: the copy would get hidden row numbers, which follow arrival.
    op.execute("ALTER TABLE tap DROP COLUMN step")
