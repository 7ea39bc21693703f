"""Turns at writing in an SQLite file: whoever asks first is served first, in whatever process.

SQLite has one writer at a time and no queue: who waits sleeps, and tries again now and then, so a
process that writes in a tight row keeps everybody else out. Here each writer draws a ticket, the
moment of asking, and locks the byte with that number in a file next to the database. It is served
once it can lock every byte up to its own, that is, when nobody who came earlier waits or writes.
The locks of a process that is killed go with it.

Whoever writes in bulk steps back: it draws the ticket of a moment that is still to come, the later
the longer its last turn took.

The turns are a courtesy. What keeps two writers apart is SQLite's own lock, so without the file (in
a folder that we may not write to, say) only the threads of this process take turns.
"""

from __future__ import annotations

import bisect
import contextlib
import fcntl
import os
import stat
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path

STEP_BACK = 250_000_000
"""Nanoseconds. Those who ask within this time after somebody who writes in bulk go first."""
SHARE = 2
"""So many times as long as its last turn took, at least, whoever writes in bulk steps back."""
POLL = 0.0005
"""Seconds until the first of this process asks whether another process is done."""


class TooLong(Exception):
    """Others have written for longer than anybody waits."""


class _Waiter:
    """A thread that has asked. It sleeps at its bell while others of its process go first."""

    def __init__(self, ticket: int) -> None:
        self.ticket = ticket
        self.bell = threading.Lock()
        self.bell.acquire()

    def ring(self) -> None:
        if self.bell.locked():
            self.bell.release()


class Turns:
    """The queue for a database file; without one, for the threads of this process alone."""

    def __init__(self, database: Path | None) -> None:
        self._database = database
        self._handle: int | None = None
        self._opened_by = 0
        self._guard = threading.Lock()
        self._holder: _Waiter | None = None
        self._waiting: list[_Waiter] = []
        self._bulk_took = 0

    @contextlib.contextmanager
    def taking(self, patience: float, *, in_bulk: bool = False) -> Iterator[None]:
        """Wait for a turn, at most so many seconds, and keep it for the block. Raises TooLong."""
        self._ask(patience, max(STEP_BACK, SHARE * self._bulk_took) if in_bulk else 0)
        began = time.monotonic_ns()
        try:
            yield
        finally:
            if in_bulk:
                self._bulk_took = time.monotonic_ns() - began
            self._leave()

    def close(self) -> None:
        """Close the file unless somebody needs it. It is opened again when it is needed."""
        with self._guard:
            if self._holder is None and not self._waiting:
                self._shut()

    def __del__(self) -> None:
        self._shut()

    def _ask(self, patience: float, step_back: int) -> None:
        with self._guard:
            me = _Waiter(time.monotonic_ns() + step_back)
            bisect.insort(self._waiting, me, key=lambda each: each.ticket)
            if self._is_served(me):
                return
        try:
            self._wait(me, time.monotonic() + patience)
        except BaseException:
            with self._guard:
                self._waiting.remove(me)
                self._unlock(me.ticket, me.ticket)
                self._ring_first()
            raise

    def _wait(self, me: _Waiter, deadline: float) -> None:
        while (left := deadline - time.monotonic()) > 0:
            if self._is_first(me):
                time.sleep(POLL)
            else:
                me.bell.acquire(timeout=left)
            with self._guard:
                if self._is_served(me):
                    return
        raise TooLong

    def _leave(self) -> None:
        with self._guard:
            self._holder = None
            self._unlock(0, 0)
            self._ring_first()

    def _is_first(self, me: _Waiter) -> bool:
        return self._holder is None and self._waiting[0] is me

    def _is_served(self, me: _Waiter) -> bool:
        if self._is_first(me) and self._lock(0, me.ticket):
            # From now on only byte 0 says that somebody writes: whoever steps back has locked
            # bytes that those who are still to come need.
            self._unlock(1, me.ticket)
            self._holder = self._waiting.pop(0)
            return True
        # Again each time: the byte may have been in the range of somebody who was just served.
        self._lock(me.ticket, me.ticket)
        return False

    def _ring_first(self) -> None:
        if self._waiting:
            self._waiting[0].ring()

    def _lock(self, first: int, last: int) -> bool:
        """Lock the bytes unless another process has a lock on one of them."""
        handle = self._opened()
        if handle is None:
            return True
        try:
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, _bytes(fcntl.F_WRLCK, first, last))
        except BlockingIOError:
            return False
        except OSError:  # A file system without locks.
            return True
        return True

    def _unlock(self, first: int, last: int) -> None:
        if self._handle is not None:
            with contextlib.suppress(OSError):
                fcntl.fcntl(self._handle, fcntl.F_OFD_SETLK, _bytes(fcntl.F_UNLCK, first, last))

    def _opened(self) -> int | None:
        if self._opened_by != os.getpid():
            self._shut()  # After a fork: the locks of an open file belong to both processes.
        if self._handle is None and self._database is not None:
            with contextlib.suppress(OSError):
                self._handle = _open(self._database)
                self._opened_by = os.getpid()
        return self._handle

    def _shut(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _open(database: Path) -> int:
    """Open the file, as SQLite does a journal: with the owner and the rights of the database."""
    like = database.stat()
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    handle = os.open(f"{database}-turns", flags, stat.S_IMODE(like.st_mode) & 0o666)
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.fchown(handle, like.st_uid, like.st_gid)
    return handle


def _bytes(kind: int, first: int, last: int) -> bytes:
    """Return the `struct flock` of a range of bytes. An open file's locks need process 0."""
    return struct.pack("hhqqi0q", kind, os.SEEK_SET, first, last - first + 1, 0)
