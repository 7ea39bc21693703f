"""The way of a participant, a host and a coordinator by keyboard, without scripts or styles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.services.board import adjustments
from app.services.board.todays_board import Board
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser

DRAWN = "all => all.map((one) => [one.clientWidth, getComputedStyle(one).fill])"


@pytest.fixture(params=["with styles", "without styles"])
def keys(request: pytest.FixtureRequest, opens: Opens) -> Iterator[Keyboard]:
    context = opens(java_script_enabled=False)
    if request.param == "without styles":
        context.route(re.compile(r"\.css\b"), lambda route: route.abort())
    keys = Keyboard(context.new_page())
    yield keys
    drawn = keys.page.locator("svg").evaluate_all(DRAWN)
    assert all(width <= 96 and fill == "none" for width, fill in drawn), drawn
    margin = keys.page.evaluate("getComputedStyle(document.body).margin")
    assert (margin == "8px") == (request.param == "without styles")


def heading(keys: Keyboard) -> str:
    return keys.page.get_by_role("heading", level=1).inner_text()


def test_it_takes_a_participant_through_the_day(
    keys: Keyboard, board: Callable[[], Board], cast: Cast
) -> None:
    keys.page.goto("/")
    keys.type("Skriv koden", cast.knitting_code)
    keys.press("Videre")
    keys.press("Jeg er her")
    assert heading(keys) == "Tak"
    keys.press("laver mad", "Space")
    assert keys.pressed("laver mad")
    keys.open("Det sker her i dag")
    keys.press("Reparation")
    assert keys.pressed("Reparation")
    keys.press("Vi er 2", "Space")
    keys.press("Vi er 3", "Space")
    assert (board().total, board().just_here) == (3, 0)

    keys.press("I dag er jeg her bare")
    assert (board().total, board().just_here) == (3, 3)
    keys.open("Det sker her i dag")
    keys.press("Strikkecafé")
    assert board().just_here == 0

    keys.press("Fortryd: tæl mig ikke med")
    assert board().total == 0
    keys.press("I dag er jeg her bare", "Space")
    assert (board().total, board().just_here) == (1, 1)
    keys.press("Glem mig på denne telefon")
    assert keys.page.context.cookies() == []
    assert board().total == 1


def test_it_takes_a_host_through_the_day(
    keys: Keyboard, board: Callable[[], Board], cast: Cast, db: Database, clock: Clock
) -> None:
    keys.page.goto("/log-ind")
    keys.type("E-mail", cast.ane)
    keys.type("Adgangskode", PASSWORD)
    keys.press("Log ind")
    assert heading(keys) == "Genbrugsbutikken"
    for _ in range(2):
        keys.press("Én mere: besøg i dag")
    keys.press("Én mere: Reparation", "Space")
    keys.press("Én mere: laver mad")
    keys.press("Én færre: besøg i dag", "Space")
    found = board()
    assert found.total == 3
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == 1
    assert {row.role.id: row.number for row in found.roles}[cast.cooks] == 1
    # Nothing updates by itself without scripts: a link fetches what others counted.
    adjustments.add_one(db, viewer(db, 1), cast.shop, key=new_key(), now=clock())
    keys.press("Hent de nyeste tal")
    assert keys.page.locator(".whole .n").inner_text() == "4"
    keys.press("Mere")
    keys.press("Tablet og skærm Og husets telefon")
    assert heading(keys) == "Tablet og skærm"


def test_it_takes_a_coordinator_through_what_is_shown_first(
    keys: Keyboard, sign_in: Callable[[BrowserContext, str], None], db: Database, cast: Cast
) -> None:
    sign_in(keys.page.context, cast.kim)
    keys.page.goto(f"/steder/{cast.shop}/aktiviteter/ny")
    keys.type("Navn", "Syning")
    keys.type("Andre tider", "hver anden tirsdag kl. 17")
    keys.press("Opret aktiviteten")
    assert "Syning Fast · hver anden tirsdag 17.00–19.00 fra 24. november 2026" in words(keys)
    keys.press("Flere på én gang")
    keys.type("Aktiviteter", "Yoga; lige uger fredag kl. 9")
    keys.press("Opret aktiviteterne")
    assert "Yoga: fredage i lige uger 9.00–11.00" in words(keys)
    keys.press("Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 1." in words(keys)
    keys.press("Kopiér stedet")
    keys.type("Kopiens navn", "Laden")
    keys.press("Opret kopien")
    keys.page.goto(f"/partnerskab/{cast.partnership}/flere/lukkedage")
    keys.tab_to("Første dag")
    keys.page.locator(":focus").fill("2027-07-01")
    keys.press("Se, hvad der ændres")
    assert heading(keys) == "Skal 2 steder ændres?"
    keys.press("Ja, ændr 2 steder")
    assert "Ændret på 2 steder." in words(keys)


def words(keys: Keyboard) -> str:
    return " ".join(keys.page.inner_text("main").split())
