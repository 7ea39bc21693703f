"""A ZIP file, sent as its parts are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Generator

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The files have no time of their own: it would make two packages of one period differ."""
Files = dict[str, Callable[[], bytes]]
"""The files of a package by name, each still to be made."""


def packed(files: Files) -> Generator[bytes]:
    """The package of the files, in the order given: each is made when its turn comes.

    A piece ends with each file, so that whoever reads knows how many are made; and whoever stops
    reading stops the making.
    """
    buffer = io.BytesIO()
    sent = 0
    with zipfile.ZipFile(buffer, "w") as package:
        for name, make in files.items():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, make())
            # The sizes stand in front of a file only once it is whole.
            yield buffer.getvalue()[sent:]
            sent = buffer.tell()
    yield buffer.getvalue()[sent:]
