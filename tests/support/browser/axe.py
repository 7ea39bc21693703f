"""What axe finds on an open page: every rule in light mode, only the colour rules in dark.

A page that differs from one before in its words alone is not asked again (decision 0024).
"""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from app.domain.base.languages import NAMES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
# Dark mode changes only colours, and no other rule with these tags checks colours.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES = {"light": EVERYTHING, "dark": COLOURS}
SHAPE = Path(__file__).with_name("axe_shape.js").read_text()
# The result also lists every rule that passed, as long as the script itself.
RUN = "options => axe.run(document, options).then(result => result.violations)"

FOUND: dict[str, list[str]] = {}
"""By shape, for this worker: 390 states of check-in in ten languages have 104 shapes."""


def violations(page: Page) -> list[str]:
    """Violations on the page: all rules in light mode, colour rules in dark."""
    shape = shape_of(page)
    if shape not in FOUND:
        FOUND[shape] = _asked(page)
    return FOUND[shape]


def shape_of(page: Page) -> str:
    """What decides the answer, without the words."""
    shape: str = page.evaluate(SHAPE, list(NAMES))
    return shape


def _asked(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options = {"preload": False, "runOnly": rules, "resultTypes": ["violations"]}
        for violation in page.evaluate(RUN, options):
            where = [node["html"] for node in violation["nodes"]]
            found.append(f"{scheme}: {violation['id']}: {violation['help']}: {where}")
    return found
