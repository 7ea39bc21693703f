"""Moving the database to a revision. Once, before the server starts: two workers would race."""

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
    """Alembic's settings for a database; there is no ini file."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["database_url"] = database_url
    return settings


def is_current(db: Database, database_url: str) -> bool:
    """Whether the database is at this version's tables."""
    head = ScriptDirectory.from_config(alembic_config(database_url)).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database up to a revision."""
    command.upgrade(alembic_config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to a revision."""
    command.downgrade(alembic_config(database_url), revision)
