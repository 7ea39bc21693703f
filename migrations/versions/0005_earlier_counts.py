"""Imports of earlier counts, which can be taken back whole"""

import sqlalchemy as sa
from alembic import op

revision = "0005_earlier_counts"
down_revision = "0004_released"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "earlier_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_earlier_import_partnership_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_earlier_import_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_import")),
    )
    op.create_index(
        op.f("ix_earlier_import_partnership_id"), "earlier_import", ["partnership_id"]
    )
    op.create_table(
        "imported_day",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["earlier_import.id"], name=op.f("fk_imported_day_import_id")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_imported_day_venue_id")
        ),
        sa.PrimaryKeyConstraint(
            "import_id", "venue_id", "service_date", name=op.f("pk_imported_day")
        ),
    )


def downgrade() -> None:
    op.drop_table("imported_day")
    op.drop_index(op.f("ix_earlier_import_partnership_id"), table_name="earlier_import")
    op.drop_table("earlier_import")
