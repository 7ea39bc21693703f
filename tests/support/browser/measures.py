"""Measures an open page: target sizes, contrast, and whether anything is cut off."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from app.domain.base.palette import VENUE_COLOURS

SCRIPT = Path(__file__).with_suffix(".js").read_text()
PHONE = {"width": 360, "height": 740}
# 320 px is also the effective width of 1280 px at 400 % zoom.
NARROW = {"width": 320, "height": 568}
SCHEMES = ("light", "dark")
# Not innerWidth: on a phone it grows with the page, so nothing would ever be too wide.
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Measures:
    """Collects the problems on the pages it is given."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: dict[str, str] = {}

    def targets(self, name: str, *, least: int, between: int) -> None:
        """Every link, button and field has at least this size and spacing, in px."""
        self._ask(name, "targets", least=least, between=between)

    def contrast(self, name: str, *, least: float, colours: bool = False) -> None:
        """Text has at least this contrast, controls and focus 3, in every venue colour."""
        self.page.keyboard.press("Tab")  # From here on the page shows focus.
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if colours:
                colours_ = list(VENUE_COLOURS)
                self._ask(f"{name}, {scheme}", "inColours", least=least, colours=colours_)
            else:
                self._ask(f"{name}, {scheme}", "contrast", least=least)
        self.page.emulate_media(color_scheme="light")

    def room(self, name: str) -> None:
        """Nothing is cut off at 320 px (400 % zoom) or with text at twice the size."""
        usual = self.page.viewport_size
        assert usual is not None
        for size, text, what in ((NARROW, "", "320 px"), (PHONE, "200%", "200 % text")):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self._ask(f"{name}, {what}", "clipped", textSize=text)
        self.page.set_viewport_size(usual)

    def _ask(self, name: str, question: str, **what: object) -> None:
        found = self.page.evaluate(f"what => {{ {SCRIPT}; return {question}(what); }}", what)
        for complaint in found:
            self.complaints.setdefault(complaint, name)

    def no_complaints(self) -> None:
        """Fail with every problem found, each listed once, where it was first seen."""
        assert not self.complaints, "\n".join(f"{w}: {c}" for c, w in self.complaints.items())
