"""Which reports somebody gets by mail, and since when"""

import sqlalchemy as sa
from alembic import op

revision = "0041_mailed_packages"
down_revision = "0040_sign_in_provider"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("packages", sa.String(7), nullable=True))
    op.add_column("person", sa.Column("packages_since", sa.Date(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE person DROP COLUMN packages_since")
    op.execute("ALTER TABLE person DROP COLUMN packages")
