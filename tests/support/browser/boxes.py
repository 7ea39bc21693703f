"""Where something is on the screen."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Locator


def box_of(there: Locator) -> FloatRect:
    """Return its box, in pixels; what is not shown has none and fails the test."""
    box = there.bounding_box()
    assert box is not None, f"{there} is not shown"
    return box
