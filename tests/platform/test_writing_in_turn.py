"""Turns at writing in an SQLite file, between real processes and between threads."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from sqlalchemy import text

import app.db
from app import sqlite_turns
from app.db import Database, StorageUnavailable
from app.sqlite_turns import TooLong, Turns

pytestmark = pytest.mark.database("sqlite")
HOUR = 3600.0


@dataclass
class Writer:
    """A process of its own. It writes its names in a block each, and stops in the first."""

    pid: int
    says: Connection

    def writes(self) -> None:
        """Wait until it is in its first block."""
        assert self.says.recv() == "writes"

    def goes_on(self) -> None:
        """Let it leave its first block."""
        self.says.send("go on")

    def ends(self) -> int:
        """Wait until it has ended, and return its exit code."""
        pid, self.pid = self.pid, 0
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.ends()


Start = Callable[..., Writer]


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Database]:
    db = Database(f"sqlite:///{tmp_path}/some.sqlite", create=True)
    with db.writing() as session:
        session.execute(text("CREATE TABLE written (id INTEGER PRIMARY KEY, name TEXT)"))
    yield db
    db.close()


@pytest.fixture
def start(written: Database) -> Iterator[Start]:
    """Start another process, which asks for its turn."""
    started: list[Writer] = []

    def go(*names: str, in_bulk: bool = False) -> Writer:
        written.close()  # A child must not share an open file of SQLite's with its parent.
        ours, theirs = Pipe()
        pid = os.fork()
        if not pid:
            with contextlib.suppress(BaseException):
                _write(str(written.engine.url), theirs, names, in_bulk=in_bulk)
                os._exit(0)
            os._exit(1)
        theirs.close()
        started.append(Writer(pid, ours))
        return started[-1]

    yield go
    for writer in started:
        writer.says.close()
        if writer.pid:
            writer.kill()


def _write(url: str, says: Connection, names: tuple[str, ...], *, in_bulk: bool) -> None:
    """Write. All times are so long that it doesn't matter what else the machine has to do."""
    app.db.BUSY_TIMEOUT_MS = int(1000 * HOUR)
    sqlite_turns.STEP_BACK = int(HOUR * 10**9)
    db = Database(url)
    for name in names:
        with db.writing(in_bulk=in_bulk) as session:
            session.execute(text("INSERT INTO written VALUES (NULL, :name)"), {"name": name})
            if name == names[0]:
                says.send("writes")
                says.recv()


def turns_file(db: Database) -> Path:
    return Path(f"{db.engine.url.database}-turns")


def until_they_wait(db: Database, how_many: int) -> None:
    """Wait for the kernel to list as many locks of those who wait; byte 0 is of who writes."""
    node = turns_file(db).stat().st_ino
    while True:
        locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
        ours = [lock for lock in locks if lock[5].endswith(f":{node}")]
        if sum(lock[6] != "0" for lock in ours) == how_many:
            return
        time.sleep(0.01)


def names(db: Database) -> list[str]:
    with db.reading() as session:
        return list(session.scalars(text("SELECT name FROM written ORDER BY id")))


def test_they_are_served_in_the_order_of_asking(written: Database, start: Start) -> None:
    """Also the one that asks again at once, as an import does: it stands behind all others."""
    first = start("first", "at once again")
    first.writes()
    second = start("second")
    until_they_wait(written, 1)
    third = start("third")
    until_they_wait(written, 2)
    first.goes_on()
    for writer in (second, third):
        writer.writes()
        writer.goes_on()
    assert [writer.ends() for writer in (first, second, third)] == [0, 0, 0]
    assert names(written) == ["first", "second", "third", "at once again"]


def test_who_writes_in_bulk_steps_back(written: Database, start: Start) -> None:
    first = start("first", in_bulk=True)
    first.writes()
    bulk = start("bulk", in_bulk=True)
    until_they_wait(written, 1)
    later = start("later")
    until_they_wait(written, 2)
    first.goes_on()
    for writer in (later, bulk):
        writer.writes()
        writer.goes_on()
        assert writer.ends() == 0
    assert names(written) == ["first", "later", "bulk"]


def test_a_killed_process_keeps_nobody_waiting(written: Database, start: Start) -> None:
    writes = start("killed")
    writes.writes()
    waits = start("killed as it waits")
    until_they_wait(written, 1)
    other = start("other")
    until_they_wait(written, 2)
    waits.kill()
    writes.kill()
    other.writes()
    other.goes_on()
    assert other.ends() == 0
    assert names(written) == ["other"]


def test_nobody_is_refused_while_another_process_writes_in_a_row(
    written: Database, start: Start
) -> None:
    row = start(*map(str, range(100)), in_bulk=True)
    row.writes()
    row.goes_on()
    for _ in range(20):
        with written.writing() as session:
            session.execute(text("INSERT INTO written VALUES (NULL, 'ours')"))
    assert row.ends() == 0
    assert names(written).count("ours") == 20
    assert len(names(written)) == 120


@pytest.mark.parametrize("steps_back", [False, True])
def test_threads_are_served_in_the_order_of_asking(
    monkeypatch: pytest.MonkeyPatch, steps_back: bool
) -> None:
    monkeypatch.setattr("app.sqlite_turns.STEP_BACK", int(HOUR) * 10**9)
    turns, served = Turns(None), []

    def ask(name: str, *, in_bulk: bool) -> None:
        with turns.taking(HOUR, in_bulk=in_bulk):
            served.append(name)

    threads = [
        threading.Thread(target=ask, args=("first",), kwargs={"in_bulk": steps_back}),
        threading.Thread(target=ask, args=("second",), kwargs={"in_bulk": False}),
    ]
    with turns.taking(HOUR):
        for thread, so_many in zip(threads, itertools.count(1), strict=False):
            thread.start()
            while len(turns._waiting) < so_many:
                time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert served == (["second", "first"] if steps_back else ["first", "second"])


def test_who_has_waited_in_vain_keeps_nobody_waiting(
    written: Database, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.BUSY_TIMEOUT_MS", 1)
    other = start("other")
    other.writes()
    with pytest.raises(StorageUnavailable, match="other writers took too long"), written.writing():
        pass
    until_they_wait(written, 0)
    other.goes_on()
    assert other.ends() == 0
    monkeypatch.undo()
    with written.writing():
        pass
    alone = Turns(None)
    with alone.taking(HOUR), pytest.raises(TooLong), alone.taking(0):
        pass
    with alone.taking(HOUR):
        pass


def test_the_file_is_empty_and_its_owner_s(written: Database) -> None:
    about = turns_file(written).stat()
    assert (stat.S_IMODE(about.st_mode), about.st_size) == (0o600, 0)
    assert about.st_uid == Path(written.engine.url.database or "").stat().st_uid


def test_a_file_that_has_gone_comes_back(written: Database) -> None:
    turns_file(written).unlink()
    written.close()
    with written.writing():
        assert turns_file(written).exists()


def test_without_the_file_they_write_all_the_same(written: Database) -> None:
    """As when somebody else owns it: SQLite's own lock keeps them apart."""
    written.close()
    turns_file(written).unlink()
    turns_file(written).mkdir()
    with written.writing() as session:
        session.execute(text("INSERT INTO written VALUES (NULL, 'ours')"))
    assert names(written) == ["ours"]


def test_a_fork_has_turns_of_its_own(written: Database) -> None:
    """A server may fork with the file open, and an open file's locks are its child's as well."""
    with written.writing():
        child = os.fork()
        if not child:
            os._exit(_kept_out(written._turns))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def _kept_out(turns: Turns) -> bool:
    return not turns._lock(0, 0)
