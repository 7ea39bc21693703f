"""A full disk, a busy database and a missing one, for real."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, event

from app import sqlite_connections
from app.db import Database
from tests.support import postgres


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """The system stops this process from writing any file, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def busy(db: Database, lock: str = "IMMEDIATE") -> Iterator[None]:
    """Another process holds the write lock, or (EXCLUSIVE) blocks reads too; ours waits briefly."""
    with hurried(db), _locked_file(db, lock) if db.is_sqlite else _locked_tables(db, lock):
        yield


@contextlib.contextmanager
def hurried(db: Database) -> Iterator[None]:
    """We wait for locks only briefly."""

    def hurry(connection: Any, _record: object) -> None:
        connection.execute("SET lock_timeout = 1")
        connection.commit()

    db.close()
    patient = sqlite_connections.PATIENCE
    sqlite_connections.PATIENCE = 0.001
    if not db.is_sqlite:
        event.listen(db.engine, "connect", hurry)
    try:
        yield
    finally:
        sqlite_connections.PATIENCE = patient
        if not db.is_sqlite:
            event.remove(db.engine, "connect", hurry)
        db.close()


@contextlib.contextmanager
def _locked_file(db: Database, lock: str) -> Iterator[None]:
    other = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
    with contextlib.closing(other):
        other.execute(f"BEGIN {lock}")
        yield


@contextlib.contextmanager
def _locked_tables(db: Database, lock: str) -> Iterator[None]:
    mode = sql.SQL("ACCESS EXCLUSIVE" if lock == "EXCLUSIVE" else "EXCLUSIVE")
    with psycopg.connect(address(db)) as other:
        names = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in names.fetchall():
            other.execute(sql.SQL("LOCK TABLE {} IN {} MODE").format(sql.Identifier(name), mode))
        yield
        other.rollback()


@contextlib.contextmanager
def cut_at_commit(db: Database) -> Iterator[None]:
    """PostgreSQL ends our connection just before a transaction commits."""

    def end(connection: Connection) -> None:
        ours = connection.connection.dbapi_connection
        assert ours is not None
        with psycopg.connect(address(db), autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours.info.backend_pid])

    event.listen(db.engine, "commit", end)
    try:
        yield
    finally:
        event.remove(db.engine, "commit", end)


@contextlib.contextmanager
def gone(server: postgres.Server) -> Iterator[None]:
    """PostgreSQL has ended every connection to the database and accepts no new ones."""
    server.run("ALTER DATABASE tests WITH ALLOW_CONNECTIONS false")
    try:
        server.end_connections()
        yield
    finally:
        server.run("ALTER DATABASE tests WITH ALLOW_CONNECTIONS true")


def address(db: Database) -> str:
    """The database as PostgreSQL's own programs name it."""
    return db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
