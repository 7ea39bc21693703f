"""When somebody else removed a person's second factor, so that the person is told"""

import sqlalchemy as sa
from alembic import op

revision = "0033_second_factor_reset"
down_revision = "0032_second_factor"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("factor_reset_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE person DROP COLUMN factor_reset_on")
