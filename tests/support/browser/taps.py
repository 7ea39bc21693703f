"""A visitor whose taps and typed characters are counted."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass
class Counted:
    """Opening a page without tapping, as a camera does, costs nothing."""

    page: Page
    taps: int = 0
    typed: int = 0

    def scan(self, path: str) -> None:
        """Open the page a QR code points to."""
        self.page.goto(path)

    def tap(self, words: str) -> None:
        """Tap the visible button with this name, and wait for the next page."""
        self.taps += 1
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).click()

    def unfold(self, words: str) -> None:
        """Tap to expand a part of the page."""
        self.taps += 1
        self.page.get_by_text(words, exact=True).click()

    def type(self, text: str) -> None:
        """Type into the only field of the page."""
        self.typed += len(text)
        self.page.get_by_role("textbox").press_sequentially(text)

    def says(self, words: str) -> bool:
        """Whether the page says so."""
        return words in self.page.locator("main").inner_text()

    def chosen(self, words: str) -> bool:
        """Whether the button with this name is pressed."""
        button = self.page.get_by_role("button", name=words, exact=True)
        return button.get_attribute("aria-pressed") == "true"
