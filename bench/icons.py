"""Draw the icons of the installed app from its SVG: `make icons`, after changing it.

A maskable icon is cut to a circle or another shape, so its drawing keeps to the middle.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support.parts import chromium

FOLDER = Path(__file__).parent.parent / "app" / "static" / "img"
GREEN = re.compile(r'<rect [^>]*fill="(#\w+)"')


def draw(browser: Browser, name: str, size: int, *, maskable: bool = False) -> None:
    """Write one icon as PNG."""
    svg = (FOLDER / "icon.svg").read_text()
    found = GREEN.search(svg)
    assert found, "the icon's ground is its first rect"
    ground, inside = (found[1], "76%") if maskable else ("transparent", "100%")
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(
        f"<style>* {{ margin: 0; }} body {{ background: {ground}; display: grid;"
        f" place-items: center; height: 100vh; }} svg {{ width: {inside}; }}</style>{svg}"
    )
    page.screenshot(path=FOLDER / name, omit_background=True)
    page.close()


def main() -> None:
    """Draw all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for size in (192, 512):
            draw(browser, f"icon-{size}.png", size)
        draw(browser, "icon-maskable-512.png", 512, maskable=True)
        draw(browser, "icon-apple-180.png", 180, maskable=True)
        browser.close()


if __name__ == "__main__":
    main()
