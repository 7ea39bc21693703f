"""When check-in fails: what happened, that it is nobody's fault, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.db import Database
from app.services.board.todays_board import Board
from app.web.platform.language import register_language
from tests.support.cast import Cast
from tests.support.check_in_states import KEY, add_check_in_states, states
from tests.support.clock import Clock
from tests.support.faults.storage import busy, no_room
from tests.support.visit import Visitor, text_of

BLAMELESS = "Du har ikke gjort noget forkert."
HOST = "Sig det til en vært, så tæller værten dig med."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """How a disk fills up and a file is locked is specific to SQLite; the pages are the same."""
    return sqlite_url


def test_every_refusal_says_what_to_do(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    add_check_in_states(db, cast, clock().date())
    seen = set()
    for state, page in states(app, cast, "da"):
        if page.status < 400 and "errors/" not in state and "day_closed" not in state:
            continue
        if "tablet" in state or state == "a press without a key":
            continue  # The question is asked again.
        if "typed" in state:  # As for the code, in the field left empty.
            assert page.h1 == "Skriv koden"
            assert HOST in page.text
            continue
        seen.add(page.h1)
        assert BLAMELESS in page.text, state
        assert HOST in page.text, state
        # Nobody can type a code at a locked door.
        ways = [a for a in page.all("a") if text_of(a) == "Skriv koden"]
        assert bool(ways) == (page.h1 != "Her er lukket nu"), state
    assert seen == {
        *("Siden findes ikke", "Det gik ikke", "Vent et øjeblik"),
        *("Vi kender ikke koden", "Plakaten er skiftet ud", "Her tæller vi ikke mere"),
        *("Her er lukket nu", "Dagen er slut"),
    }


def test_a_full_disk_has_a_page_of_its_own_and_recovers(
    app: Flask, db: Database, cast: Cast, board: Callable[[], Board]
) -> None:
    phone = Visitor(app)
    target = f"/c/{cast.shop_code}"
    phone.get(target)
    with no_room():
        page = phone.post(target, status=507, svar="her", key=KEY)
        phone.get(target)
    assert page.h1 == "Det gik ikke"
    assert BLAMELESS in page.text
    assert HOST in page.text
    assert "Prøv igen" not in page.text, "waiting does not help"
    assert board().total == 0
    phone.post(target, svar="her", key=KEY)
    assert board().total == 1


def test_a_busy_database_has_a_page_of_its_own_and_recovers(
    app: Flask, db: Database, cast: Cast, board: Callable[[], Board]
) -> None:
    phone = Visitor(app)
    target = f"/c/{cast.shop_code}"
    with busy(db):
        page = phone.post(target, status=503, svar="her", key=KEY)
    assert page.h1 == "Vent et øjeblik"
    (again,) = [a.get("href", "") for a in page.all("a") if text_of(a) == "Prøv igen"]
    assert phone.get(again).button("Jeg er her")
    assert board().total == 0
    assert page.response.headers["Retry-After"]
    assert "Prøv igen om lidt." in page.text
    assert HOST in page.text
    phone.post(target, svar="her", key=KEY)
    assert board().total == 1


def test_it_offers_no_language_whose_catalogue_is_missing(tmp_path: Path) -> None:
    app = Flask("elsewhere", root_path=str(tmp_path))
    catalogue = tmp_path / "translations" / "uk" / "LC_MESSAGES" / "messages.mo"
    catalogue.parent.mkdir(parents=True)
    catalogue.touch()
    register_language(app)
    assert app.config["LANGUAGES_AT_HAND"] == {"da", "uk"}


def test_a_full_venue_and_a_step_in_are_among_the_states(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    add_check_in_states(db, cast, clock().date())
    shown = dict(states(app, cast, "en"))
    assert "Your tap is saved." in shown["too many"].text
    assert "You're counted. Glad you're here." in shown["stepping in"].text


@pytest.mark.parametrize("language", ["da", "en"])
def test_too_much_at_a_desk_says_to_send_it_in_parts(
    visit: Visitor, cast: Cast, language: str
) -> None:
    kim = visit.sign_in(cast.kim)
    kim.post("/konto/sprog", language=language, back="/konto")
    page = kim.post(f"/logbog/{cast.shop}/2026-4/happened", text="x" * 300_000, status=413)
    assert page.all("nav")
    assert {"da": "Del det op", "en": "Split it up"}[language] in page.text
    assert "Prøv igen om lidt." not in page.text


def test_what_is_missing_leads_those_who_are_signed_in_home(
    visit: Visitor, app: Flask, cast: Cast
) -> None:
    kim = visit.sign_in(cast.kim)
    for path in ("/steder/9999", f"/steder/{cast.cafe}", "/finder-ikke"):
        page = kim.get(path, status=404)
        assert page.h1 == "Siden findes ikke"
        assert "Skriv koden" not in page.text
        [home] = page.all("a", href="/start", class_="button")
        assert text_of(home) == "Til forsiden"
        assert page.all("nav")
    assert "Skriv koden" in kim.get("/c/ABCDEFGH", status=404).text
    assert "Skriv koden" in Visitor(app).get("/finder-ikke", status=404).text
