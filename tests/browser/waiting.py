"""Waiting for what a page does in its own time.

Playwright's `wait_for_function` evaluates text in the page, which our Content-Security-Policy
forbids from its second look on.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 15
LOOK_EVERY_S = 0.05


def until(holds: Callable[[], object]) -> None:
    """Wait until it holds; asks again and again. Raises AssertionError."""
    patience = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < patience, "it has not come about"
        time.sleep(LOOK_EVERY_S)
