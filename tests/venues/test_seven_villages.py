"""A whole partnership of seven villages' venues, from nothing to its report, tap by tap.

The minutes are those of the model in support/keystrokes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Code, Venue
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.keystrokes import CHOICE, PAGE, PRESS, SIGN
from tests.support.visit import Page, Visitor

VILLAGES = ("Elmelund", "Birkerup", "Lindeby", "Askholm", "Tjørnevig", "Hasselbæk", "Pilekrog")
MONDAYS = ["10:00", "13:00", *[""] * 12, "15:00", "18:00", *[""] * 12]
ACTIVITIES = "Fællesspisning; mandag 16-18\nStrikkecafé; mandag 10-12"
LISTS = {"kind", "sted"}
MOST_TAPS, MOST_MINUTES = 39, 8
"""It takes 39 taps, 29 to make the venues, 7 to close them, 3 to see a report; and 7.9 minutes."""


@dataclass
class Coordinator:
    """Reads, taps links and buttons, and counts them. Each field filled in is one tap too."""

    browser: Visitor
    page: Page
    taps: int = 0
    seconds: float = 0.0

    def follows(self, words: str) -> None:
        links = [a for a in self.page.all("a") if words in " ".join(a.itertext())]
        assert links, f"{words} is not a link on {self.page.path}"
        self.page = self.browser.get(str(links[0].get("href")))
        self._taps(PRESS + PAGE)

    def presses(self, words: str, **typed: Any) -> None:
        self.page = self.browser.press(self.page, words, **typed)
        self._taps(PRESS + PAGE)
        for name, value in typed.items():
            for text in filter(None, value if isinstance(value, list) else [value]):
                self._taps(CHOICE if name in LISTS else PRESS + len(str(text)) * SIGN)

    def _taps(self, seconds: float) -> None:
        self.taps += 1
        self.seconds += seconds


@pytest.fixture
def codes(db: Database) -> Callable[[], list[str]]:
    """The codes of the villages' venues, when they are made."""

    def codes() -> list[str]:
        with db.reading() as session:
            venues = select(Venue.id).where(Venue.name.endswith("forsamlingshus"))
            own = (Code.venue_id.in_(venues), Code.activity_id.is_(None))
            return list(session.scalars(select(Code.code).where(*own)))

    return codes


@pytest.fixture
def kim(visit: Visitor, cast: Cast) -> Coordinator:
    visit.sign_in(cast.kim)
    visit.press(visit.get(f"/steder/{cast.shop}/arkiver"), "Ja, læg det i arkivet")
    return Coordinator(visit, visit.get("/steder"))


def test_it_takes_few_taps_to_set_up_close_and_report_seven_villages(
    app: Flask,
    kim: Coordinator,
    cast: Cast,
    codes: Callable[[], list[str]],
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kim.follows("Opret et nyt sted")
    kim.presses(
        "Opret stedet", name=f"{VILLAGES[0]} forsamlingshus", kind="faelleshus", hours=MONDAYS
    )
    kim.follows("Flere på én gang")
    kim.presses("Opret aktiviteterne", text=ACTIVITIES)
    for village in VILLAGES[1:]:
        kim.follows("Kopiér stedet")
        kim.presses("Opret kopien", name=f"{village} forsamlingshus")
        assert "Strikkecafé" in kim.page.text
    made = kim.taps
    kim.follows("Alle steder")
    kim.follows("Flere steder på én gang")
    kim.follows("Lukkedage")
    kim.presses("Se, hvad der ændres", first="2027-07-01", last="2027-07-31")
    kim.presses("Ja, ændr 7 steder")
    assert "1.–31. juli 2027" in kim.page.text
    closed = kim.taps
    clock.at("2026-11-23")
    for code in codes():
        guest = Visitor(app)
        guest.press(guest.get(f"/c/{code}"), "Jeg er her")
    clock.at("2026-12-05")
    kim.follows("Rapporter")
    kim.presses("Vis", sted=f"p{cast.partnership}")
    assert "7 besøg" in kim.page.text
    for village in VILLAGES:
        assert village in kim.page.text
    with capsys.disabled():
        parts = f"made in {made} taps, closed in {closed - made}, reported in {kim.taps - closed}"
        whole = f"{kim.taps} in all, {kim.seconds / 60:.1f} minutes"
        sys.stdout.write(f"\nseven villages: {parts}; {whole}\n")
    assert kim.taps <= MOST_TAPS
    assert kim.seconds <= MOST_MINUTES * 60
