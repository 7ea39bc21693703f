"""Random numbers that are the same each time, so that two galleries can be compared."""

from __future__ import annotations

import contextlib
import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextlib.contextmanager
def repeatable() -> Iterator[None]:
    """Give `secrets` numbers that depend on which of our functions asks, and how often it has.

    Not on what others have asked: pages poll while others load, and never in the same order.
    """
    asked: Counter[str] = Counter()

    def numbers(size: int) -> bytes:
        place = _asking()
        asked[place] += 1
        return hashlib.shake_256(f"{place} {asked[place]}".encode()).digest(size)

    source = random._urandom  # type: ignore[attr-defined]
    random._urandom = numbers  # type: ignore[attr-defined]
    try:
        yield
    finally:
        random._urandom = source  # type: ignore[attr-defined]


def _asking() -> str:
    """The nearest function of this project among those that are running."""
    frame = sys._getframe(2)
    while frame.f_back:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            return f"{path.relative_to(ROOT)} {frame.f_code.co_name}"
        frame = frame.f_back
    return ""
