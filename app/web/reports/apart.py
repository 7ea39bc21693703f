"""Large reports, which nobody at the door waits for: their files are made by another process.

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
from pathlib import Path
from typing import Any

from werkzeug.exceptions import ServiceUnavailable

from app.db import StorageFull, StorageUnavailable
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.detail import Detail
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.exports.report.files import ReportFile, detail_of, report_file
from app.services.operations.tables import LEFT_OUT
from app.services.reports import releases, reports
from app.translator import translator
from app.web.platform.context import config, db, now, viewer
from app.web.platform.language import language
from app.web.reports import file_child

LARGE = 60
"""From how many months of venues on a report is large: a year of five venues. To read it takes a
tenth of a second."""
COPIED = 1_000_000
"""Bytes of an SQLite file that are copied in the time in which a month of a venue is read: 1 ms."""
HEAVY = frozenset({"docx", "zip"})
"""Files of these kinds take as long for the smallest report."""
AT_ONCE = 2
WAIT = 20.0
"""Seconds that as many others wait for their turn. Each keeps a thread of the server's eight."""
ERRORS: dict[int, Exception] = {
    file_child.MISSING: NotFound(),
    file_child.NO_STORAGE: StorageUnavailable("a report's process could not read it"),
    file_child.NO_ROOM: StorageFull("a report's process had no room for a copy"),
}
_asked = threading.BoundedSemaphore(2 * AT_ONCE)
_free = threading.BoundedSemaphore(AT_ONCE)


def overview(
    by: Viewer, selection: Selection, period: Period, detail: Detail, *, released: bool
) -> Overview:
    """Return a report for `by`, as a page shows it. Raises NotFound.

    A large one is read from a copy, if that is quicker: on SQLite nobody can check in while
    somebody reads.
    """
    read = releases.released_overview if released else reports.overview
    if _is_read_at_rest(_months(by, selection, period, released=released)):
        # Without room for a copy, it is better to make somebody wait than to show nothing.
        with (
            contextlib.suppress(StorageFull),
            db().at_rest(without=[model.__tablename__ for model in LEFT_OUT]) as still,
        ):
            return read(still, by, selection, period, now=now(), detail=detail)
    return read(db(), by, selection, period, now=now(), detail=detail)


def report_file_of(
    selection: Selection, period: Period, ending: str, *, released: bool
) -> ReportFile:
    """Return a file for the viewer. Raises what `overview` and `made_apart_for` do."""
    by = viewer()
    if ending in HEAVY or _months(by, selection, period, released=released) >= LARGE:
        return made_apart_for(by, language(), selection, period, ending, released=released)
    found = overview(by, selection, period, detail_of(ending), released=released)
    return report_file(found, ending, translator(language()))


def _months(by: Viewer, selection: Selection, period: Period, *, released: bool) -> int:
    """Return how many months of venues the report has. Raises NotFound."""
    act = Act.READ_RELEASED if released else Act.SEE_REPORTS
    return reports.how_many(db(), by, act, selection) * len(period.months)


def _is_read_at_rest(months: int) -> bool:
    """Whether to read it where nobody waits for who reads: on SQLite, if a copy is quicker."""
    if not db().is_sqlite:
        return True
    file = db().engine.url.database
    return bool(file) and months >= LARGE and Path(str(file)).stat().st_size < months * COPIED


def made_apart_for(
    by: Viewer, words: str, selection: Selection, period: Period, ending: str, *, released: bool
) -> ReportFile:
    """Return a file that is being made for `by`, in the language `words`.

    Raises NotFound, StorageUnavailable and StorageFull; and ServiceUnavailable while this server
    makes as many others as it may and more wait for it, and when it stops.
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
        "at_rest": _is_read_at_rest(_months(by, selection, period, released=released)),
        "left_out": [model.__tablename__ for model in LEFT_OUT],
    }
    _take_turn()
    pieces = _Pieces()
    try:
        told = pieces.ask(asked)
    except BaseException:
        pieces.close()
        raise
    return ReportFile(told["name"], told["content_type"], pieces, tuple(told["inside"]))


def _take_turn() -> None:
    if not _asked.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=10)
    try:
        if not _free.acquire(timeout=WAIT):
            raise ServiceUnavailable(retry_after=10)
    except BaseException:
        _asked.release()
        raise


def _give_turn() -> None:
    _free.release()
    _asked.release()


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
            _give_turn()
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
            _give_turn()
