"""Connections to an SQLite file: how they are opened, begin, wait for a lock, and end.

SQLite's own way of waiting is to sleep for longer and longer, up to a tenth of a second, and to
look again. A lock is mostly gone within a few thousandths, so here whoever waits looks again at
once. Only three steps can meet a lock: beginning to read, beginning to write, and a commit, which
waits for those who read.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from app.db_error_names import BUSY, name_of

PATIENCE = 5.0
"""Seconds that a step waits for a lock."""
FIRST_PAUSE, LONGEST_PAUSE = 0.0002, 0.002
"""Seconds between two looks: each pause is twice as long as the one before."""

# Set on every connection because SQLite doesn't store them in the file. TRUNCATE rather than WAL,
# because a WAL keeps deleted rows until the next checkpoint, and visits must be gone once their
# day is closed.
PRAGMAS = (
    "PRAGMA journal_mode=TRUNCATE",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)
# The least that takes a reader's lock. BEGIN alone takes none.
READ = "SELECT 1 FROM sqlite_master LIMIT 1"

Given = TypeVar("Given")


def listen(engine: Engine, *, create: bool) -> None:
    """Let the engine open, begin and end connections as this module does."""
    if not create:
        event.listen(engine, "do_connect", _only_what_is_there)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _commit)
    event.listen(engine, "checkin", _end)


def create_for_owner(file: Path) -> None:
    """Create an empty file that only its owner may read, and its folder."""
    # SQLite gives its journals the rights of the file.
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def begin_reading(connection: sqlite3.Connection) -> None:
    """Begin a transaction and take a reader's lock. Raises sqlite3.Error."""
    connection.execute("BEGIN")
    patiently(lambda: connection.execute(READ).fetchone())


def patiently(act: Callable[[], Given]) -> Given:
    """Do it, again and again as long as somebody else has the lock. Raises sqlite3.Error."""
    try:
        return act()
    except sqlite3.OperationalError as error:
        if name_of(error) not in BUSY:
            raise
    deadline = time.monotonic() + PATIENCE
    pause = FIRST_PAUSE
    while True:
        time.sleep(pause)
        try:
            return act()
        except sqlite3.OperationalError as error:
            if name_of(error) not in BUSY or time.monotonic() > deadline:
                raise
        pause = min(2 * pause, LONGEST_PAUSE)


def _only_what_is_there(_dialect: Any, _record: Any, args: list[Any], more: dict[str, Any]) -> None:
    # SQLite creates a missing file unless the file name is a URI with mode=rw.
    args[0] = f"{Path(args[0]).absolute().as_uri()}?mode=rw"
    more["uri"] = True


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin transactions late and deferred, so _begin does it instead.
    connection.isolation_level = None
    # Even these wait for a file that nobody may read. Afterwards SQLite itself never waits.
    connection.execute(f"PRAGMA busy_timeout={1_000 * PATIENCE:.0f}")
    for pragma in PRAGMAS:
        connection.execute(pragma)
    connection.execute("PRAGMA busy_timeout=0")


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads before it writes can't wait for another writer: it fails
    # at once. IMMEDIATE takes the write lock at the start.
    raw: Any = connection.connection.dbapi_connection
    if connection.get_execution_options().get("writing", False):
        _do("BEGIN IMMEDIATE", raw, lambda: patiently(lambda: raw.execute("BEGIN IMMEDIATE")))
    else:
        _do("BEGIN", raw, lambda: begin_reading(raw))


def _commit(connection: Connection) -> None:
    # The transaction that SQLAlchemy ends next is over by then. SQLite's waits for those who read.
    raw: Any = connection.connection.dbapi_connection
    _do("COMMIT", raw, lambda: patiently(lambda: raw.execute("COMMIT")))


def _do(statement: str, raw: Any, act: Callable[[], object]) -> None:
    """Do it straight with the driver, which costs a third, and raise what SQLAlchemy would."""
    try:
        act()
    except raw.DatabaseError as error:
        kind = OperationalError if isinstance(error, raw.OperationalError) else DatabaseError
        raise kind(statement, None, error) from error


def _end(connection: Any, _record: object) -> None:
    # A commit that waited in vain for readers leaves its transaction open, and SQLAlchemy takes it
    # for ended. Its lock would keep everybody out until the connection is used again.
    if connection is not None and connection.in_transaction:
        connection.execute("ROLLBACK")
