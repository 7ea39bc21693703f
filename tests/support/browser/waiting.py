"""Waiting for what a page does asynchronously.

Playwright's `wait_for_function` evaluates text in the page, which our Content-Security-Policy
forbids from its second look on.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.support.clock import Clock

PATIENCE_S = 60
"""Nobody waits this long unless something is wrong, or the machine has much else to do."""
LOOK_EVERY_S = 0.05


def until(holds: Callable[[], object]) -> None:
    """Poll until it holds. Raises AssertionError."""
    patience = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < patience, "it has not come about"
        time.sleep(LOOK_EVERY_S)


def pass_hours(page: Page, clock: Clock, hours: int) -> None:
    """Advance the clock by hours, in the browser (with its fake clock) and on the server."""
    page.clock.fast_forward(f"{hours:02}:00:00")
    clock.pass_(hours=hours)


def hurry(page: Page, holds: Callable[[], object]) -> None:
    """Wait until it holds, advancing the page's clock because the page waits between retries."""

    def after_a_minute() -> object:
        page.clock.fast_forward("01:00")
        return holds()

    until(after_a_minute)


def all_sent(page: Page, queue: str = "board") -> None:
    """Wait until the page has the server's answer to every tap.

    The server counts before that; cutting the network then would leave a tap unsent.
    """
    until(lambda: page.evaluate("name => localStorage.getItem(name) === null", queue))
