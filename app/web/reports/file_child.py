"""Makes the file of a large report in a process of its own. Run by its path.

It reads a pickled dictionary (`apart.asked`), and writes a line of JSON that says what the file
is, then its pieces, each after its length. Exits with `MISSING` if there is no such report.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MISSING = 3
LENGTH = 8
"""The bytes of a length. A length of 0 ends the file."""


def make(asked: Mapping[str, Any], write: Callable[[bytes], object]) -> None:
    from app.db import Database
    from app.domain.reports.period import Period
    from app.domain.reports.selection import Selection
    from app.exports.report.files import report_file
    from app.services.reports.releases import released_overview
    from app.services.reports.reports import overview

    read = released_overview if asked["released"] else overview
    db = Database(asked["database_url"])
    places, period = Selection.parse(asked["places"]), Period.parse(asked["period"])
    found = read(db, asked["viewer"], places, period, now=asked["now"])
    db.close()
    file = report_file(found, asked["ending"], asked["language"])
    told = {"name": file.name, "content_type": file.content_type, "inside": file.inside}
    write(json.dumps(told).encode() + b"\n")
    for piece in file.pieces:
        write(len(piece).to_bytes(LENGTH, "big") + piece)
    write(bytes(LENGTH))


def main() -> None:
    with contextlib.suppress(OSError):  # A sandbox may refuse it.
        os.nice(10)  # Whoever checks in goes first.
    from app.domain.people.access import NotFound

    def write(piece: bytes) -> None:
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()

    try:
        make(pickle.load(sys.stdin.buffer), write)  # noqa: S301  from the server that started this
    except NotFound:
        sys.exit(MISSING)


if __name__ == "__main__":
    package = types.ModuleType("app")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["app"] = package  # Without the web, which takes longer to load.
    gc.disable()  # Nothing here is a cycle, and the process ends soon.
    main()
