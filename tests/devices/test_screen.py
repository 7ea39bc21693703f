"""The screen: today's total, what is on, and the code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.domain.venues.codes import normalise
from app.models import ClosedAhead, Code, OpeningHours, Venue
from app.services.devices import device_list
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.text import must_find
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of


@pytest.fixture
def screen(app: Flask, start_device: Callable[..., str]) -> Visitor:
    visitor = Visitor(app)
    token = start_device(DeviceKind.SCREEN)
    visitor.client.set_cookie("tavle", token)
    return visitor


def come(app: Flask, code: str) -> Page:
    visitor = Visitor(app)
    return visitor.press(visitor.get(f"/c/{code}"), "Jeg er her")


def shown_code(page: Page) -> str:
    code = normalise(text_of(page.all("p", class_="by-hand")[0]).removeprefix("localhost/kode"))
    assert code is not None
    return code


def test_it_shows_the_total_and_the_activities(screen: Visitor, app: Flask, cast: Cast) -> None:
    assert "0 besøg i dag Døren er åben." in screen.get("/tavle/skaerm").text
    come(app, cast.shop_code)
    come(app, cast.knitting_code)
    page = screen.get("/tavle/skaerm")
    assert page.h1 == "Genbrugsbutikken"
    assert "2 besøg i dag" in page.text
    (rows,) = page.all("ul", class_="rows")
    assert [text_of(li) for li in rows] == ["Strikkecafé 10.00–14.00 1", "Reparation 0"]


def test_it_shows_nothing_of_roles_or_of_being_just_here(
    screen: Visitor, app: Flask, cast: Cast
) -> None:
    visitor = Visitor(app)
    page = visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    visitor.press(page, "laver mad")
    text = screen.get("/tavle/skaerm").text
    assert "laver mad" not in text
    assert "bare" not in text


def test_it_shows_the_code_to_scan_and_to_type(screen: Visitor, cast: Cast) -> None:
    page = screen.get("/tavle/skaerm")
    assert "localhost/kode" in page.text
    assert shown_code(page) == cast.shop_code
    picture = screen.client.get(page.all("img")[0].get("src"))
    assert picture.content_type.startswith("image/svg+xml")
    assert picture.text.startswith("<svg")


def test_it_answers_an_unchanged_screen_with_nothing(
    screen: Visitor, app: Flask, cast: Cast
) -> None:
    first = screen.client.get("/tavle/skaerm/tal")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert screen.client.get("/tavle/skaerm/tal", headers=tag).status_code == 304
    come(app, cast.shop_code)
    second = screen.client.get("/tavle/skaerm/tal", headers=tag)
    assert second.status_code == 200
    assert "<html" not in second.text
    assert "<b>1</b>" in second.text


def test_it_changes_with_nothing_but_a_count(screen: Visitor, clock: Clock) -> None:
    page = screen.get("/tavle/skaerm")
    tag = screen.client.get("/tavle/skaerm/tal").headers["ETag"]
    clock.pass_(minutes=20)
    assert shown_code(screen.get("/tavle/skaerm")) == shown_code(page)
    assert screen.client.get("/tavle/skaerm/tal").headers["ETag"] == tag


def test_the_code_of_a_new_venue_stands_still_until_somebody_lets_it_change(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    form = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    made = kim.press(form, "Opret stedet", name="Bageriet", kind="faelleshus")
    venue = made.response.request.path
    hanging = text_of(kim.get(venue).all("a", class_="code")[0])
    shelf = kim.get(f"/i-dag/{venue.rpartition('/')[2]}/tavler")
    assert "Koden står stille nu." in shelf.text
    screen = kim.press(shelf, "Start skærm her")
    for _time in range(4):
        assert shown_code(screen) == normalise(hanging)
        clock.pass_(minutes=6)
        screen = kim.get("/tavle/skaerm")


def test_it_speaks_what_was_chosen_where_it_was_started_and_has_no_menu(
    ane: Visitor, app: Flask, cast: Cast
) -> None:
    page = ane.post(f"/i-dag/{cast.shop}/tavler/start", link="screen")
    screen = Visitor(app)
    offer = screen.get(must_find(r"/tavle/start/[\w-]+", page.text)[0] + "?sprog=en")
    assert offer.all("details", class_="languages")
    wall = screen.press(offer, "Start here")
    assert "visits today" in wall.text
    assert not wall.all("details", class_="languages")


def test_it_stops_at_once(screen: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    ane = viewer(db, 1)
    (running,) = device_list.device_list(db, ane, cast.shop, None, now=clock()).running
    device_list.revoke(db, ane, cast.shop, running.id, now=clock())
    for path in ("/tavle/skaerm", "/tavle/skaerm/tal", "/tavle/skaerm/kode.svg"):
        screen.get(path, status=403)


def test_a_host_lets_the_code_change_and_stand_still(
    ane: Visitor, screen: Visitor, cast: Cast, clock: Clock
) -> None:
    page = ane.get(f"/i-dag/{cast.shop}/tavler")
    assert "Koden står stille nu." in page.text
    page = ane.press(page, "Slå skiftende kode til")
    assert "Koden skifter nu." in page.text
    first = shown_code(screen.get("/tavle/skaerm"))
    tag = screen.client.get("/tavle/skaerm/tal").headers["ETag"]
    assert first != cast.shop_code
    clock.pass_(minutes=5)
    assert shown_code(screen.get("/tavle/skaerm")) != first
    assert screen.client.get("/tavle/skaerm/tal", headers={"If-None-Match": tag}).status_code == 200
    ane.press(page, "Slå skiftende kode fra")
    assert shown_code(screen.get("/tavle/skaerm")) == cast.shop_code


@pytest.fixture
def changing(ane: Visitor, screen: Visitor, cast: Cast) -> str:
    """The code that the screen shows right now."""
    ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Slå skiftende kode til")
    return shown_code(screen.get("/tavle/skaerm"))


@pytest.mark.parametrize("minutes", [0, 4, 29])
def test_a_changing_code_leads_to_check_in(
    changing: str, app: Flask, cast: Cast, clock: Clock, screen: Visitor, minutes: int
) -> None:
    clock.pass_(minutes=minutes)
    page = come(app, changing)
    assert page.h1 == "Tak"
    assert "1 besøg i dag" in screen.get("/tavle/skaerm").text


def test_a_changing_code_opens_nothing_after_a_while_and_says_why(
    changing: str, visit: Visitor, clock: Clock
) -> None:
    clock.pass_(minutes=36)
    page = visit.get(f"/c/{changing}", status=410)
    assert page.h1 == "Koden på skærmen skifter"
    assert "Scan koden på skærmen igen." in page.text
    typed = visit.get(f"/kode?kode={changing}", status=410)
    assert "Koden på skærmen skifter. Skriv den, der står der nu." in typed.text
    assert typed.field("kode") == changing


def test_a_visit_by_a_changing_code_can_be_changed_all_day(
    changing: str, app: Flask, screen: Visitor, clock: Clock
) -> None:
    visitor = Visitor(app)
    page = visitor.press(visitor.get(f"/c/{changing}"), "Jeg er her")
    clock.pass_(hours=3)
    assert visitor.press(page, "laver mad").h1 == "Tak"
    visitor.press(visitor.get(page.response.request.path), "Fortryd: tæl mig ikke med")
    assert "0 besøg i dag" in screen.get("/tavle/skaerm").text


def test_a_changing_code_is_looked_up_once(
    changing: str, visit: Visitor, clock: Clock, statements: list[str]
) -> None:
    visit.get(f"/c/{changing}")
    visit.get(f"/c/{changing}")
    statements.clear()
    assert visit.get(f"/c/{changing}").h1 == "Genbrugsbutikken"
    asked = [each for each in statements if each.startswith("SELECT")]
    assert len(asked) == 1, asked


def test_a_changing_code_that_is_known_still_dies(
    changing: str, ane: Visitor, visit: Visitor, cast: Cast
) -> None:
    visit.get(f"/c/{changing}")
    visit.get(f"/c/{changing}")
    ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Slå skiftende kode fra")
    visit.get(f"/c/{changing}", status=410)


def test_a_changing_code_follows_a_replaced_poster(
    changing: str, visit: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    visit.get(f"/c/{changing}")
    with db.writing() as session:
        session.get_one(Code, cast.shop_code).grace_until = clock().date()
        session.add(Code(code="NEW777", venue_id=cast.shop, version=2, created_on=clock().date()))
    assert "/c/NEW777" in visit.get(f"/c/{changing}").all("form")[0].get("action", "")


def test_a_changing_code_is_typed_like_any_other(changing: str, visit: Visitor) -> None:
    typed = f"{changing[:4].lower()} {changing[4:]}"
    assert visit.get(f"/kode?kode={typed}").h1 == "Genbrugsbutikken"


def test_a_changing_code_dies_when_it_is_switched_off(
    changing: str, ane: Visitor, visit: Visitor, cast: Cast
) -> None:
    ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Slå skiftende kode fra")
    visit.get(f"/c/{changing}", status=410)


def test_a_changing_code_of_an_archived_venue_leads_nowhere(
    changing: str, visit: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).archived_on = clock().date()
    visit.get(f"/c/{changing}", status=410)


def test_a_changing_code_belongs_to_its_own_venue(
    changing: str, app: Flask, cast: Cast, visit: Visitor
) -> None:
    bo = Visitor(app).sign_in(cast.bo)
    bo.press(bo.get(f"/i-dag/{cast.cafe}/tavler"), "Slå skiftende kode til")
    assert visit.get(f"/c/{changing}").h1 == "Genbrugsbutikken"


def test_two_screens_with_the_same_code_lead_to_neither_venue(
    changing: str, visit: Visitor, db: Database, cast: Cast
) -> None:
    with db.writing() as session:
        key = session.get_one(Venue, cast.shop).screen_key
        session.get_one(Venue, cast.cafe).screen_key = key
    visit.get(f"/c/{changing}", status=410)


def test_on_a_closed_day_it_says_so_and_when_check_in_opens(
    screen: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    before = screen.get("/tavle/skaerm/tal").response.headers["ETag"]
    with db.writing() as session:
        session.add_all(
            OpeningHours(
                venue_id=cast.shop,
                valid_from=dt.date(2026, 1, 1),
                weekday=weekday,
                opens=600,
                closes=900,
            )
            for weekday in range(7)
        )
        for day in (22, 23):
            date = dt.date(2026, 11, day)
            session.add(ClosedAhead(venue_id=cast.shop, service_date=date, reason="holiday"))
    page = screen.get("/tavle/skaerm")
    assert "Her er lukket nu. Åbent tirsdag den 24. november, 10.00–15.00." in page.text
    assert "Døren er åben." not in page.text
    assert "Strikkecafé" not in page.text
    assert screen.get("/tavle/skaerm/tal").response.headers["ETag"] != before
    clock.at("2026-11-24", 11)
    page = screen.get("/tavle/skaerm")
    assert "Døren er åben." in page.text
    # The time alone changes what an open page requests.
    seen = screen.get("/tavle/skaerm/tal").response.headers["ETag"]
    clock.at("2026-11-24", 20)
    answer = screen.get("/tavle/skaerm/tal", headers={"If-None-Match": seen})
    assert "Her er lukket nu." in answer.response.text
