"""ZIP files that are sent while their content is being made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Generator

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A fixed modification time, so that equal packages give equal bytes."""
Files = dict[str, Callable[[], bytes]]
"""The files of a package: a function for each name that makes the content."""


def packed(files: Files) -> Generator[bytes]:
    """Yield a ZIP of the files in order, making each one when its turn comes.

    Each piece ends with a complete file, so that the client can count them. If it stops reading,
    the remaining files are not made.
    """
    buffer = io.BytesIO()
    sent = 0
    with zipfile.ZipFile(buffer, "w") as package:
        for name, make in files.items():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, make())
            # A file's header gets its sizes only once the file is complete.
            yield buffer.getvalue()[sent:]
            sent = buffer.tell()
    yield buffer.getvalue()[sent:]
