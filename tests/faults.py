"""A disk that is full and a database that is busy, for real."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from collections.abc import Iterator

import app.db
from app.db import Database


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """The system lets this process write no file: as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def busy(db: Database, lock: str = "IMMEDIATE") -> Iterator[None]:
    """Another process writes all the time, or (EXCLUSIVE) lets nobody read; ours waits not long."""
    db.close()
    patient = app.db.SQLITE_PRAGMAS
    # Already the first words to a new connection wait for a file that nobody may read.
    app.db.SQLITE_PRAGMAS = ("PRAGMA busy_timeout=1", *patient[1:])
    other = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
    try:
        with contextlib.closing(other):
            other.execute(f"BEGIN {lock}")
            yield
    finally:
        app.db.SQLITE_PRAGMAS = patient
        db.close()
