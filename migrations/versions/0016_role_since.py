"""Since when a venue has offered a role"""

import sqlalchemy as sa
from alembic import op

revision = "0016_role_since"
down_revision = "0015_closed_ahead"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("venue_role") as table:
        table.add_column(sa.Column("since", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("venue_role") as table:
        table.drop_column("since")
