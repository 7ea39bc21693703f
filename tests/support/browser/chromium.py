"""How chromium is started, and what opens one more of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Opens = Callable[..., BrowserContext]
