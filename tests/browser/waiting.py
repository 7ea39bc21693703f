"""Waiting for what a page does in its own time.

Playwright's `wait_for_function` evaluates text in the page, which our Content-Security-Policy
forbids from its second look on.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.support.clock import Clock

PATIENCE_S = 15
LOOK_EVERY_S = 0.05


def until(holds: Callable[[], object]) -> None:
    """Wait until it holds; asks again and again. Raises AssertionError."""
    patience = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < patience, "it has not come about"
        time.sleep(LOOK_EVERY_S)


def pass_hours(page: Page, clock: Clock, hours: int) -> None:
    """Let hours go by, in the browser (whose clock is installed) and on the server alike."""
    page.clock.fast_forward(f"{hours:02}:00:00")
    clock.pass_(hours=hours)


def hurry(page: Page, holds: Callable[[], object]) -> None:
    """Wait until it holds, where the page itself waits to try again: its clock is put forward."""
    until(lambda: page.clock.fast_forward("01:00") or holds())


def all_sent(page: Page, queue: str = "board") -> None:
    """Wait until the page has the server's answer to every tap.

    The server's own count comes before that: whoever cuts the network then leaves a tap unsent.
    """
    until(lambda: page.evaluate("name => localStorage.getItem(name) === null", queue))
