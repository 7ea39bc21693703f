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
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.db import Database
    from app.domain.reports.overview import Overview

MISSING, NO_STORAGE, NO_ROOM = 3, 4, 5
LENGTH = 8
"""The bytes of a length. A length of 0 ends the file."""
LARGE_PIECE = 100_000
"""Bytes of a piece, above which the memory it took is worth looking for."""


def make(asked: Mapping[str, Any], write: Callable[[bytes], object]) -> None:
    from app.db import Database

    db = Database(asked["database_url"])
    # On SQLite nobody can check in while somebody reads or copies. So be quick until that is over.
    if asked["at_rest"]:
        with db.at_rest(without=asked["left_out"]) as still:
            be_nice()
            found = _read(still, asked)
    else:
        found = _read(db, asked)
        be_nice()
    db.close()
    from app.exports.report.files import report_file
    from app.translator import translator

    file = report_file(found, asked["ending"], translator(asked["language"]))
    told = {"name": file.name, "content_type": file.content_type, "inside": file.inside}
    write(json.dumps(told).encode() + b"\n")
    gc.freeze()  # The report is needed to the end.
    for piece in file.pieces:
        write(len(piece).to_bytes(LENGTH, "big") + piece)
        if len(piece) > LARGE_PIECE:
            gc.collect()  # What a large file was made of is in cycles.
    write(bytes(LENGTH))


def _read(db: Database, asked: Mapping[str, Any]) -> Overview:
    # Here, because a copy needs none of it, and loading it takes twice as long as the copy.
    from app.domain.reports.period import Period
    from app.domain.reports.selection import Selection
    from app.exports.report.files import detail_of
    from app.services.reports.releases import released_overview
    from app.services.reports.reports import overview

    return (released_overview if asked["released"] else overview)(
        db,
        viewer=asked["viewer"],
        selection=Selection.parse(asked["places"]),
        period=Period.parse(asked["period"]),
        now=asked["now"],
        detail=detail_of(asked["ending"]),
    )


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
    except BrokenPipeError:
        os._exit(1)  # The server is gone. Python would try to write what is left.


if __name__ == "__main__":
    package = types.ModuleType("app")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["app"] = package  # Without the web, which takes longer to load.
    gc.disable()  # A million cells would be looked through again and again.
    main()
