"""Restoring a backup into an empty database, all of it or nothing."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, select, types, update
from sqlalchemy.exc import IntegrityError

from app import models
from app.db import Database, ForeignKeyBroken, StorageFull
from app.services.core.health import VERSION
from app.services.days import closing
from app.services.operations import backup_file
from app.services.operations.backup import Progress
from app.services.operations.backup_file import BackupReader, BackupRefused, Header

ITS_OWN = (VERSION, models.ClockSeen.__tablename__)
"""Tables with rows in a database where nobody has set up anything yet."""
Migrate = Callable[[Connection, str], None]


def restore_backup(
    db: Database,
    file: Path,
    identities: list[str],
    *,
    knows: Callable[[str], bool],
    migrate: Migrate,
    now: dt.datetime,
    progress: Progress,
) -> Header:
    """Restore a backup, bring it up to this version, and close the days that have ended since.

    `knows` is whether this version can migrate from a revision, and `migrate` does it. Everything
    is one transaction. Raises BackupRefused, with the database as it was, and StorageUnavailable.
    """
    header = backup_file.read_header(file)
    if not knows(header.schema):
        raise BackupRefused(
            f"That backup was made by a newer version ({header.version}, {header.schema})."
            " Install that version, or a newer one, and restore it with that."
        )
    try:
        with db.rebuilding() as connection:
            tables = _make_ready(connection, header.schema, migrate)
            with backup_file.reading(file, identities) as (_header, reader):
                _load(connection, tables, reader, progress)
            migrate(connection, "head")
            _continue_days(connection)
    except StorageFull as error:
        raise BackupRefused(
            "There is no room for the database. Nothing was restored. Make some, and try again."
        ) from error
    except (IntegrityError, ForeignKeyBroken) as error:
        raise BackupRefused(f"{file} does not fit together. Take another backup.") from error
    closing.close_at_start(db, now=now)
    return header


def _make_ready(connection: Connection, schema: str, migrate: Migrate) -> MetaData:
    """Give an empty database the tables of the backup's schema, and return them."""
    found = MetaData()
    found.reflect(connection)
    for each in found.sorted_tables:
        if each.name not in ITS_OWN and connection.scalar(select(1).select_from(each).limit(1)):
            raise BackupRefused(
                "The database is not empty. A backup is restored into an empty one: set"
                " DATABASE_URL to a new database, or move the file of the old one away."
            )
    version = found.tables.get(VERSION)
    if version is None or connection.scalar(select(version)) != schema:
        found.drop_all(connection)
        migrate(connection, schema)
        found = MetaData()
        found.reflect(connection)
    return found


def _load(
    connection: Connection, tables: MetaData, reader: BackupReader, progress: Progress
) -> None:
    total = sum(reader.counts.values())
    for part in reader.tables():
        table = tables.tables[part.name]
        columns = [table.c[name] for name in part.columns]
        change = [_typed(column.type) for column in columns]
        for rows in part.rows:
            values = [
                {
                    column.name: value if to is None or value is None else to(value)
                    for column, to, value in zip(columns, change, row, strict=True)
                }
                for row in rows
            ]
            connection.execute(insert(table).execution_options(render_nulls=True), values)
            progress(len(rows), total)
        if connection.dialect.name == "postgresql" and "id" in table.c:
            _move_sequence(connection, table)


def _typed(kind: types.TypeEngine[Any]) -> Callable[[Any], Any] | None:
    if isinstance(kind, types.JSON):
        kind.none_as_null = True
        return None
    return backup_file.typed(kind.python_type)


def _move_sequence(connection: Connection, table: Table) -> None:
    """Make PostgreSQL number the next row after those that came with their numbers."""
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    highest = connection.scalar(select(func.max(table.c.id)))
    if sequence and highest:
        connection.execute(select(func.setval(sequence, highest)))


def _continue_days(connection: Connection) -> None:
    """Give the days that were running a new key, so that they can go on or be closed.

    Boards from before may still be open, so no version may recur.
    """
    is_open = models.Day.closed.is_(False)
    days = connection.execute(
        select(models.Day.venue_id, models.Day.service_date).where(is_open)
    ).all()
    for venue_id, date in days:
        key = secrets.token_bytes(32)
        connection.execute(
            insert(models.DayKey).values(venue_id=venue_id, service_date=date, key=key)
        )
        connection.execute(
            update(models.Day)
            .where(models.Day.venue_id == venue_id, models.Day.service_date == date)
            .values(version=1_000_000 + secrets.randbelow(1_000_000_000))
        )
