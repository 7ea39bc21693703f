"""Which of a tablet's forms for a visit was the newest, so that no older one undoes it"""

import sqlalchemy as sa
from alembic import op

revision = "0013_newest_form"
down_revision = "0012_part_of_day"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tap", sa.Column("newest", sa.Integer(), nullable=True))


def downgrade() -> None:
    # Not by copying the table: the copy would get hidden row numbers, which follow arrival.
    op.execute("ALTER TABLE tap DROP COLUMN newest")
