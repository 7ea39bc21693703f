"""The references' database: a venue and its check-ins, on SQLite set as ours is."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from pathlib import Path

JOURNAL = "BENCH_JOURNAL"
"""The environment variable that says WAL, for information; TRUNCATE is what we run with."""
SCHEMA = """
CREATE TABLE venue (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, name TEXT);
CREATE TABLE checkin (
    id INTEGER PRIMARY KEY, made_at INTEGER NOT NULL, day INTEGER NOT NULL,
    venue_id INTEGER NOT NULL, activity_id INTEGER NOT NULL, role_id INTEGER NOT NULL, token TEXT
);
CREATE INDEX checkin_day ON checkin (venue_id, day);
INSERT INTO venue VALUES (1, 'demo', 'Demo makerspace');
"""
INSERT = (
    "INSERT INTO checkin (made_at, day, venue_id, activity_id, role_id, token)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
VENUE = "SELECT id, name FROM venue WHERE slug = ?"
_own = threading.local()


def create(path: Path) -> None:
    """Create the database."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        prepare(connection)
        connection.executescript(SCHEMA)


def prepare(connection: sqlite3.Connection) -> None:
    """Set what our own connections set."""
    for pragma in (
        "busy_timeout=10000",
        f"journal_mode={os.environ.get(JOURNAL, 'TRUNCATE')}",
        "synchronous=FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def of_thread(path: Path) -> sqlite3.Connection:
    """Return this thread's own connection."""
    kept: dict[Path, sqlite3.Connection] = _own.__dict__.setdefault("connections", {})
    if path not in kept:
        kept[path] = sqlite3.connect(path, isolation_level=None)
        prepare(kept[path])
    return kept[path]


def insert(connection: sqlite3.Connection, row: tuple[int, int, int, int, int, str]) -> None:
    """Store one check-in, in a transaction of its own."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(INSERT, row)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
