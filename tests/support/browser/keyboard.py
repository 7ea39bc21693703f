"""A user with only a keyboard."""

from __future__ import annotations

from playwright.sync_api import Page

# More than any page's tab stops: past this, the target cannot be reached.
STOPS = 80
NAME = """() => {
  const one = document.activeElement;
  const by = one.getAttribute("aria-labelledby");
  const label = by ? document.getElementById(by) : one.labels && one.labels[0];
  return (one.getAttribute("aria-label") || (label ? label.innerText : one.innerText) || "")
    .replace(/\\s+/g, " ").trim();
}"""


class Keyboard:
    """Moves with Tab, presses Enter or Space, and types. Never taps or clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, name: str) -> None:
        """Tab until the element with this name has focus. Raises AssertionError."""
        passed = []
        for _ in range(STOPS):
            self.page.keyboard.press("Tab")
            passed.append(self.page.evaluate(NAME))
            if passed[-1] == name:
                return
        raise AssertionError(f"Tab never reaches {name!r}, only {list(dict.fromkeys(passed))}")

    def press(self, name: str, key: str = "Enter") -> None:
        """Reach a link or button, press it, and wait for the page that follows."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def open(self, name: str) -> None:
        """Expand the section with this heading."""
        self.tab_to(name)
        if not self.page.evaluate("document.activeElement.parentNode.open"):
            self.page.keyboard.press("Enter")

    def type(self, name: str, text: str) -> None:
        """Reach a field and type in it."""
        self.tab_to(name)
        self.page.keyboard.type(text)

    def pressed(self, name: str) -> bool:
        """Whether the button with this name is chosen."""
        button = self.page.get_by_role("button", name=name, exact=True)
        return button.get_attribute("aria-pressed") == "true"
