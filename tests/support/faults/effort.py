"""What `make faults` sets: how much is tried, and with which random numbers."""

from __future__ import annotations

import os


def seed() -> int:
    """SEED; 0 in an ordinary run, which tries the same each time."""
    return int(os.environ.get("SEED", "0"))


def rounds(few: int) -> int:
    """How often to try what an ordinary run tries `few` times: FAULTS times as often."""
    return few * int(os.environ.get("FAULTS", "1"))
