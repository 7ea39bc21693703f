"""A copy of the database from before the migration that destroys exact role numbers.

Going back to the version before needs them, and no downgrade can bring them back.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url, text

from app import sqlite_copy

DESTROYS = "0023_settling"
RUNNING_DAY = ("visit_role", "participation", "visit", "tap", "day_key", "sign_in")
"""What no copy holds: the day that is running, and who is signed in."""


def would_destroy(database_url: str) -> bool:
    """Return whether migrating this database destroys numbers that were counted with."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return False
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            if "alembic_version" not in tables or "day_count" not in tables:
                return False
            version = connection.scalar(text("SELECT version_num FROM alembic_version"))
            roles = connection.scalar(text("SELECT 1 FROM day_count WHERE role_id IS NOT NULL"))
            return version is not None and version < DESTROYS and roles is not None
    finally:
        engine.dispose()


def copy_sqlite(database_url: str) -> Path | None:
    """Copy the SQLite file to one beside it, and return that; None for PostgreSQL.

    The copy has no visits and no sessions. Only its owner can read it. Raises NotCopied,
    OSError and sqlite3.Error.
    """
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or url.database is None:
        return None
    path = Path(url.database)
    copy = path.with_name(f"{path.stem}-before-{DESTROYS}{path.suffix}")
    sqlite_copy.named(path, copy, RUNNING_DAY)
    return copy
