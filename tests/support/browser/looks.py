"""What holds for the look of any page."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.support.browser.axe import violations
from tests.support.browser.measures import Measures


def looks_right(page: Page, name: str) -> None:
    """What axe, targets, contrast and narrow windows show of the open page."""
    assert not violations(page), name
    measures = Measures(page)
    measures.targets(name, least=44, between=0)
    measures.room(name)
    measures.no_complaints()
