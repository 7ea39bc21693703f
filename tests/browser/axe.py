"""What axe finds on an open page: every rule as it stands, and in dark those that see colours."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
# The same document in other colours: no other rule of these tags looks at them.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES = {"light": EVERYTHING, "dark": COLOURS}


def violations(page: Page) -> list[str]:
    """What is wrong with the page: in light with everything, in dark with its colours."""
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
