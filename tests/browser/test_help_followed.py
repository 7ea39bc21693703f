"""Somebody who has never seen the app follows the guides to the letter, and they are enough.

The words in bold are done one by one, in the order of the guide: a field is filled in, a button or
link is pressed, and anything else must be seen. What a guide says in plain words (which text, which
box, another phone) is done just before the next press.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext
from sqlalchemy import func, select

from app.db import Database
from app.models import Activity, Day, Invitation, OpeningHours, Person, VenueRole
from app.web.platform.language import LANGUAGES
from tests.support.browser.chromium import Opens
from tests.support.browser.newcomer import PLACE, TYPED, Newcomer
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.guides import pressed, sections, source
from tests.support.server import Server
from tests.support.text import must_find

pytestmark = pytest.mark.browser

SET_UP_MINUTES, QUARTER_MINUTES = 15, 10
"""What the titles of the guides promise."""


@pytest.fixture(params=LANGUAGES)
def newcomer(request: pytest.FixtureRequest, opens: Opens, app: Flask, server: Server) -> Newcomer:
    """Somebody with a new link, in an installation with nothing in it."""
    runner = app.test_cli_runner()
    partnership = runner.invoke(args=["add-partnership", "Fjorden"]).output.strip()
    told = runner.invoke(args=["invite-person", partnership, "--duty", "coordinator"]).output
    locale = {"da": "da-DK", "en": "en-GB"}[request.param]
    context = opens(phone=False, viewport={"width": 1280, "height": 800}, locale=locale)
    newcomer = Newcomer(context.new_page(), request.param)
    newcomer.page.goto("/velkommen/" + must_find(r"/velkommen/(\S+)", told)[1])
    return newcomer


ANSWER = "Vi bagte brød hver onsdag, og flere blev hængende bagefter for at vaske op sammen."


def tell(capsys: pytest.CaptureFixture[str], what: str, newcomer: Newcomer) -> None:
    figures = f"{newcomer.taps} taps, {newcomer.typed} characters, {newcomer.minutes:.1f} minutes"
    with capsys.disabled():
        sys.stdout.write(f"\n{what} by the guide: {figures}\n")


def test_a_newcomer_sets_up_a_place_by_the_guide_alone(
    newcomer: Newcomer, opens: Opens, db: Database, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = newcomer.page
    phone = opens(locale=desk.evaluate("navigator.language")).new_page()

    def again() -> None:
        newcomer.types(desk.get_by_label(newcomer.say("Adgangskode"), exact=True), PASSWORD)

    def kind() -> None:
        field = desk.get_by_label(newcomer.say("Hvad er det for et sted?"), exact=True)
        newcomer.chooses(field, newcomer.say("frivilligcenter").capitalize())

    def hours() -> None:
        for place, time in enumerate(("10:00", "16:00")):
            newcomer.types(desk.locator("input[type=time]").nth(place), time)

    def activities() -> None:
        field = desk.get_by_label(newcomer.say("Aktiviteter"), exact=True)
        newcomer.types(field, "Strik; tirsdag 10-12\nSang")

    def roles() -> None:
        newcomer.watch.taps(desk.locator("input[name=role]:not(:checked)").first)

    def back() -> None:
        own_page = desk.get_by_role("link", name=PLACE, exact=True)
        if not own_page.count():
            desk.goto("/steder")
            own_page = desk.get_by_role("link", name=re.compile(PLACE))
        newcomer.press(own_page)

    def role() -> None:
        newcomer.types(desk.locator("[name=verb]"), "passer bådene")

    def scan() -> None:
        back()
        code = desk.locator("a.code").first.inner_text().replace(" ", "")
        clock.at("2026-11-23", 11)  # while the place is open
        newcomer.sits_at(phone)
        phone.goto(f"/c/{code}")

    newcomer.follow(
        source("da", "opsaetning"),
        {
            "Log ind": again,
            "Opret stedet": kind,
            "Gem": hours,
            "Opret aktiviteterne": activities,
            "Gem roller": roles,
            "Opret rollen": role,
            "Alle plakater (PDF)": back,
            "Jeg er her": scan,
        },
    )

    tell(capsys, "a place set up", newcomer)
    assert newcomer.minutes < SET_UP_MINUTES
    with db.reading() as session:
        for what in (OpeningHours, VenueRole, Invitation):
            assert session.scalar(select(func.count()).select_from(what)), what
        assert session.scalars(select(Activity.name).order_by(Activity.id)).all() == [
            "Strik",
            "Sang",
        ]
        assert session.scalars(select(Person.email)).all() == [TYPED["Din e-mail"]]
        assert not any(session.scalars(select(Day.visits))), "counted, and undone"


def test_a_coordinator_hands_in_a_quarter_by_the_guide_alone(
    opens: Opens,
    db: Database,
    cast: Cast,
    clock: Clock,
    sign_in: Callable[[BrowserContext, str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    for month in (10, 11, 12):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting))
    clock.at("2027-01-08")
    context = opens(phone=False, viewport={"width": 1280, "height": 800})
    sign_in(context, cast.kim)
    kim = Newcomer(context.new_page(), "da")
    kim.page.goto("/start")

    def logbook() -> None:
        kim.chooses(kim.page.get_by_label("Periode", exact=True), "4. kvartal 2026")

    def answer() -> None:
        if kim.page.get_by_label("Jeres svar", exact=True).count():
            kim.types(kim.page.get_by_label("Jeres svar", exact=True), ANSWER)

    def report() -> None:
        kim.press(kim.page.get_by_role("link", name="4. kvartal 2026", exact=True))

    files = {"PDF", "Word", "Excel", "Samlet pakke"}
    by_mail = {"Konto", "Rapporten på mail"}
    optional = {"Mødeark", "Del til kommentarer", "Ret logbogen", *files, *by_mail}
    text = source("da", "kvartalet")
    hints = {
        "Åbn logbogen": logbook,
        "Gem": answer,
        "Frigiv denne rapport til læsere": report,
        "Rapporten på mail": lambda: kim.page.goto("/konto"),
        "Opret et link": lambda: kim.page.get_by_label("Læser: ").check(),
    }
    kim.follow(text, hints, optional)
    tell(capsys, "the quarter handed in and released", kim)
    assert kim.minutes < QUARTER_MINUTES
    assert "Inviteret som læser" in kim.page.inner_text("main")
    kim.page.goto(f"/rapporter?sted={cast.shop}&laengde=kvartal&maaned=2026-12")
    assert "Frigivet 8. januar 2027 af Kim." in kim.page.inner_text("main")
    kim.page.goto(f"/logbog/{cast.shop}/2026-4")
    assert "Version 1, afleveret 8. januar 2027 af Kim." in kim.page.inner_text("main")
    assert ANSWER in kim.page.inner_text("main")


def test_a_host_does_what_the_page_on_the_wall_says(
    opens: Opens, cast: Cast, clock: Clock, sign_in: Callable[[BrowserContext, str], None]
) -> None:
    clock.at("2026-11-23", 11)
    context = opens()
    sign_in(context, cast.ane)
    ane = Newcomer(context.new_page(), "da")

    def number() -> None:
        today = ane.page.get_by_label("Hvor mange har I været i dag?")
        if not today.count():
            ane.page.get_by_role("link", name="22. november").click()
            today = ane.page.get_by_label("Hvor mange kom?")
        today.fill("9")

    hints = {
        "Læg til": lambda: ane.page.get_by_label("Hvor mange kom sammen?").fill("4"),
        "Gem tallet": number,
        "Åbn nu": lambda: ane.page.locator("#name").fill("Kor"),
    }
    lines = re.findall(r"^- (.+)$", source("da", "vaertens-dag"), re.M)
    # What is said of an empty day comes before anybody is counted, and is undone.
    empty = [one for one in lines if "her lukket" in one or "kom der ingen" in one]
    # Two need somebody else: a visitor at the door, and one who waits.
    others = [one for one in lines if "jeg her bare" in one or "Tæl dem med" in one]
    assert (len(empty), len(others)) == (2, 2)
    for line in (*empty, *(one for one in lines if one not in (*empty, *others))):
        ane.page.goto(f"/i-dag/{cast.shop}")
        ane.follow(line, hints)
        if line in empty:
            ane.do("Fortryd")
    ane.page.goto(f"/i-dag/{cast.shop}")
    assert ane.page.locator(".whole .n").inner_text() == "9"
    assert "Kor" in ane.page.locator("#rows").inner_text()


def test_every_chapter_has_something_to_press() -> None:
    assert len(pressed(source("da", "opsaetning"))) > 20
    # Nothing is done about the trail while one sets up.
    told = [text for words, text in sections("da", "opsaetning") if words != "Hvem gjorde hvad"]
    assert all(map(pressed, told))
