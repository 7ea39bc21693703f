"""Where a count came from."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """Where a count came from. All of them are in the same total."""

    PHONE = "phone"
    TABLET = "tablet"
    HOST = "host"
    PAPER = "paper"
    IMPORT = "import"
