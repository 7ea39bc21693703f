"""Files of large reports, each made by a process of its own.

A file of hundreds of venues takes seconds of processor and hundreds of megabytes. Python runs one
thread at a time, so a thread of the server would slow everybody down who checks in, and the server
would keep the memory. See docs/decisions/0025-large-files-in-a-process-of-their-own.md.
"""

from __future__ import annotations

import contextlib
import json
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from werkzeug.exceptions import ServiceUnavailable

from app.db import StorageFull, StorageUnavailable
from app.domain.people.access import NotFound, Viewer
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.exports.report.files import ReportFile
from app.web.platform.context import config, now, viewer
from app.web.platform.language import language
from app.web.reports import file_child

LARGE = 600
"""From how many months of venues on a file is made apart: a year of fifty venues. It takes about
half a second then, as long as such a process takes to start."""
AT_ONCE = 2
ERRORS: dict[int, Exception] = {
    file_child.MISSING: NotFound(),
    file_child.NO_STORAGE: StorageUnavailable("a report's process could not read it"),
    file_child.NO_ROOM: StorageFull("a report's process had no room for a copy"),
}
_free = threading.BoundedSemaphore(AT_ONCE)


def is_large(venues: int, period: Period) -> bool:
    return venues * len(period.months) >= LARGE


def made_apart(selection: Selection, period: Period, ending: str, *, released: bool) -> ReportFile:
    """Return a file for the viewer that is being made. Raises what `made_apart_for` does."""
    return made_apart_for(viewer(), language(), selection, period, ending, released=released)


def made_apart_for(
    by: Viewer, words: str, selection: Selection, period: Period, ending: str, *, released: bool
) -> ReportFile:
    """Return a file that is being made for `by`, in the language `words`.

    Raises NotFound, StorageUnavailable and StorageFull; and ServiceUnavailable while this server
    makes as many others as it may, and when it stops.
    """
    asked = {
        "database_url": config().database_url,
        "viewer": by,
        "places": str(selection),
        "period": str(period),
        "ending": ending,
        "language": words,
        "now": now(),
        "released": released,
    }
    if not _free.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=10)
    pieces = _Pieces()
    try:
        told = pieces.ask(asked)
    except BaseException:
        pieces.close()
        raise
    return ReportFile(told["name"], told["content_type"], pieces, tuple(told["inside"]))


class _Pieces:
    """The pieces of a file, read from its process. It ends with them, or when they are closed."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-I", file_child.__file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except BaseException:
            _free.release()
            raise
        self._open = True
        assert self._process.stdin and self._process.stdout  # noqa: S101  for mypy
        self._in, self._out = self._process.stdin, self._process.stdout

    def ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what the file will be. Raises NotFound, StorageUnavailable and StorageFull."""
        # A process that has ended already hears nothing: what it died of is found below.
        with contextlib.suppress(BrokenPipeError), self._in:
            pickle.dump(asked, self._in, pickle.HIGHEST_PROTOCOL)
        line = self._out.readline()
        if not line:
            code = self._process.wait()
            if error := ERRORS.get(code):
                raise error
            if code == -signal.SIGTERM:  # Whoever stops the server stops all its processes.
                raise ServiceUnavailable(retry_after=10)
            raise RuntimeError("A report's file could not be made. Its process said why.")
        found: dict[str, Any] = json.loads(line)
        return found

    def __iter__(self) -> Iterator[bytes]:
        try:
            while length := int.from_bytes(self._read(file_child.LENGTH), "big"):
                yield self._read(length)
        finally:
            self.close()

    def _read(self, length: int) -> bytes:
        piece = self._out.read(length)
        if len(piece) < length:
            # Not a file that looks whole: the connection breaks off.
            raise RuntimeError("A report's file broke off. Its process said why.")
        return piece

    def close(self) -> None:
        """End the process, whether or not the file is whole."""
        if self._open:
            self._open = False
            self._process.kill()
            self._process.wait()
            self._out.close()
            _free.release()
