"""Periods that readers may see"""

import sqlalchemy as sa
from alembic import op

revision = "0004_released"
down_revision = "0003_logbook_together"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "released",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("places", sa.String(length=1000), nullable=False),
        sa.Column("period", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_released_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_released_person_id")),
        sa.PrimaryKeyConstraint("partnership_id", "places", "period", name=op.f("pk_released")),
    )


def downgrade() -> None:
    op.drop_table("released")
