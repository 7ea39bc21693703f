"""How long a coordinator takes, by a model of somebody at a laptop.

The model is in support/keystrokes. Thinking about what to write is left out: that is the work
itself, not the program.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from app.db import Database
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.keystrokes import CHOICE, PAGE, PRESS, SIGN
from tests.support.visit import Page, Visitor, text_of


@dataclass
class Coordinator:
    """Somebody whose every keystroke, press and page is counted; reaches pages only by links."""

    visitor: Visitor
    seconds: float = 0.0
    page: Page | None = field(default=None)

    def begin(self, path: str) -> None:
        self.seconds += len(path) * SIGN
        self._arrive(self.visitor.get(path))

    def follow(self, words: str) -> None:
        """Press the link with this text or label."""
        assert self.page is not None
        for link in self.page.all("a"):
            if words in (text_of(link), link.get("aria-label")):
                self.seconds += PRESS
                self._arrive(self.visitor.get(str(link.get("href"))))
                return
        raise AssertionError(f"no link {words!r} on {self.page.path}: {self.page.text[:600]}")

    def press(self, words: str, *, chosen: dict[str, Any] | None = None, **typed: Any) -> None:
        assert self.page is not None
        self.seconds += PRESS + sum(len(text) * SIGN for text in typed.values())
        self.seconds += CHOICE * len(chosen or {})
        self._arrive(self.visitor.press(self.page, words, **(chosen or {}), **typed))

    def _arrive(self, page: Page) -> None:
        self.seconds += PAGE
        self.page = page


@pytest.fixture
def kim(app: Flask) -> Coordinator:
    return Coordinator(Visitor(app))


def test_it_takes_less_than_ten_minutes_to_hand_in_a_quarter(
    kim: Coordinator, cast: Cast, db: Database, clock: Clock
) -> None:
    for month in (10, 11, 12):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting) + visits(12))
    clock.at("2027-01-08")
    kim.begin("/log-ind")
    kim.press("Log ind", email=cast.kim, password="tre tilfældige ord")
    kim.follow("Logbog")
    kim.press("Åbn logbogen", chosen={"kvartal": "2026-4"})
    for question, text in (
        ("Hvad skete der?", "Julemarkedet fyldte hele huset. Naboerne bagte."),
        ("Hvad lærte vi?", "Kaffen skal stå ved døren. Så bliver folk hængende."),
        ("Hvad prøver vi næste gang?", "Åbent en lørdag om måneden."),
    ):
        kim.follow(f"Skriv: {question}")
        kim.press("Gem", text=text)
    kim.follow("Aflevér logbogen")
    kim.press("Ja, aflevér den nu")
    assert kim.page is not None
    assert "Version 1, afleveret 8. januar 2027 af Kim." in kim.page.text
    kim.follow("PDF")
    kim.begin("/rapporter")
    kim.press("Vis", chosen={"laengde": "kvartal", "maaned": "2026-12"})
    kim.press("Frigiv denne rapport til læsere")
    kim.follow("Samlet pakke")
    assert kim.page.response.data.startswith(b"PK")
    assert kim.seconds < 600, kim.seconds


FIVE = """\
Cafévagt; man-fre 10-14
IT-hjælp; tirsdag 10-12
Sangkor; onsdag 19-21
Haveklub; lørdag 10-12
Nørklere; fredag 13-15.30
"""


def test_it_takes_less_than_fifteen_minutes_to_set_up_a_venue(kim: Coordinator, cast: Cast) -> None:
    kim.begin("/log-ind")
    kim.press("Log ind", email=cast.kim, password="tre tilfældige ord")
    kim.follow("Steder")
    kim.follow("Opret et nyt sted")
    kim.press(
        "Opret stedet",
        chosen={"kind": "frivilligcenter"},
        name="Frivilligcenter Fjord",
    )
    kim.follow("Åbningstider")
    kim.press("Gem")
    kim.follow("Aktiviteter, gerne flere på én gang")
    kim.press("Opret aktiviteterne", text=FIVE)
    assert kim.page is not None
    assert "Nye aktiviteter med koder: 5." in kim.page.text
    kim.press("Gem roller", chosen={"role": [str(cast.welcomes)]})
    assert "10.00–21.00" in kim.page.text
    venue = kim.page.response.request.path
    for _ in range(3):
        kim.begin(venue)
        kim.follow("Invitér en vært med et link")
        kim.press("Opret et link")
        assert "/velkommen/" in kim.page.text
    kim.begin(venue)
    kim.follow("Alle plakater (PDF)")
    kim.press("Hent alle plakater (PDF)")
    assert len(PdfReader(io.BytesIO(kim.page.response.data)).pages) == 6
    assert kim.seconds < 900, kim.seconds
