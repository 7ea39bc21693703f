"""Somebody who does what a guide says in bold, word by word, with a watch (the model of minute.py).

Each word of the guide is read once, and so is each word on the pages. What no page can know is left
out: the printer, the walk to the door, and how long one thinks about an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page, Response, expect

from tests.support.browser.minute import DECIDE, READ_A_WORD, TAP, Host
from tests.support.cast import PASSWORD
from tests.support.guides import english, pressed

PLACE = "Frivilligcenter Fjord"
TYPED = {
    "Dit navn": "Ny",
    "Din e-mail": "ny@example.dk",
    "Vælg en adgangskode": PASSWORD,
    "Stedets navn": PLACE,
}


def is_pdf(response: Response) -> bool:
    return "pdf" in response.headers.get("content-type", "")


class Newcomer:
    """Knows what the guide says, and nothing else."""

    def __init__(self, page: Page, language: str) -> None:
        self.watches: list[Host] = []
        self.words = english() if language == "en" else {}
        self.typed = 0
        self.reading = 0.0
        self.sits_at(page)

    def sits_at(self, page: Page) -> None:
        """Go on at another page, such as a phone's."""
        self.page, self.watch = page, Host(page)
        self.watches.append(self.watch)

    @property
    def taps(self) -> int:
        return sum(watch.taken for watch in self.watches)

    @property
    def minutes(self) -> float:
        return (self.reading + sum(watch.seconds for watch in self.watches)) / 60

    def say(self, danish: str) -> str:
        return self.words.get(danish, danish)

    def follow(
        self,
        text: str,
        hints: Mapping[str, Callable[[], object]],
        only_seen: set[str] | tuple[()] = (),
    ) -> None:
        """Do a Danish guide's words in bold, in the page's language; `hints` come before a word."""
        self.reading += READ_A_WORD * len(text.split())
        for word in pressed(text):
            hints.get(word, lambda: None)()
            self.do(word, only_seen=word in only_seen)

    def do(self, danish: str, *, only_seen: bool = False) -> None:
        word = self.say(danish)
        field = self.page.get_by_label(word, exact=True)
        # A button may be named after what it is about: "Skriv: Hvad skete der?".
        named = re.compile(rf"^{re.escape(word)}(:|$)")
        button, link = (self.page.get_by_role(role, name=named) for role in ("button", "link"))
        row = self.page.get_by_text(word, exact=True).locator("xpath=ancestor::a")
        press = button.or_(link).or_(row)
        seen = self.page.get_by_text(word, exact=True)
        expect(field.or_(press).or_(seen).first).to_be_visible()
        self.watch.looks()
        if only_seen:
            return
        if danish in TYPED:
            self.types(field, TYPED[danish])
        elif press.count():
            self.press(press.first)

    def types(self, field: Locator, text: str) -> None:
        self.watch.looks().types(field, text)
        self.typed += len(text)

    def chooses(self, field: Locator, label: str) -> None:
        """Open a list, decide, and tap a choice."""
        self.watch.looks()
        self.watch.taken += 2
        self.watch.seconds += DECIDE + 2 * TAP
        field.select_option(label=label)

    def press(self, target: Locator) -> None:
        to = target.get_attribute("href") or ""
        if to.startswith("#") or target.get_attribute("data-copies"):
            self.watch.taps(target)
        elif target.inner_text() == self.say("Hent alle plakater (PDF)"):
            with self.page.context.expect_event("response", is_pdf) as got:
                self.watch.taken += 1
                self.watch.seconds += TAP
                target.click(no_wait_after=True)
            assert got.value.status == 200
        else:
            self.watch.taps(target, leads_on=True)
