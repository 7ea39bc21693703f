"""Reads and understands an upload in a process of its own. Run by its path.

It may take a while, and a thread of the server would hold up everybody who checks in. The process
has limits, can be ended, and says how far it is. What it has understood lies beside the upload,
and is deleted with it. See docs/decisions/0027-reading-and-saving-with-progress.md.
"""

from __future__ import annotations

import contextlib
import gc
import operator
import os
import pickle
import sys
import traceback
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTES, SECONDS = 2_000, 120
BROKEN = 5
"""The exit code of a fault of ours."""


@dataclass(frozen=True)
class UploadFiles:
    """The files beside an upload. They are as old as the upload, so that they go with it."""

    folder: Path
    token: str

    def path(self, ending: str) -> Path:
        return self.folder / f"{self.token}.{ending}"

    def load(self, ending: str) -> Any:
        """What was kept, or None. Nobody but this program's user can write there."""
        try:
            return pickle.loads(self.path(ending).read_bytes())  # noqa: S301
        except FileNotFoundError:
            return None

    def keep(self, ending: str, value: object) -> None:
        """Keep a value, whole or not at all."""
        part = self.path(f"{ending}.part")
        part.touch(mode=0o600)
        part.write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        since = self.path("bin").stat().st_mtime
        os.utime(part, (since, since))
        part.replace(self.path(ending))


def understand(kept: UploadFiles) -> None:
    """Read the upload as `ask` says, and keep what the page shows, the days, and what is left."""
    from app.domain.imports.account import account
    from app.domain.imports.overview import Refusal, overview_of

    ask = kept.load("ask")
    found = plan_of(kept, ask)
    if isinstance(found, Refusal):
        kept.keep("read", (ask["key"], found))
        return
    accounted = account(found, ask["choices"], ask["known"], ask["today"])
    kept.keep("days", (ask["key"], list(map(tuple, accounted.days))))
    kept.keep("left", (ask["key"], list(map(tuple, accounted.left))))
    kept.keep("read", (ask["key"], overview_of(found, accounted, ask["choices"])))


def plan_of(kept: UploadFiles, ask: Mapping[str, Any]) -> Any:
    """The plan of the file. Sheets that nobody has chosen to read otherwise are not read again."""
    from app.domain.imports.file_plan import read_sheets, with_venues
    from app.domain.imports.overview import Refusal

    choices, name, venues = ask["choices"], ask["name"], ask["venues"]
    known, before = _read_before(kept)
    found = tuple(one.plan.sheet for one in before) or sheets_of(kept, name)
    if isinstance(found, Refusal):
        return found
    rows = sum(len(sheet.rows) for sheet in found)
    read = read_sheets(
        found,
        choices,
        file_name=name,
        venues=venues,
        before=before if known == venues else (),
        progress=lambda row: kept.keep("progress", (row, rows)),
    )
    if known != venues or any(map(operator.is_not, read, before)):
        # As plain tuples: they are written in a tenth of the time.
        plain = [(*one[:2], list(map(tuple, one.entries))) for one in read]
        kept.keep("columns", (venues, plain))
    return with_venues(read, choices, file_name=name, venues=venues)


def _read_before(kept: UploadFiles) -> tuple[Mapping[int, str] | None, tuple[Any, ...]]:
    """The venues that there were, and each sheet as it was read with them."""
    from app.domain.imports.file_plan import ReadSheet
    from app.domain.imports.rows import Entry

    venues, plain = kept.load("columns") or (None, [])
    return venues, tuple(
        ReadSheet(choices, plan, tuple(map(Entry._make, entries)))
        for choices, plan, entries in plain
    )


def sheets_of(kept: UploadFiles, name: str) -> Any:
    """The sheets of the file, or why it is refused."""
    from app.domain.base.worksheet import FileTooLarge, UnreadableFile
    from app.domain.imports.cpr_place import cpr_place
    from app.domain.imports.overview import Fault, Refusal
    from app.services.core.spreadsheet import read_file

    try:
        sheets = read_file(kept.path("bin").read_bytes(), name)
    except (FileTooLarge, MemoryError):
        return Refusal(Fault.LARGE)
    except UnreadableFile:
        return Refusal(Fault.UNREADABLE)
    place = cpr_place(name, sheets)
    return Refusal(Fault.CPR, place, len(sheets)) if place else sheets


def set_limits() -> None:
    """Limit memory and processor time, and let everything else go first."""
    with contextlib.suppress(OSError):  # A sandbox may refuse it, and it reads all the same.
        os.nice(5)
    try:
        import resource
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_AS, MEGABYTES << 20), (resource.RLIMIT_CPU, SECONDS)):
        most = resource.getrlimit(kind)[1]
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (limit, most))


if __name__ == "__main__":
    package = types.ModuleType("app")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["app"] = package  # Without the web: that takes ten times as long to load.
    gc.disable()  # Nothing here is a cycle, and the process ends soon.
    set_limits()
    try:
        understand(UploadFiles(Path(sys.argv[1]), sys.argv[2]))
    except MemoryError:
        sys.exit(4)
    except Exception as error:
        # Where, and never what: a message may hold what a cell says.
        lines = traceback.extract_tb(error.__traceback__)
        at = " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(lines))
        sys.stderr.write(f"A file could not be understood: {type(error).__name__} at {at}\n")
        sys.exit(BROKEN)
