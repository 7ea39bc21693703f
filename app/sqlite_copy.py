"""A copy of an SQLite file as it is at one moment, without the rows that no copy may hold.

SQLite's own backup begins again whenever somebody writes, or lets nobody write until it is done,
which takes it several times as long as copying the bytes does. So the bytes are copied, while a
reader's lock keeps them as they are.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.sqlite_connections import begin_reading

NO_ROOM = ("No space left on device", "Disk quota exceeded", "File too large")


class NotCopied(Exception):
    """No copy could be made; there is none."""


class NoRoom(NotCopied):
    """There is no room for the copy."""


@contextlib.contextmanager
def nameless(
    source: sqlite3.Connection, file: Path, without: Iterable[str]
) -> Iterator[sqlite3.Connection]:
    """Open a copy in a temporary file that has no name. It disappears with the connection.

    `source` is a connection to the file, outside a transaction. Raises NotCopied and sqlite3.Error,
    and OSError if the copy can't be opened.
    """
    handle, name = tempfile.mkstemp(prefix="her-i-dag-", dir=_folder())
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, handle)
        try:
            copy = stack.enter_context(
                contextlib.closing(
                    sqlite3.connect(name, isolation_level=None, check_same_thread=False)
                )
            )
            copy.execute("PRAGMA schema_version")  # It opens the file only now.
        finally:
            Path(name).unlink()  # While it is empty: whatever ends this process, nothing stays.
        _fill(handle, source, file)
        _forget(copy, without)
        yield copy


def named(file: Path, target: Path, without: Iterable[str]) -> None:
    """Copy the file to another, which only its owner may read. Raises as `nameless` does."""
    target.unlink(missing_ok=True)
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, handle)
        source = stack.enter_context(
            contextlib.closing(sqlite3.connect(file, isolation_level=None))
        )
        _fill(handle, source, file)
        copy = contextlib.closing(sqlite3.connect(target, isolation_level=None))
        _forget(stack.enter_context(copy), without)


def _fill(handle: int, source: sqlite3.Connection, file: Path) -> None:
    """Copy the bytes while nobody can write."""
    _finish(_cat(file, subprocess.DEVNULL))  # From the disk into memory, so that the lock is short.
    copying = _cat(file, handle)  # And so that no program has to be started meanwhile.
    try:
        begin_reading(source)
        try:
            _finish(copying)
        finally:
            source.execute("ROLLBACK")
    except BaseException:
        copying.kill()
        copying.communicate()
        raise


def _cat(file: Path, to: int) -> subprocess.Popen[str]:
    """Start a program that copies the file when its input is closed."""
    # In another process: if this one closed the file, it would give up its own locks on it.
    return subprocess.Popen(  # noqa: S603  a program of the system, and our own file
        ["/bin/cat", "-", str(file)],  # `-`: it waits for the end of its empty input first.
        stdin=subprocess.PIPE,
        stdout=to,
        stderr=subprocess.PIPE,
        env={"LC_ALL": "C"},
        restore_signals=False,  # A limit on the size of files is an error message, not a signal.
        text=True,
    )


def _finish(copying: subprocess.Popen[str]) -> None:
    """Close its input, and wait until it has copied. Raises NotCopied."""
    _said, wrong = copying.communicate()
    if any(reason in wrong for reason in NO_ROOM):
        raise NoRoom(wrong.strip())
    if copying.returncode:
        raise NotCopied(wrong.strip())


def _forget(copy: sqlite3.Connection, without: Iterable[str]) -> None:
    # A journal would be a second file with what is overwritten.
    for pragma in ("PRAGMA journal_mode=OFF", "PRAGMA secure_delete=ON"):
        copy.execute(pragma)
    for table in without:
        copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  the names of our tables


def _folder() -> str | None:
    """Return where SQLite would keep a temporary file. /tmp may be memory; /var/tmp is not."""
    for folder in (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), "/var/tmp"):  # noqa: S108
        if folder and os.access(folder, os.W_OK):
            return folder
    return None
