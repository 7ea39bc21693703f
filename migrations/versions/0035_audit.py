"""Who set up, handed out or fetched what: lines that are never changed"""

import sqlalchemy as sa
from alembic import op

revision = "0035_audit"
down_revision = "0034_mail"
branch_labels = None
depends_on = None

OVER = "this line of the trail may not be deleted yet"
NEVER = "a line of the trail is never changed"


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("subject", sa.String(20), nullable=False),
        sa.Column("deed", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("subject_name", sa.String(200), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_partnership_id_at"), "audit_entry", ["partnership_id", "at"])
    op.create_index(op.f("ix_audit_entry_person_id"), "audit_entry", ["person_id"])
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE ON audit_entry"
        f" BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    )
    op.execute(
        "CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry"
        f" WHEN OLD.at > datetime('now', '-13 months')"
        f" BEGIN SELECT RAISE(ABORT, '{OVER}'); END"
    )


def _guard_postgresql() -> None:
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{NEVER}'; END IF;
          IF OLD.at > timezone('utc', now()) - interval '13 months'
          THEN RAISE EXCEPTION '{OVER}'; END IF;
          RETURN OLD;
        END $$
        """  # noqa: S608
    )
    op.execute(
        "CREATE TRIGGER audit_entry_guarded BEFORE UPDATE OR DELETE ON audit_entry"
        " FOR EACH ROW EXECUTE FUNCTION guard_audit_entry()"
    )


def downgrade() -> None:
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION guard_audit_entry()")
