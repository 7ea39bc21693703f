"""Whether an import was finished, its closed and undone days, and the venues that it created"""

import sqlalchemy as sa
from alembic import op

revision = "0027_whole_undo_of_imports"
down_revision = "0026_versions_and_totals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("earlier_import", sa.Column("finished_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE earlier_import SET finished_at = made_at")
    op.add_column("imported_day", sa.Column("is_closed", sa.Boolean(), nullable=True))
    op.execute(
        "UPDATE imported_day SET is_closed = EXISTS (SELECT 1 FROM day"
        " WHERE day.venue_id = imported_day.venue_id AND day.state = 'closed'"
        " AND day.service_date = imported_day.service_date AND imported_day.visits = 0)"
    )
    op.add_column("imported_day", sa.Column("is_undone", sa.Boolean(), nullable=True))
    op.execute(
        "UPDATE imported_day SET is_undone = EXISTS (SELECT 1 FROM earlier_import"
        " WHERE earlier_import.id = imported_day.import_id"
        " AND earlier_import.taken_back_at IS NOT NULL)"
    )
    with op.batch_alter_table("imported_day") as table:
        table.alter_column("is_closed", existing_type=sa.Boolean(), nullable=False)
        table.alter_column("is_undone", existing_type=sa.Boolean(), nullable=False)
    # Older imports did not record which venues they created.
    op.create_table(
        "imported_venue",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["earlier_import.id"], name=op.f("fk_imported_venue_import_id")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_imported_venue_venue_id")),
        sa.PrimaryKeyConstraint("import_id", "venue_id", name=op.f("pk_imported_venue")),
    )


def downgrade() -> None:
    op.drop_table("imported_venue")
    op.execute("ALTER TABLE imported_day DROP COLUMN is_undone")
    op.execute("ALTER TABLE imported_day DROP COLUMN is_closed")
    op.execute("ALTER TABLE earlier_import DROP COLUMN finished_at")
