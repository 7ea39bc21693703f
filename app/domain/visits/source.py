"""How a visit was counted."""

from __future__ import annotations

from enum import StrEnum


class Source(StrEnum):
    """How a visit was counted. A venue's total includes every source."""

    PHONE = "phone"
    TABLET = "tablet"
    HOST = "host"
    PAPER = "paper"
    IMPORT = "import"
