"""A quarter and a new venue in a real browser, timed by the model in support/keystrokes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from app.db import Database
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.keystrokes import CHOICE, PAGE, PRESS, SIGN
from tests.support.server import Server

pytestmark = pytest.mark.browser


class Hands:
    """A laptop user whose every keystroke, press and page is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seconds = 0.0

    def begin(self, path: str) -> None:
        self.page.goto(path)
        self.seconds += len(path) * SIGN + PAGE

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.seconds += len(text) * SIGN + PRESS

    def attach(self, label: str, name: str, content: bytes) -> None:
        """Find a file and choose it: three presses in the system's window."""
        file = {"name": name, "mimeType": "text/csv", "buffer": content}
        self.page.get_by_label(label, exact=True).set_input_files(file)  # type: ignore[arg-type]
        self.seconds += 3 * PRESS

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label, exact=True).select_option(label=option)
        self.seconds += CHOICE

    def press(self, words: str) -> None:
        button = self.page.get_by_role("button", name=words, exact=True)
        link = self.page.get_by_role("link", name=words, exact=True)
        with self.page.expect_navigation():
            button.or_(link).first.click()
        self.seconds += PRESS + PAGE

    def take(self, words: str) -> bytes:
        """Press the link to a file and wait for the whole of it."""
        with self.page.expect_download() as got:
            self.page.get_by_role("link", name=words, exact=True).first.click()
        self.seconds += PRESS + PAGE
        return Path(got.value.path()).read_bytes()


def test_a_quarter_is_handed_in_and_its_package_downloaded_in_less_than_ten_minutes(
    opens: Callable[..., BrowserContext], server: Server, cast: Cast, db: Database, clock: Clock
) -> None:
    for month in (10, 11, 12):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting) + visits(12))
    clock.at("2027-01-08")
    kim = Hands(opens(phone=False, viewport={"width": 1280, "height": 800}).new_page())
    kim.begin("/log-ind")
    kim.type("E-mail", cast.kim)
    kim.type("Adgangskode", PASSWORD)
    kim.press("Log ind")
    kim.press("Logbog")
    kim.choose("Periode", "4. kvartal 2026")
    kim.press("Åbn logbogen")
    for question, text in (
        ("Hvad skete der?", "Julemarkedet fyldte hele huset. Naboerne bagte."),
        ("Hvad lærte vi?", "Kaffen skal stå ved døren. Så bliver folk hængende."),
        ("Hvad prøver vi næste gang?", "Åbent en lørdag om måneden."),
    ):
        kim.press(f"Skriv: {question}")
        kim.type("Jeres svar", text)
        kim.press("Gem")
    kim.press("Aflevér logbogen")
    kim.press("Ja, aflevér den nu")
    assert "Version 1, afleveret 8. januar 2027 af Kim." in kim.page.inner_text("main")
    kim.begin("/rapporter")
    kim.choose("Periode", "Kvartal")
    kim.choose("Måned i perioden", "december 2026")
    kim.press("Vis")
    kim.press("Frigiv denne rapport til læsere")
    assert kim.take("Samlet pakke").startswith(b"PK")
    assert kim.seconds < 600, kim.seconds


ACTIVITIES = (
    "Aktivitet\tUgedag\tFra\tTil\nCafévagt\t\t\t\nIT-hjælp\ttirsdag\t10.00\t12.00\n"
    "Sangkor\tonsdag\t19.00\t21.00\nHaveklub\t\t\t\nNørklere\tfredag\t13.00\t15.30\n"
)


def test_a_venue_with_activities_hosts_and_posters_takes_less_than_fifteen_minutes(
    opens: Callable[..., BrowserContext], server: Server, cast: Cast
) -> None:
    context = opens(phone=False, viewport={"width": 1280, "height": 800})
    kim = Hands(context.new_page())
    kim.begin("/log-ind")
    kim.type("E-mail", cast.kim)
    kim.type("Adgangskode", PASSWORD)
    kim.press("Log ind")
    kim.press("Steder")
    kim.press("Opret et nyt sted")
    kim.type("Stedets navn", "Frivilligcenter Fjord")
    kim.choose("Hvad er det for et sted?", "Frivilligcenter")
    kim.press("Opret stedet")
    venue = kim.page.url
    kim.press("Flere på én gang")
    kim.attach("Eller en fil", "program.csv", ACTIVITIES.encode("utf-16"))
    kim.press("Læs filen")
    kim.press("Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 5." in kim.page.content()
    links = []
    for _ in range(3):
        kim.press("Invitér en vært med et link")
        kim.press("Opret et link")
        links.append(kim.page.locator("code").inner_text())
        kim.begin(venue)
    kim.press("Alle plakater (PDF)")
    kim.choose("Et sprog mere", "English")
    kim.choose("Endnu et sprog", "Українська (udkast)")
    with context.expect_event("response", lambda got: "pdf" in got.headers["content-type"]) as got:
        kim.page.get_by_role("button", name="Hent alle plakater (PDF)").click(no_wait_after=True)
    kim.seconds += PRESS
    assert got.value.status == 200
    assert kim.seconds < 900, kim.seconds
    # Each host opens the link on their own phone and lands on the board.
    names = ("Ida", "Ole", "Yasmin")
    for name, link in zip(names, links, strict=True):
        host = Hands(opens().new_page())
        host.begin(link)
        host.type("Dit navn", name)
        host.type("Din e-mail", f"{name.lower()}@example.dk")
        host.type("Vælg en adgangskode", PASSWORD)
        host.press("Opret min adgang")
        host.type("Adgangskode", PASSWORD)
        host.press("Log ind")
        host.press("Tag imod invitationen")
        assert host.page.url.replace("/i-dag/", "/steder/") == venue
        assert "Cafévagt" in host.page.inner_text("main")
        # Sign-up and sign-in are separate: no answer reveals whether an e-mail has an account.
        assert host.seconds < 150, host.seconds
    kim.begin("/personer")
    for name in names:
        assert name in kim.page.inner_text("main")
