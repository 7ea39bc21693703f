"""The processes that read uploads, one for each: start, look, end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.imports.overview import Fault, FileOverview, Refusal
from app.services.imports import reading_child
from app.services.imports.reading_child import UploadFiles

WAIT = 2.0
"""Seconds that a page waits for a reading, before it says how far it is."""


@dataclass(frozen=True)
class Progress:
    """How many rows are read or days saved, of how many. Both are 0 while a file is opened."""

    done: int = 0
    of: int = 0


class Readings:
    """What this process is reading, by the upload's token.

    Another process of the server may read the same upload: each writes its files whole.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._running: dict[str, tuple[str, subprocess.Popen[bytes]]] = {}

    def look(
        self, kept: UploadFiles, key: str, ask: Callable[[], Mapping[str, Any]]
    ) -> FileOverview | Refusal | Progress:
        """What the upload gives as `ask` says, which `key` stands for.

        If it is not there yet, it is read, and waited for a moment.
        """
        if found := _found(kept, key):
            return found
        process = self._started(kept, key, ask)
        try:
            code = process.wait(WAIT)
        except subprocess.TimeoutExpired:
            return Progress(*(kept.load("progress") or ()))
        if found := _found(kept, key):
            return found
        if self._running.get(kept.token, ("", None))[1] is not process:
            return Progress()  # Somebody chose something else meanwhile, or stopped it.
        if code == reading_child.BROKEN:
            raise RuntimeError("A file could not be understood. Its process said where.")
        return Refusal(Fault.LARGE)  # Its limits ended it, whichever way.

    def end(self, token: str) -> None:
        """End the reading of an upload, with the process that a workbook is read in."""
        with self._lock:
            _key, process = self._running.pop(token, ("", None))
            if process is not None and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _started(
        self, kept: UploadFiles, key: str, ask: Callable[[], Mapping[str, Any]]
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            running, process = self._running.get(kept.token, ("", None))
            if process is not None and running == key and process.poll() is None:
                return process
            self.end(kept.token)
            kept.path("progress").unlink(missing_ok=True)
            kept.keep("ask", {"key": key, **ask()})
            process = subprocess.Popen(  # noqa: S603  our own program; the file is its input alone
                [sys.executable, "-I", reading_child.__file__, str(kept.folder), kept.token],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._running = {
                token: one for token, one in self._running.items() if one[1].poll() is None
            } | {kept.token: (key, process)}
            return process


def _found(kept: UploadFiles, key: str) -> FileOverview | Refusal | None:
    found = kept.load("read")
    return found[1] if found and found[0] == key else None


READINGS = Readings()
