"""The health check."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.db import Database, StorageUnavailable


def check(db: Database) -> str | None:
    """Return what is wrong with the database, as a short sentence, or None."""
    try:
        with db.reading() as session:
            session.execute(text("SELECT version_num FROM alembic_version"))
    except StorageUnavailable:
        return "the database does not answer, or is not migrated"
    except SQLAlchemyError:
        return "the database is not migrated"
    return None
