"""The partnership: name, small numbers, organisations, roles."""

from __future__ import annotations

import datetime as dt

import pytest

from app.db import Database
from app.services.board.todays_board import board
from app.services.days.settling import settle_due_units
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.viewers import viewer
from tests.support.visit import Visitor, text_of


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/partnerskab/{cast.partnership}"


def offered(db: Database, cast: Cast, clock: Clock) -> list[str]:
    rows = board(db, viewer(db, 2), cast.shop, now=clock()).roles
    return [row.role.verb for row in rows]


def test_it_shows_the_partnership(kim: Visitor, address: str) -> None:
    page = kim.get(address)
    assert page.h1 == "Landsbyen"
    assert "Borgerforeningen Forening" in page.text
    assert "vises som under 5, når der er færre." in page.text


def test_it_changes_name_and_small_numbers(kim: Visitor, address: str) -> None:
    page = kim.press(kim.get(f"{address}/ret"), "Gem", name="Byen og landet", small_number="20")
    assert page.h1 == "Byen og landet"
    assert "vises som under 20, når der er færre." in page.text
    for number in ("2", "21", "x", ""):
        page = kim.press(kim.get(f"{address}/ret"), "Gem", status=400, small_number=number)


def test_a_new_limit_goes_for_what_has_not_been_settled(
    kim: Visitor, address: str, db: Database, cast: Cast, clock: Clock
) -> None:
    form = kim.get(f"{address}/ret")
    assert "En ny grænse gælder for det, der ikke er gjort op endnu." in form.text
    close(db, cast.shop, dt.date(2026, 9, 6), visits(30, cast.knitting, role=cast.cooks))
    close(db, cast.shop, dt.date(2026, 11, 6), visits(30, cast.knitting, role=cast.cooks))
    settle_due_units(db, now=clock())
    kim.press(form, "Gem", name="Landsbyen", small_number="15")
    clock.at("2027-01-08", 4)
    settle_due_units(db, now=clock())
    for month, words in (("09", "under 5"), ("11", "under 15")):
        page = kim.sign_in(cast.kim).get(f"/rapporter?sted=1&laengde=kvartal&maaned=2026-{month}")
        rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
        assert ["er vært", words] in rows
        assert ["laver mad", "30"] in rows


def test_it_adds_and_renames_organisations(kim: Visitor, address: str) -> None:
    form = kim.get(f"{address}/organisationer/ny")
    page = kim.press(form, "Tilføj", name="Nørre Kommune", kind="municipality")
    assert "Nørre Kommune Kommune" in page.text
    page = kim.press(form, "Tilføj", status=400, name="nørre kommune", kind="other")
    assert "Det navn er i brug her" in page.text
    page = kim.press(kim.get("/organisationer/1"), "Gem", name="Beboerne", kind="other")
    assert "Beboerne Andet" in page.text
    kim.press(kim.get("/organisationer/1"), "Gem", status=400, name="Nørre Kommune")


def test_it_adds_a_role_and_offers_it_once_it_is_chosen(
    kim: Visitor, db: Database, cast: Cast, clock: Clock, address: str
) -> None:
    page = kim.get(f"{address}/roller/ny")
    page = kim.press(page, "Opret rollen", verb=" fletter kurve ", verb_en="weaves baskets")
    assert "fletter kurve weaves baskets" in page.text
    assert offered(db, cast, clock) == ["laver mad", "er vært"]
    page = kim.get(f"/steder/{cast.shop}")
    every = [box.get("value") for box in page.all("input", name="role")]
    kim.press(page, "Gem roller", role=every)
    assert offered(db, cast, clock) == ["laver mad", "er vært", "fletter kurve"]


def test_it_refuses_a_role_twice(kim: Visitor, cast: Cast, address: str) -> None:
    page = kim.press(kim.get(f"{address}/roller/ny"), "Opret rollen", status=400, verb="Laver  MAD")
    assert "Den rolle er her i forvejen" in page.text
    page = kim.press(kim.get(f"/roller/{cast.cooks}"), "Gem", status=400, verb="er vært")
    assert page.field("verb") == "er vært"


def test_it_finds_other_words_for_a_role(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    kim.press(kim.get(f"/roller/{cast.cooks}"), "Gem", verb="kokkererer")
    assert offered(db, cast, clock) == ["kokkererer", "er vært"]


def test_it_puts_roles_in_order(
    kim: Visitor, db: Database, cast: Cast, clock: Clock, address: str
) -> None:
    page = kim.press(kim.get(address), "Flyt laver mad ned")
    assert offered(db, cast, clock) == ["er vært", "laver mad"]
    page = kim.press(page, "Flyt laver mad op")
    assert offered(db, cast, clock) == ["laver mad", "er vært"]
    kim.post(f"/roller/{cast.cooks}/flyt", to="up")
    assert offered(db, cast, clock) == ["laver mad", "er vært"]


def test_it_archives_a_role_and_brings_it_back(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    page = kim.press(kim.get(f"/roller/{cast.cooks}"), "Læg i arkivet")
    assert offered(db, cast, clock) == ["er vært"]
    assert "I arkivet (1)" in page.text
    kim.press(kim.get(f"/steder/{cast.shop}"), "Gem roller", role=[str(cast.welcomes)])
    kim.press(page, "Hent frem igen: laver mad")
    assert offered(db, cast, clock) == ["laver mad", "er vært"]


def test_it_hides_other_partnerships(kim: Visitor, cast: Cast) -> None:
    theirs = f"/partnerskab/{cast.other_partnership}"
    for path in (theirs, f"{theirs}/ret", f"{theirs}/organisationer/ny", f"{theirs}/roller/ny"):
        kim.get(path, status=404)
    kim.get(f"/roller/{cast.cafe_role}", status=404)
    for step in ("flyt", "arkiver", "hent-frem"):
        kim.post(f"/roller/{cast.cafe_role}/{step}", status=404)
        kim.get(f"/roller/{cast.cooks}/{step}", status=405)
    for path in ("/partnerskab/9999", "/organisationer/9999", "/roller/9999"):
        kim.get(path, status=404)


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit: Visitor, cast: Cast, address: str, who: str) -> None:
    visit.sign_in(getattr(cast, who))
    for path in (address, f"{address}/ret", "/organisationer/1", f"/roller/{cast.cooks}"):
        visit.get(path, status=404)


def test_a_role_added_from_a_place_is_offered_there(kim: Visitor, cast: Cast) -> None:
    """What was ticked there before is saved, and the way back is the place."""
    page = kim.press(kim.get(f"/steder/{cast.shop}"), "Tilføj en rolle", role=[str(cast.cooks)])
    assert page.h1 == "Ny rolle"
    page = kim.press(page, "Opret rollen", verb="passer bådene")
    assert page.response.request.path == f"/steder/{cast.shop}"
    assert "Rollen er lavet og valgt her." in page.text
    ticked = [
        text_of(label)
        for label in page.all("label")
        for box in page.all("input", id=label.get("for", ""))
        if box.get("name") == "role" and box.get("checked") is not None
    ]
    assert ticked == ["laver mad", "passer bådene"]
    kim.post(
        f"/partnerskab/{cast.partnership}/roller/ny?sted={cast.cafe}", verb="bager", status=404
    )
