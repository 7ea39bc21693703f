"""Access begins and ends with its maker; accounts are no longer locked"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0020_access_by_invitation"
down_revision = "0019_sessions_and_keys_end"
branch_labels = None
depends_on = None

# Links from before had no end, and whoever found one could use it.
ENDED = dt.datetime(2026, 1, 1)

person = sa.table(
    "person",
    sa.column("id", sa.Integer()),
    sa.column("email", sa.String()),
    sa.column("archived_on", sa.Date()),
    sa.column("failed_sign_ins", sa.Integer()),
)
device = sa.table(
    "device",
    sa.column("last_used_on", sa.Date()),
    sa.column("link_ends_at", sa.DateTime()),
)
invitation = sa.table("invitation", sa.column("made_by", sa.Integer()))


def upgrade() -> None:
    with op.batch_alter_table("device") as batch:
        batch.add_column(sa.Column("link_ends_at", sa.DateTime(), nullable=True))
    op.execute(device.update().where(device.c.last_used_on.is_(None)).values(link_ends_at=ENDED))
    with op.batch_alter_table("invitation") as batch:
        batch.alter_column("made_by", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_invitation_person_id"), "person", ["person_id"], ["id"]
        )
    with op.batch_alter_table("person") as batch:
        batch.alter_column("email", existing_type=sa.String(length=254), nullable=True)
        batch.drop_column("failed_sign_ins")
        batch.drop_column("wait_until")
    op.execute(person.update().where(person.c.archived_on.is_not(None)).values(email=None))


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("failed_sign_ins", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("wait_until", sa.DateTime(), nullable=True))
    # No e-mail is like this, so nobody gets one of them by choosing it.
    nobodys = sa.literal("archived-").concat(sa.cast(person.c.id, sa.String()))
    op.execute(person.update().where(person.c.email.is_(None)).values(email=nobodys))
    op.execute(person.update().values(failed_sign_ins=0))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("email", existing_type=sa.String(length=254), nullable=False)
        batch.alter_column("failed_sign_ins", existing_type=sa.Integer(), nullable=False)
    op.execute(invitation.delete().where(invitation.c.made_by.is_(None)))
    with op.batch_alter_table("invitation") as batch:
        batch.drop_constraint(op.f("fk_invitation_person_id"), type_="foreignkey")
        batch.drop_column("person_id")
        batch.alter_column("made_by", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("device") as batch:
        batch.drop_column("link_ends_at")
