"""The small-number thresholds that months from before a change keep"""

import sqlalchemy as sa
from alembic import op

revision = "0017_small_number_before"
down_revision = "0016_role_since"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "small_number_before",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_small_number_before_partnership_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "month", name=op.f("pk_small_number_before")),
    )


def downgrade() -> None:
    op.drop_table("small_number_before")
