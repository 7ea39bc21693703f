"""The logo that a venue has chosen"""

import sqlalchemy as sa
from alembic import op

revision = "0037_logos_of_venues"
down_revision = "0036_rhythms_of_activities"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue_logo",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_venue_logo_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", name=op.f("pk_venue_logo")),
    )
    op.create_index(op.f("ix_venue_logo_digest"), "venue_logo", ["digest"])


def downgrade() -> None:
    op.drop_index(op.f("ix_venue_logo_digest"), table_name="venue_logo")
    op.drop_table("venue_logo")
