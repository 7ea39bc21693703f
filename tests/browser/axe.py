"""What axe finds on an open page: every rule in light mode, only the colour rules in dark."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
# Dark mode changes only colours, and no other rule with these tags checks colours.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES = {"light": EVERYTHING, "dark": COLOURS}


def violations(page: Page) -> list[str]:
    """Violations on the page: all rules in light mode, colour rules in dark."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options = {"preload": False, "runOnly": rules, "resultTypes": ["violations"]}
        result = page.evaluate("options => axe.run(document, options)", options)
        for violation in result["violations"]:
            where = [node["html"] for node in violation["nodes"]]
            found.append(f"{scheme}: {violation['id']}: {violation['help']}: {where}")
    return found
