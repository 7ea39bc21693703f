"""What hosts say of a day, and the house's own phone"""

import sqlalchemy as sa
from alembic import op

revision = "0007_the_hosts_minute"
down_revision = "0006_invitations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_day",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("runs", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_day_activity_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "service_date", name=op.f("pk_activity_day")),
    )
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_correction_activity_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_correction_person_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_correction_role_id")),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["correction.id"], name=op.f("fk_correction_undoes_id")
        ),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_correction_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("mark", name=op.f("uq_correction_mark")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_correction_undoes_id")),
    )
    op.create_index(op.f("ix_correction_venue_id"), "correction", ["venue_id"])
    op.create_table(
        "day_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_day_note_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_note")),
        sa.UniqueConstraint("venue_id", "service_date", "text", name=op.f("uq_day_note_venue_id_service_date_text")),
    )
    op.create_index(op.f("ix_day_note_venue_id"), "day_note", ["venue_id"])
    op.create_table(
        "head_check",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=True),
        sa.Column("by_codes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_head_check_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "service_date", name=op.f("pk_head_check")),
    )
    op.create_table(
        "host_time",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("seconds >= 0", name=op.f("ck_host_time_seconds_not_negative")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_host_time_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "service_date", "part", name=op.f("pk_host_time")),
    )
    op.add_column("day", sa.Column("reason", sa.String(length=20), nullable=True))
    op.add_column("device", sa.Column("expires_on", sa.Date(), nullable=True))


def downgrade() -> None:
    # What the earlier code does not know: it would take a phone for a tablet.
    op.execute("DELETE FROM device WHERE kind = 'phone'")
    op.drop_column("device", "expires_on")
    op.drop_column("day", "reason")
    op.drop_table("host_time")
    op.drop_table("head_check")
    op.drop_index(op.f("ix_day_note_venue_id"), table_name="day_note")
    op.drop_table("day_note")
    op.drop_index(op.f("ix_correction_venue_id"), table_name="correction")
    op.drop_table("correction")
    op.drop_table("activity_day")
