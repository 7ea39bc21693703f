"""A role's own words in languages other than Danish and English"""

import sqlalchemy as sa
from alembic import op

revision = "0028_roles_in_more_languages"
down_revision = "0027_whole_undo_of_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("role", sa.Column("verbs", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE role DROP COLUMN verbs")
