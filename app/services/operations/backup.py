"""Making a backup: the carried tables as they are at one moment, in one file."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    func,
    literal,
    null,
    select,
)

from app.db import Database, StorageFull
from app.services.core.health import revision
from app.services.days import closing
from app.services.operations import backup_file, encryption
from app.services.operations.backup_file import BackupRefused, BackupWriter, Header
from app.services.operations.tables import BLANK, LEFT_OUT, carried, carried_rows

AT_ONCE = 1_000
"""Rows in memory, and in a line of the file, at a time."""
PARTLY = ".part"
Progress = Callable[[int, int], None]
"""Is told, now and then, how many rows were done since the last time, and how many there are."""


def make_backup(
    db: Database,
    file: Path,
    *,
    version: str,
    schema: str,
    recipient: str | None,
    now: dt.datetime,
    progress: Progress,
) -> int:
    """Write a backup and open it again; returns its number of rows. Requests go on meanwhile.

    Without a `recipient`, it is not encrypted. Raises BackupRefused, with no file left behind, and
    StorageUnavailable.
    """
    if file.exists():
        raise BackupRefused(f"{file} exists already. Choose another name.")
    header = Header(now, version, schema, encrypted=recipient is not None)
    # A key of this backup alone, thrown away afterwards: the secret half of the recipient's is not
    # on this machine, and nothing else could tell whether the file opens.
    identity, own = encryption.new_identity()
    partly = file.with_name(file.name + PARTLY)
    with _new_file(partly) as target:
        try:
            keys = [recipient, own] if recipient else []
            _require(db, schema)
            with backup_file.writing(target, header, keys) as writer:
                _write(db, writer, now, progress)
        except encryption.WrongKey as error:
            raise BackupRefused(
                "BACKUP_RECIPIENT is not a public key of age. Copy it again."
            ) from error
        target.flush()
        os.fsync(target.fileno())
        rows = check_backup(partly, [identity])
        partly.rename(file)
    if not db.is_sqlite:
        # Rows of a day that was closed meanwhile had to stay as long as they could be read.
        closing.scrub(db)
    return rows


def check_backup(file: Path, identities: list[str]) -> int:
    """Read a whole backup and return its number of rows. Raises BackupRefused."""
    with backup_file.reading(file, identities) as (_header, reader):
        return sum(len(rows) for part in reader.tables() for rows in part.rows)


def _require(db: Database, schema: str) -> None:
    with db.reading() as session:
        found = revision(session)
    # A later version may have migrated it before this one came back (`migrating.is_current`). Then
    # the backup is of this version's schema, without what only the later one knows.
    if found < schema:
        raise BackupRefused(
            f"The database is at {found or 'no schema'}, and this version expects {schema}. Make"
            " the backup with the version that it belongs to, or run `flask migrate` first."
        )


def _write(db: Database, writer: BackupWriter, now: dt.datetime, progress: Progress) -> None:
    tables = carried()
    with db.snapshot(without=[model.__tablename__ for model in LEFT_OUT]) as connection:
        counts = {
            each.name: connection.scalar(
                select(func.count()).select_from(each).where(carried_rows(each, now))
            )
            or 0
            for each in tables
        }
        writer.line({"rows": counts})
        total = sum(counts.values())
        for each in tables:
            writer.line({"table": each.name, "columns": [c.name for c in each.c]})
            for rows in _rows(connection, each, now):
                writer.line(rows)
                progress(len(rows), total)


def _rows(connection: Connection, source: Table, now: dt.datetime) -> Iterator[list[list[object]]]:
    """Yield the rows in the order of their keys, which does not show when they were written."""
    columns = [_blank(c) if _is_blank(c) else c for c in source.c]
    asked = select(*columns).where(carried_rows(source, now)).order_by(*source.primary_key)
    found = connection.execute(asked.execution_options(yield_per=AT_ONCE))
    for part in found.partitions():
        yield [list(row) for row in part]


def _is_blank(about: Column[Any]) -> bool:
    return str(about) in BLANK


def _blank(about: Column[Any]) -> ColumnElement[Any]:
    value = BLANK[str(about)]
    return (null() if value is None else literal(value)).label(about.name)


@contextlib.contextmanager
def _new_file(file: Path) -> Iterator[IO[bytes]]:
    """Open a file that only its owner may read. It is gone if the block raises, or renamed."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        os.fchmod(handle, 0o600)
        with os.fdopen(handle, "wb") as target:
            yield target
    except StorageFull as error:
        raise BackupRefused(
            "There is no room for a copy of the database. Make room in the folder for temporary"
            " files, or set SQLITE_TMPDIR to a folder with room."
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise BackupRefused(f"There is no room for {file.parent}/. Make some.") from error
        raise BackupRefused(f"{file} can't be written: {error.strerror}.") from error
    finally:
        file.unlink(missing_ok=True)
