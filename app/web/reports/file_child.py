"""Makes the file of a large report in a process of its own. Run by its path.

It reads a pickled dictionary (`apart.asked`), and writes a line of JSON that says what the file
is, then its pieces, each after its length. Exits with `MISSING` if there is no such report, and
with `NO_STORAGE` or `NO_ROOM` if the database can't be read.
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
from functools import partial
from pathlib import Path
from typing import Any

MISSING, NO_STORAGE, NO_ROOM = 3, 4, 5
LENGTH = 8
"""The bytes of a length. A length of 0 ends the file."""


def make(asked: Mapping[str, Any], write: Callable[[bytes], object]) -> None:
    from app.db import Database
    from app.domain.reports.period import Period
    from app.domain.reports.selection import Selection
    from app.exports.report.files import detail_of, report_file
    from app.services.operations.tables import LEFT_OUT
    from app.services.reports.releases import released_overview
    from app.services.reports.reports import overview
    from app.translator import translator

    db = Database(asked["database_url"])
    read = partial(
        released_overview if asked["released"] else overview,
        viewer=asked["viewer"],
        selection=Selection.parse(asked["places"]),
        period=Period.parse(asked["period"]),
        now=asked["now"],
        detail=detail_of(asked["ending"]),
    )
    # On SQLite nobody can check in while somebody reads. So be quick until that is over.
    if asked["copied"]:
        with db.at_rest(without=[model.__tablename__ for model in LEFT_OUT]) as still:
            be_nice()
            found = read(still)
    else:
        found = read(db)
        be_nice()
    db.close()
    file = report_file(found, asked["ending"], translator(asked["language"]))
    told = {"name": file.name, "content_type": file.content_type, "inside": file.inside}
    write(json.dumps(told).encode() + b"\n")
    for piece in file.pieces:
        write(len(piece).to_bytes(LENGTH, "big") + piece)
    write(bytes(LENGTH))


def be_nice() -> None:
    """Let whoever checks in go first. Not while others wait for this process."""
    with contextlib.suppress(OSError):  # A sandbox may refuse it.
        os.nice(10)


def main() -> None:
    from app.db import StorageFull, StorageUnavailable
    from app.domain.people.access import NotFound

    def write(piece: bytes) -> None:
        sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()

    try:
        make(pickle.load(sys.stdin.buffer), write)  # noqa: S301  from the server that started this
    except NotFound:
        sys.exit(MISSING)
    except StorageUnavailable as error:
        sys.exit(NO_ROOM if isinstance(error, StorageFull) else NO_STORAGE)


if __name__ == "__main__":
    package = types.ModuleType("app")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["app"] = package  # Without the web, which takes longer to load.
    gc.disable()  # Nothing here is a cycle, and the process ends soon.
    main()
