"""Locks that somebody else holds in the database."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from collections.abc import Iterator

import psycopg

from app.db import Database
from tests.support.faults.storage import address

HOLDER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute(f"BEGIN {sys.argv[2]}")
print("locked", flush=True)
sys.stdin.read()
"""
FILE_LOCKS = ("IMMEDIATE", "EXCLUSIVE")
ROWS = "SELECT * FROM day FOR UPDATE"


@contextlib.contextmanager
def foreign_lock(db: Database, chance: random.Random) -> Iterator[None]:
    """Another process has locked the SQLite file, or another session the rows of PostgreSQL.

    The file's lock keeps out writers, or readers too; the rows are those of the day.
    """
    if db.is_sqlite:
        with _file_lock(db.engine.url.database or "", chance.choice(FILE_LOCKS)):
            yield
    else:
        with psycopg.connect(address(db)) as other:
            other.execute(ROWS)
            yield
            other.rollback()


@contextlib.contextmanager
def _file_lock(file: str, lock: str) -> Iterator[None]:
    command = [sys.executable, "-I", "-S", "-c", HOLDER, file, lock]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"locked\n"
        yield
        other.communicate()
