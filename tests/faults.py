"""A disk that is full and a database that is busy, for real."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

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

    def hurry(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=1")

    db.close()
    event.listen(db.engine, "connect", hurry)
    other = sqlite3.connect(db.engine.url.database or "", isolation_level=None)
    try:
        with contextlib.closing(other):
            other.execute(f"BEGIN {lock}")
            yield
    finally:
        event.remove(db.engine, "connect", hurry)
        db.close()
