"""The letters that one can type instead of opening a device's link"""

import sqlalchemy as sa
from alembic import op

revision = "0029_device_codes"
down_revision = "0028_roles_in_more_languages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("code_hash", sa.String(64), nullable=True))
    op.create_index(op.f("ix_device_code_hash"), "device", ["code_hash"])


def downgrade() -> None:
    op.drop_index(op.f("ix_device_code_hash"), table_name="device")
    op.execute("ALTER TABLE device DROP COLUMN code_hash")
