"""Sessions without a hash of an address, and no statistics about the running day's rows"""

import sqlalchemy as sa
from alembic import op

revision = "0024_no_trace_in_sessions"
down_revision = "0023_settling"
branch_labels = None
depends_on = None

RUNNING_DAY = ("day_key", "participation", "tap", "visit", "visit_role")


def upgrade() -> None:
    # The data held Flask-Login's hash of the address and the browser's name, and messages not shown
    # yet. Whose session it is has a column of its own, so nobody is signed out.
    op.execute("UPDATE sign_in SET data = '{}'")
    if op.get_bind().dialect.name == "postgresql":
        _set_statistics(0, forget=True)
        _forget("sign_in", "data", "text")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _set_statistics(-1)


def _set_statistics(target: int, *, forget: bool = False) -> None:
    """Set the statistics target of every column of the running day's tables. -1 is the default."""
    for table in RUNNING_DAY:
        columns = op.get_bind().execute(
            sa.text(
                "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
                " WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped"
            ),
            {"table": table},
        )
        for column, kind in columns.all():
            op.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" SET STATISTICS {target}')
            if forget:
                _forget(table, column, kind)


def _forget(table: str, column: str, kind: str) -> None:
    """Remove what statistics there are. ANALYZE skips a column with target 0 and leaves them.

    Setting a column to the type it has removes them, and rewrites nothing.
    """
    op.execute(f'ALTER TABLE {table} ALTER COLUMN "{column}" TYPE {kind}')
