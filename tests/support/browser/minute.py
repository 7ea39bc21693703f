"""How long a host's day takes, by a model of reading, deciding, tapping and typing.

The times are those of the keystroke-level model (Card, Moran and Newell, 1983) for what the hand
and the mind do, with a phone's slower typing, and silent reading at 240 words a minute
(Brysbaert, 2019). A word is read once per page, and the menu they all share only once. Text off
screen is not read until scrolled to. Machine time is left out: a page loads in tens of
milliseconds.
"""

from __future__ import annotations

from playwright.sync_api import Locator, Page

READ_A_WORD = 0.25
DECIDE = 1.35  # once on each page
TAP = 0.9  # find and press it
TAP_AGAIN = 0.25  # the thumb is already there
TYPE = 0.35  # a letter on a phone
SWIPE = 0.9  # put the thumb down and scroll

WIDTH, HEIGHT = 360, 740
REACH = 0.3  # a thumb reaches all but the top three tenths of the screen

SEEN = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const words = [];
    for (let node; (node = walker.nextNode()); ) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const shown = [...range.getClientRects()].some(
            (box) => box.width && box.bottom > 0 && box.top < innerHeight && box.right > 0);
        const menu = node.parentElement.closest(".top") ? "menu: " : "";
        const said = node.textContent.trim().split(/\\s+/).filter(Boolean);
        // A fold's text has a place on the page also while it is closed.
        const open = node.parentElement.checkVisibility();
        if (shown && open) words.push(...said.map((word) => menu + word));
    }
    return words;
}"""
BOX = """(element) => {
    if (!element.isConnected) return null;
    const { x, y, height } = element.getBoundingClientRect();
    return { x, y, height };
}"""

# People stop scrolling once the target is in view, within reach of the thumb.
INTO_VIEW = """(element, reach) => {
    const { top, bottom } = element.getBoundingClientRect();
    const before = scrollY;
    if (top < 0 || bottom > innerHeight || (top + bottom) / 2 < reach) {
        element.scrollIntoView({ block: "center" });
    }
    return scrollY !== before;
}"""


class Host:
    """One thumb and a watch."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seconds = 0.0
        self.taken = 0
        self.out_of_reach: list[tuple[str, str, float]] = []
        self._read: dict[str, set[str]] = {}
        self._menu: set[str] = set()
        self._last: tuple[str, float, float] | None = None

    def looks(self) -> Host:
        """Reads what is new on the screen."""
        venue = self.page.url.partition("?")[0]
        if venue not in self._read:
            self._read[venue] = set()
            self.seconds += DECIDE
        words = set(self.page.evaluate(SEEN)) - self._read[venue] - self._menu
        self._read[venue] |= words
        self._menu |= {word for word in words if word.startswith("menu: ")}
        self.seconds += READ_A_WORD * len(words)
        return self

    def taps(self, target: Locator, *, leads_on: bool = False) -> Host:
        """Taps it where it is, scrolling first if needed."""
        if target.evaluate(INTO_VIEW, REACH * HEIGHT):
            self.seconds += SWIPE
            self.looks()
        while not (box := target.evaluate(BOX)):
            pass  # The open board was just redrawn.
        if box["y"] + box["height"] / 2 < REACH * HEIGHT:
            self.out_of_reach.append((self.page.url, target.inner_text(), box["y"]))
        self.taken += 1
        name = (self.page.url, box["x"], box["y"])
        self.seconds += TAP_AGAIN if name == self._last else TAP
        self._last = name
        if leads_on:
            with self.page.expect_navigation():
                target.click()
            self._last = None
        else:
            target.click()
        return self

    def types(self, field: Locator, text: str) -> Host:
        """Taps the field and types."""
        self.taps(field)
        field.fill(text)
        self.seconds += TYPE * len(text)
        return self
