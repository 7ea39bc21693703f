"""Migrating the database. Run before the server starts, since its workers would race."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.db import Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_config(database_url: str) -> AlembicConfig:
    """Return Alembic's settings for a database; there is no alembic.ini."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["database_url"] = database_url
    return settings


@cache
def newest_revision() -> str:
    """The revision that this version of the application needs."""
    head = ScriptDirectory.from_config(alembic_config("")).get_current_head()
    return head or ""


def is_current(db: Database) -> bool:
    """Return whether the database has all that this version needs. Raises StorageUnavailable.

    A later version may have migrated it already: revisions begin with their number, and a release
    only adds what the one before can do without.
    """
    with db.reading() as session:
        found = MigrationContext.configure(session.connection()).get_current_revision()
    return found is not None and found >= newest_revision()


def upgrade(database_url: str, revision: str = "head") -> None:
    command.upgrade(alembic_config(database_url), revision)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Migrate in the connection's own transaction, which the caller commits."""
    settings = alembic_config("")
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


def knows(revision: str) -> bool:
    """Whether this version of the application can migrate from the revision."""
    scripts = ScriptDirectory.from_config(alembic_config(""))
    return revision in {script.revision for script in scripts.walk_revisions()}


def downgrade(database_url: str, revision: str) -> None:
    command.downgrade(alembic_config(database_url), revision)
