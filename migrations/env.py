"""Run by Alembic: connects as the application does, and migrates in one transaction."""

from alembic import context
from sqlalchemy import Connection

from app.db import Database
from app.models import Base


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        # A restore's, which commits the migrations together with the rows.
        migrate(given)
        return
    database = Database(context.config.attributes["database_url"], create=True)
    # `writing`: on SQLite the migration takes its place in the queue at once.
    with database.engine.execution_options(writing=True).connect() as connection:
        if database.is_sqlite:
            # Batch mode rebuilds tables; with the foreign keys on, dropping the old one would
            # delete the rows that point at it.
            # Straight to the driver: inside a transaction the pragma does nothing.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        migrate(connection)
    database.close()


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
