"""What its owner calls the phone or computer of a session"""

import sqlalchemy as sa
from alembic import op

revision = "0038_session_names"
down_revision = "0037_logos_of_venues"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("name", sa.String(40), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE sign_in DROP COLUMN name")
