"""What stands in a database's files, and what it knows of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from app.db import Database
from tests.support import postgres

SKIP: dict[str, tuple[str, ...]] = {
    "sqlite": (),
    # Its write-ahead log keeps what passed through it until its file is reused: see
    # docs/architecture.md. The other two are the databases every server starts with.
    "postgresql": ("data/pg_wal/", "data/base/1/", "data/base/4/"),
}


def forms_of(secret: bytes) -> set[bytes]:
    """The forms a random value could take in a file: raw, and as hex digits in either case."""
    return {secret, secret.hex().encode(), secret.hex().upper().encode()}


def found_in(folder: Path, secrets_: set[bytes], skip: tuple[str, ...] = ()) -> set[str]:
    """The files below a folder that contain one of the values."""
    return {
        name
        for path in folder.rglob("*")
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(skip)
        if (content := path.read_bytes()) and any(secret in content for secret in secrets_)
    }


def folder_of(database: Database) -> Path:
    """The folder of an SQLite file, or PostgreSQL's."""
    if database.is_sqlite:
        return Path(database.engine.url.database or "").parent
    with database.engine.connect() as connection:
        return Path(connection.scalar(text("SHOW data_directory"))).parent


def flush(database_kind: str, request: pytest.FixtureRequest) -> None:
    """Make PostgreSQL write its pages to their files."""
    if database_kind == "postgresql":
        server: postgres.Server = request.getfixturevalue("postgres_server")
        server.run("CHECKPOINT")


def analyse(db: Database) -> None:
    """Make PostgreSQL gather its statistics now, as it does by itself from time to time."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def columns_known(db: Database, *tables: str) -> set[tuple[str, str]]:
    """The columns of the tables about which PostgreSQL keeps statistics."""
    statement = text("SELECT tablename, attname FROM pg_stats WHERE tablename = ANY(:tables)")
    with db.engine.connect() as connection:
        return {
            (table, column)
            for table, column in connection.execute(statement, {"tables": list(tables)})
        }


def forms_of_number(number: int) -> set[bytes]:
    """The forms a number from 8,388,608 on takes: in SQLite, in PostgreSQL, and as text."""
    return {number.to_bytes(4, "big"), number.to_bytes(4, "little"), str(number).encode()}
