"""The copy of an SQLite file that a backup reads: whole, of one moment, and without a trace."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app import sqlite_copy
from app.db import Database, StorageUnavailable
from app.models import Role, Visit
from app.sqlite_connections import begin_reading
from tests.support.cast import Cast

pytestmark = pytest.mark.database("sqlite")
TRY_TO_WRITE = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
"""


def roles(connection: Connection | Session) -> int:
    return int(connection.scalar(text("SELECT count(*) FROM role")) or 0)


def other_process_may_write(db: Database) -> bool:
    command = [sys.executable, "-c", TRY_TO_WRITE, str(db.engine.url.database)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.returncode or "database is locked" in done.stderr
    return not done.returncode


def test_it_is_of_one_moment_while_others_write(db: Database, cast: Cast) -> None:
    """Two roles are added at a time, so there is never an odd number more."""
    stop = threading.Event()

    def write() -> None:
        for number in iter(lambda: len(written), None):
            if stop.is_set():
                return
            with db.writing() as session:
                for verb in (f"gør {number}", f"gør også {number}"):
                    session.add(Role(partnership_id=cast.partnership, verb=verb, position=9))
                    session.flush()
            written.append(number)

    written: list[int] = []
    with db.reading_rows() as connection:
        before = roles(connection)
    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _copy in range(10):
            already = len(written)
            with db.snapshot(without=[Visit.__tablename__]) as connection:
                assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
                more = roles(connection) - before
            assert more % 2 == 0
            assert already <= more // 2 <= len(written) + 1
    finally:
        stop.set()
        thread.join()


def test_a_block_that_writes_meanwhile_keeps_its_lock(db: Database, cast: Cast) -> None:
    """Closing a file gives up all locks of a process on it, so another one copies."""
    with db.writing() as session:
        session.execute(text("UPDATE venue SET name = 'Skuret'"))
        with db.snapshot(without=()) as connection:
            assert not connection.scalar(text("SELECT 1 FROM venue WHERE name = 'Skuret'"))
        assert not other_process_may_write(db)
    assert other_process_may_write(db)


def test_nobody_waits_while_a_program_is_started(
    db: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine that takes much longer than to copy the file."""
    steps: list[str] = []
    start = subprocess.Popen

    def starting(*what: Any, **more: Any) -> subprocess.Popen[str]:
        steps.append("start")
        return start(*what, **more)

    def locking(connection: sqlite3.Connection) -> None:
        steps.append("lock")
        begin_reading(connection)

    monkeypatch.setattr(subprocess, "Popen", starting)
    monkeypatch.setattr(sqlite_copy, "begin_reading", locking)
    with db.snapshot(without=[]) as copy:
        assert roles(copy)
    assert steps == ["start", "start", "lock"]


def test_a_program_that_waits_for_the_lock_in_vain_is_ended(
    db: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[str]] = []
    start = subprocess.Popen

    def starting(*what: Any, **more: Any) -> subprocess.Popen[str]:
        started.append(start(*what, **more))
        return started[-1]

    def fails(_connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(subprocess, "Popen", starting)
    monkeypatch.setattr(sqlite_copy, "begin_reading", fails)
    with pytest.raises(StorageUnavailable), db.snapshot(without=[]):
        pass
    assert [each.returncode for each in started] == [0, -signal.SIGKILL]


def test_nobody_waits_for_who_reads_at_length(db: Database, cast: Cast) -> None:
    with db.at_rest(without=[Visit.__tablename__]) as still, still.reading() as session:
        before = roles(session)
        with db.writing() as writer:
            writer.add(Role(partnership_id=cast.partnership, verb="synger", position=9))
        assert roles(session) == before
    with db.reading() as session:
        assert roles(session) == before + 1


def test_it_leaves_no_file(
    db: Database, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    with contextlib.suppress(ZeroDivisionError), db.snapshot(without=()) as connection:
        assert connection.scalar(text("SELECT count(*) FROM venue"))
        assert not list(tmp_path.iterdir())
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())


def test_it_holds_no_byte_of_what_is_left_out(db: Database, cast: Cast, tmp_path: Path) -> None:
    with db.writing() as session:
        session.execute(text("UPDATE person SET name = 'Kanariefugl' WHERE id = 1"))
    with db.snapshot(without=["host_venue", "membership", "person"]) as connection:
        driver: Any = connection.connection.dbapi_connection
        with contextlib.closing(sqlite3.connect(tmp_path / "read.sqlite")) as copy:
            driver.backup(copy)
    assert b"Kanariefugl" not in (tmp_path / "read.sqlite").read_bytes()
