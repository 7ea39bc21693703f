"""Database access: reading and writing blocks, and the application's only commits.

A service opens one block per use case. `writing()` is one transaction, committed when the block
ends and rolled back if it raises. Blocks never nest.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app import sqlite_connections, sqlite_copy
from app.db_error_names import BROKEN, BUSY, FULL, is_full, name_of
from app.sqlite_turns import TooLong, Turns

BUSY_TIMEOUT_MS = 5_000

# A process has at most this many connections to PostgreSQL: those that stay open are enough for the
# server's threads and the one that closes days, and a few more may come for a moment.
CONNECTIONS, FOR_A_MOMENT = 10, 5


class StorageUnavailable(Exception):
    """The database is locked, full, read-only, damaged, missing or unreachable; nothing was
    written.
    """


class StorageFull(StorageUnavailable):
    """The disk is full. Retrying won't help until somebody frees space."""


class ForeignKeyBroken(Exception):
    """A row refers to one that is not there; nothing was written."""


class Database:
    """An existing database. Only a migration may pass `create`, to create the SQLite file.

    Otherwise a missing file is an error, which creating an empty one would hide. `shared_folder` is
    where every machine that uses the database finds what must not be in it. `clock` is handed to
    writing sessions: without it, they keep no trail (`app.models.audit_listener`).
    """

    def __init__(
        self,
        url: str,
        *,
        create: bool = False,
        shared_folder: Path | None = None,
        clock: Callable[[], dt.datetime] | None = None,
    ) -> None:
        self.clock = clock
        self.is_sqlite = url.startswith("sqlite")
        self.shared_folder = shared_folder
        file = Path(url.removeprefix("sqlite:///")) if self.is_sqlite else None
        self._turns = Turns(file)
        if file and create:
            sqlite_connections.create_for_owner(file)
        # hide_parameters keeps the values of a failing statement out of the log.
        self.engine = create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=not self.is_sqlite,
            pool_size=CONNECTIONS,
            max_overflow=FOR_A_MOMENT,
            pool_timeout=BUSY_TIMEOUT_MS / 1_000,
        )
        if self.is_sqlite:
            sqlite_connections.listen(self.engine, create=create)
        else:
            event.listen(self.engine, "connect", _prepare_postgresql)
        # Made once: they are views of the same engine and its pool.
        self._writers = self.engine.execution_options(writing=True)
        self._readers = self.engine if self.is_sqlite else _repeatable(self.engine)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session with a consistent snapshot. Changes made in it are discarded.

        Raises StorageUnavailable if the database can't be read.
        """
        with self._plain_errors(), Session(self._readers, autoflush=False) as session:
            yield session

    @contextlib.contextmanager
    def writing(self, *, in_bulk: bool = False) -> Iterator[Session]:
        """Open a session in one transaction, committed at the end of the block.

        On SQLite, who writes many blocks in a row does it `in_bulk`, so that others go first.
        Raises StorageUnavailable or StorageFull, with nothing written.
        """
        with (
            self._turn(in_bulk=in_bulk),
            self._plain_errors(),
            Session(self._writers, expire_on_commit=False) as session,
        ):
            if self.is_sqlite:
                self._begin_fresh(session)
            if self.clock is not None:
                session.info["clock"] = self.clock
            yield session
            session.commit()

    @contextlib.contextmanager
    def reading_rows(self) -> Iterator[Connection]:
        """Like `reading`, for single statements: a session costs as much as one of them."""
        with self._plain_errors(), self._readers.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing_rows(self) -> Iterator[Connection]:
        """Like `writing`, for single statements. What listens to sessions doesn't see them."""
        with self._turn(), self._plain_errors(), self._fresh_writer() as connection:
            yield connection
            connection.commit()

    @contextlib.contextmanager
    def snapshot(self, *, without: Iterable[str]) -> Iterator[Connection]:
        """Open a connection that sees the tables as they are now, however long the block takes.

        PostgreSQL keeps the rows as they are for the reader. On SQLite nobody can write while
        somebody reads, so the block reads a copy in a temporary file, which has no name and goes
        with the connection; the rows of the tables in `without` are overwritten there at once.

        Raises StorageUnavailable, or StorageFull if there is no room for the copy.
        """
        if not self.is_sqlite:
            with self._plain_errors(), _repeatable(self.engine).connect() as connection:
                yield connection
            return
        with self.at_rest(without=without) as copy, copy.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def at_rest(self, *, without: Iterable[str]) -> Iterator[Database]:
        """Give a database to read from at length, in which nobody who writes has to wait for it.

        That is this one on PostgreSQL. On SQLite it is a copy, as in `snapshot`, which raises the
        same errors.
        """
        if not self.is_sqlite:
            yield self
            return
        with self._plain_errors(), self._copied(without) as copy:
            found = object.__new__(Database)
            found.is_sqlite, found.shared_folder, found._turns = True, None, Turns(None)
            found.clock = None
            found.engine = create_engine(
                "sqlite://", hide_parameters=True, creator=lambda: copy, poolclass=StaticPool
            )
            found._writers = found.engine.execution_options(writing=True)
            found._readers = found.engine
            yield found

    @contextlib.contextmanager
    def _copied(self, without: Iterable[str]) -> Iterator[sqlite3.Connection]:
        try:
            with self.engine.connect() as connection:
                driver: Any = connection.connection.dbapi_connection
                file = Path(self.engine.url.database or "")
                with sqlite_copy.nameless(driver, file, without) as copy:
                    yield copy
        except sqlite_copy.NotCopied as error:
            no_room = isinstance(error, sqlite_copy.NoRoom)
            raise (StorageFull if no_room else StorageUnavailable)(str(error)) from error
        except sqlite3.Error as error:
            kind = StorageFull if name_of(error) in FULL else StorageUnavailable
            raise kind(str(error)) from error

    @contextlib.contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Open a connection in one transaction that may change tables as well as rows.

        It is committed at the end of the block, and rolled back if that raises. On SQLite foreign
        keys are only checked at the end, since changing a table there means replacing it.
        """
        engine = self.engine.execution_options(writing=True)
        with self._turn(), self._plain_errors(), engine.connect() as connection:
            connection.detach()
            if self.is_sqlite:
                # Straight to the driver: inside a transaction the pragma does nothing.
                driver: Any = connection.connection.dbapi_connection
                driver.execute("PRAGMA foreign_keys=OFF")
            yield connection
            if self.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise ForeignKeyBroken
            connection.commit()

    def scrub(self, *tables: str) -> None:
        """Erase deleted rows of the tables from disk. Does nothing on SQLite.

        SQLite overwrites rows as it deletes them (secure_delete). PostgreSQL doesn't, and a plain
        VACUUM leaves them in the indexes, so VACUUM FULL rewrites the tables and their indexes.
        Use it only for small tables.
        """
        if not self.is_sqlite:
            with (
                self._plain_errors(),
                self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
            ):
                connection.exec_driver_sql(f"VACUUM FULL {', '.join(tables)}")

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()
        self._turns.close()

    @contextlib.contextmanager
    def _turn(self, *, in_bulk: bool = False) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        try:
            with self._turns.taking(BUSY_TIMEOUT_MS / 1_000, in_bulk=in_bulk):
                yield
        except TooLong as error:
            raise StorageUnavailable("other writers took too long") from error

    def _begin_fresh(self, session: Session) -> None:
        # A connection opened while the file was read-only stays read-only, so retry once with a
        # new one.
        try:
            session.connection()
        except OperationalError as error:
            if name_of(error.orig) in BUSY:
                raise
            session.close()
            self.close()
            session.connection()

    def _fresh_writer(self) -> Connection:
        connection = self._writers.connect()
        try:
            connection.begin()
        except OperationalError as error:
            connection.close()
            if not self.is_sqlite or name_of(error.orig) in BUSY:
                raise
            self.close()
            connection = self._writers.connect()
        return connection

    @contextlib.contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except NoneFree as error:
            raise StorageUnavailable("all connections are in use") from error
        except DBAPIError as error:
            if not (isinstance(error, OperationalError) or name_of(error.orig) in BROKEN):
                raise
            if name_of(error.orig) not in BUSY:
                # An open connection keeps a file that was read-only or has been replaced, so the
                # next block must open a new one.
                self.close()
            kind = StorageFull if is_full(error) else StorageUnavailable
            raise kind(str(error.orig)) from error


def _repeatable(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # PostgreSQL waits for a lock without limit by default, which would block a server thread.
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT_MS}")
    connection.autocommit = False
