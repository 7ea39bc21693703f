"""The database: reading and writing blocks, and the only commit in the tree.

A service opens one block per use case. `writing()` is one transaction, committed when the block
ends well and rolled back when it does not. Blocks never nest.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 5_000

# Set on every connection: none of them is stored in the file except the journal mode, and a
# restored or copied file may come without it. TRUNCATE and not WAL, because a WAL keeps deleted
# rows until it is checkpointed, and a visit must be gone when its day is closed.
SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)


class StorageUnavailable(Exception):
    """The database is locked, full, read-only or gone; nothing was written."""


class StorageFull(StorageUnavailable):
    """There is no room left to write; waiting does not help, somebody has to make some."""


# What SQLite and PostgreSQL call a disk that takes no more.
FULL = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "53100"}


class Database:
    """One installation's database."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        # SQLite's own queue is unfair: a writer that waits may wait out its time while others
        # pass. The threads of a process take turns; processes still queue in the database.
        self._turn = threading.Lock() if self.is_sqlite else None
        if self.is_sqlite:
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        # hide_parameters: a failing statement must never put a value into a log line.
        self.engine = create_engine(url, hide_parameters=True, pool_pre_ping=not self.is_sqlite)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            event.listen(self.engine, "connect", _prepare_postgresql)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look at the data; whatever is changed in it is thrown away."""
        engine = self.engine if self.is_sqlite else _repeatable(self.engine)
        with _plain_errors(), Session(engine, autoflush=False) as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, committed at the end of the block.

        Raises StorageUnavailable where the database cannot take it; nothing is written then.
        """
        engine = self.engine.execution_options(writing=True)
        with (
            _taking(self._turn),
            _plain_errors(),
            Session(engine, expire_on_commit=False) as session,
        ):
            yield session
            session.commit()

    def scrub(self, *tables: str) -> None:
        """Give deleted rows' bytes back, where the database keeps them after the deletion.

        SQLite overwrites them as it deletes (secure_delete). PostgreSQL keeps them, in its
        indexes even after an ordinary vacuum; a full one writes tables and indexes anew. They are
        small: they hold the running day alone.
        """
        if not self.is_sqlite:
            with (
                _plain_errors(),
                self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
            ):
                connection.exec_driver_sql(f"VACUUM FULL {', '.join(tables)}")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _repeatable(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling begins late and deferred; we begin ourselves, below.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # Its own wait for a lock has no end: a page would hang, and hold a thread of the server.
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.autocommit = False


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later cannot wait for another writer:
    # it fails at once. IMMEDIATE takes its place in the queue at the start.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextlib.contextmanager
def _taking(turn: threading.Lock | None) -> Iterator[None]:
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
        raise StorageUnavailable("other writers took too long")
    try:
        yield
    finally:
        turn.release()


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        kind = StorageFull if _is_full(error) else StorageUnavailable
        raise kind(str(error.orig)) from error


def _is_full(error: BaseException | None) -> bool:
    # Where a savepoint was open, SQLite has rolled it back, and the error on top says only that.
    while error is not None:
        orig = getattr(error, "orig", None)
        if getattr(orig, "sqlite_errorname", getattr(orig, "sqlstate", None)) in FULL:
            return True
        error = error.__context__
    return False
