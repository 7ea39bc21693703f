"""The pictogram of an activity or a role, where somebody has chosen one"""

import sqlalchemy as sa
from alembic import op

revision = "0009_signs"
down_revision = "0008_reading_keys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activity", sa.Column("sign", sa.String(length=20), nullable=True))
    op.add_column("role", sa.Column("sign", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("role") as table:
        table.drop_column("sign")
    with op.batch_alter_table("activity") as table:
        table.drop_column("sign")
