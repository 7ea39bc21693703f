"""What an open page measures: its targets, its contrasts, and whether anything is cut off."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from app.domain.base.palette import VENUE_COLOURS

SCRIPT = Path(__file__).with_suffix(".js").read_text()
PHONE = {"width": 360, "height": 740}
# 320 px is also what is left of 1280 px at 400 % zoom.
NARROW = {"width": 320, "height": 568}
SCHEMES = ("light", "dark")
# Not innerWidth: on a phone that grows with the page, and nothing is ever too wide.
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Measures:
    """Collects what is wrong on the pages that it is shown."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: dict[str, str] = {}

    def targets(self, name: str, *, least: int, between: int) -> None:
        """Every link, button and field is at least so large, and so far from the next; in px."""
        self._ask(name, "targets", least=least, between=between)

    def contrast(self, name: str, *, least: float, colours: bool = False) -> None:
        """Text has at least that contrast, controls and focus 3; in every colour of a place."""
        self.page.keyboard.press("Tab")  # From here on the page shows where the focus is.
        for scheme in SCHEMES:
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if colours:
                colours_ = list(VENUE_COLOURS)
                self._ask(f"{name}, {scheme}", "inColours", least=least, colours=colours_)
            else:
                self._ask(f"{name}, {scheme}", "contrast", least=least)
        self.page.emulate_media(color_scheme="light")

    def room(self, name: str) -> None:
        """Nothing is cut off at 320 px, which is 400 % zoom, nor with text of twice the size."""
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
        """Fail with everything that was found, each thing once and where it was found first."""
        assert not self.complaints, "\n".join(f"{w}: {c}" for c, w in self.complaints.items())
