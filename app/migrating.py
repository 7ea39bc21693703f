"""Migrating the database. Run before the server starts, since its workers would race."""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.db import Database

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_config(database_url: str) -> AlembicConfig:
    """Return Alembic's settings for a database; there is no alembic.ini."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["database_url"] = database_url
    return settings


def is_current(db: Database, database_url: str) -> bool:
    """Return whether the database is at the newest revision."""
    head = ScriptDirectory.from_config(alembic_config(database_url)).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def upgrade(database_url: str, revision: str = "head") -> None:
    command.upgrade(alembic_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    command.downgrade(alembic_config(database_url), revision)
