"""Migrating the database. Run before the server starts, since its workers would race."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from app.db import Database

TRAIL = "audit_entry"
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


def keep_apart(owner_url: str, application_url: str) -> None:
    """Give the trail to the owner's role, and all other tables to the application's.

    The application's role may then read and add lines of the trail, and do nothing else to it. Its
    other tables must be its own: it rewrites them so that no byte of a visit is left. PostgreSQL
    only; the owner must be a member of the application's role and own the schema.
    """
    application = _role_of(application_url)
    engine = create_engine(owner_url, hide_parameters=True)
    try:
        with engine.begin() as connection:
            owner = connection.scalar(text("SELECT current_user"))
            if owner != application:
                _give(connection, _quoted(connection, owner), _quoted(connection, application))
    finally:
        engine.dispose()


def _give(connection: Connection, owner: str, application: str) -> None:
    tables = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    for name in connection.scalars(tables).all():
        to = owner if name == TRAIL else application
        connection.execute(text(f"ALTER TABLE {_quoted(connection, name)} OWNER TO {to}"))
    for statement in (
        f"ALTER FUNCTION guard_audit_entry() OWNER TO {owner}",
        f"REVOKE ALL ON {TRAIL} FROM {application}",
        f"GRANT SELECT, INSERT ON {TRAIL} TO {application}",
        f"GRANT USAGE ON SEQUENCE {TRAIL}_id_seq TO {application}",
    ):
        connection.execute(text(statement))


def _role_of(url: str) -> str:
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return str(connection.scalar(text("SELECT current_user")))
    finally:
        engine.dispose()


def _quoted(connection: Connection, name: object) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(str(name))
