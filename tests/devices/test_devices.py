"""Tablets and screens on the host's page: started, listed, stopped."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Device
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.text import must_find
from tests.support.visit import Page, Visitor, text_of

STOPPED = "Bed en vært om at starte den igen."


def link_on(page: Page) -> str:
    return must_find(r"/tavle/start/[\w-]+", page.text)[0]


def test_it_is_found_from_the_board(ane: Visitor, cast: Cast, shelf: str) -> None:
    page = ane.get(f"/i-dag/{cast.shop}/mere")
    assert shelf in [a.get("href") for a in page.all("a")]
    assert ane.get(shelf).h1 == "Tablet og skærm"


def test_it_starts_a_tablet_here_and_signs_the_host_out(
    ane: Visitor, shelf: str, cast: Cast
) -> None:
    page = ane.press(ane.get(shelf), "Start tablet her")
    assert page.response.request.path == "/tavle/"
    assert page.h1 == "Genbrugsbutikken"
    assert ane.client.get_cookie("tavle") is not None
    assert ane.client.get_cookie("heridag") is None
    for path in (shelf, f"/i-dag/{cast.shop}", "/i-dag", "/konto", "/rapporter"):
        assert ane.get(path).h1 == "Log ind"


def test_it_shows_the_number_that_it_has_on_the_hosts_page(
    app: Flask, ane: Visitor, shelf: str, cast: Cast
) -> None:
    page = ane.get(shelf)
    devices = []
    for kind in ("tablet", "screen", "tablet", "tablet", "screen"):
        page = ane.post(f"{shelf}/start", link=kind)
        devices.append(Visitor(app))
        devices[-1].press(devices[-1].get(link_on(page)), "Start her")
    ane.press(ane.get(shelf), "Stop Tablet fra 22. november 2026, nummer 2")
    shown = [
        text_of(device.get(path).all(element, class_="which")[0])
        for device, path, element in (
            (devices[0], "/tavle/", "span"),
            (devices[1], "/tavle/skaerm", "p"),
            (devices[3], "/tavle/?kopi=1&sprog=ar", "span"),
            (devices[4], "/tavle/skaerm", "p"),
        )
    ]
    assert shown == ["Tablet 1", "Skærm 1", "Tablet 3", "Skærm 2"]
    assert sorted(text_of(b) for b in ane.get(shelf).all("b")) == sorted(shown)


def test_it_ends_the_hosts_session_on_the_server_too(ane: Visitor, shelf: str, app: Flask) -> None:
    token = ane.client.kept()["heridag"]
    ane.press(ane.get(shelf), "Start tablet her")
    other = Visitor(app)
    other.client.set_cookie("heridag", token)
    assert other.get(shelf).h1 == "Log ind"


def test_a_tablet_of_a_coordinator_reaches_no_page_of_theirs(
    app: Flask, cast: Cast, shelf: str
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    kim.press(kim.get(shelf), "Start tablet her")
    for path in ("/rapporter", "/logbog", "/steder", "/personer", "/start"):
        assert kim.get(path).h1 == "Log ind"
    for path in (f"{shelf}/start", f"/i-dag/{cast.shop}", f"/steder/{cast.shop}/arkiver"):
        answer = kim.client.post(path, data={"her": "tablet", "do": "plus", "key": "ab" * 16})
        assert answer.status_code == 303
        assert answer.location.startswith("/log-ind")


def test_it_signs_a_host_out_who_signed_in_on_the_tablet_and_goes_back(
    ane: Visitor, shelf: str, cast: Cast
) -> None:
    ane.press(ane.get(shelf), "Start tablet her")
    ane.sign_in(cast.ane)
    assert ane.get(shelf).h1 == "Tablet og skærm"
    ane.get("/tavle/")
    assert ane.get(shelf).h1 == "Log ind"


def test_a_host_stops_the_tablet_on_the_tablet(ane: Visitor, shelf: str, cast: Cast) -> None:
    page = ane.press(ane.get(shelf), "Start tablet her")
    words = "Log ind som vært eller koordinator"
    exit_ = next(a.get("href", "") for a in page.all("a") if a.text == words)
    page = ane.get(exit_)
    page = ane.press(page, "Log ind", email=cast.ane, password="tre tilfældige ord")
    assert "Tablet 1 – denne enhed" in page.text
    page = ane.press(page, "Stop Tablet fra 22. november 2026, nummer 1")
    assert "Stoppet. Den kan ikke bruges mere." in page.text
    assert "Kører nu" not in page.text
    assert STOPPED in ane.get("/tavle/", status=403).text


def test_two_tablets_are_told_apart_and_keep_their_numbers(
    ane: Visitor, shelf: str, app: Flask
) -> None:
    one, two = Visitor(app), Visitor(app)
    for tablet in (one, two):
        link = link_on(ane.press(ane.get(shelf), "Start tablet på en anden enhed"))
        tablet.press(tablet.get(link), "Start her")
    page = ane.get(shelf)
    assert "Tablet 1" in page.text
    assert "Tablet 2" in page.text
    page = ane.press(page, "Stop Tablet fra 22. november 2026, nummer 1")
    assert "Tablet 1" not in page.text
    assert "Tablet 2" in page.text
    one.get("/tavle/", status=403)
    two.get("/tavle/")
    ane.press(page, "Start skærm på en anden enhed")
    assert "Skærm 1" in ane.get(shelf).text


def test_a_link_starts_another_device_once(ane: Visitor, shelf: str, app: Flask) -> None:
    page = ane.press(ane.get(shelf), "Start tablet på en anden enhed")
    link = link_on(page)
    assert "Linket er ikke åbnet endnu" in ane.get(shelf).text
    tablet, late = Visitor(app), Visitor(app)
    asked = tablet.get(link)
    assert asked.h1 == "Start tablet"
    assert tablet.client.get_cookie("tavle") is None
    assert tablet.press(asked, "Start her").response.request.path == "/tavle/"
    for page in (late.get(link, status=403), late.post(link, status=403)):
        assert page.h1 == "Linket virker ikke mere"
        assert "Det virker én gang. Bed en vært om et nyt." in page.text
    assert "Brugt sidst 22. november 2026" in ane.get(shelf).text
    assert ane.get(shelf).h1 == "Tablet og skærm", "the host stays signed in"


def test_a_link_that_nobody_opens_ends_after_half_an_hour(
    ane: Visitor, shelf: str, app: Flask, clock: Clock
) -> None:
    links = [link_on(ane.post(f"{shelf}/start", link="screen")) for _time in range(2)]
    clock.pass_(minutes=29)
    screen = Visitor(app)
    screen.press(screen.get(links[0]), "Start her")
    clock.pass_(minutes=1)
    late = Visitor(app)
    assert late.get(links[1], status=403).h1 == "Linket virker ikke mere"
    late.post(links[1], status=403)
    clock.pass_(days=200)
    screen.get("/tavle/skaerm")
    ane.sign_in("ane@example.dk")
    assert "Linket er ikke åbnet endnu" not in ane.get(shelf).text


def test_a_link_is_no_device_before_it_is_opened(ane: Visitor, shelf: str, app: Flask) -> None:
    link = link_on(ane.press(ane.get(shelf), "Start skærm på en anden enhed"))
    thief = Visitor(app)
    thief.client.set_cookie("tavle", link.rpartition("/")[2])
    thief.get("/tavle/skaerm", status=403)


def test_the_cookie_of_the_link_is_not_the_cookie_of_the_device(
    ane: Visitor, shelf: str, app: Flask, db: Database
) -> None:
    link = link_on(ane.press(ane.get(shelf), "Start skærm på en anden enhed"))
    thief = Visitor(app)
    screen = Visitor(app)
    screen.press(screen.get(link), "Start her")
    thief.client.set_cookie("tavle", link.rpartition("/")[2])
    thief.get("/tavle/skaerm", status=403)
    screen.get("/tavle/skaerm")


def test_the_qr_of_the_link_leads_to_the_link(ane: Visitor, shelf: str) -> None:
    page = ane.press(ane.get(shelf), "Start tablet på en anden enhed")
    picture = page.all("img")[0]
    assert picture.get("src", "").startswith("data:image/svg+xml;base64,")
    assert picture.get("alt")


def test_a_stopped_link_starts_nothing(ane: Visitor, shelf: str, app: Flask) -> None:
    link = link_on(ane.press(ane.get(shelf), "Start skærm på en anden enhed"))
    ane.press(ane.get(shelf), "Stop Skærm fra 22. november 2026, nummer 1")
    Visitor(app).get(link, status=403)


def test_it_keeps_one_kind_from_the_other(ane: Visitor, shelf: str) -> None:
    ane.press(ane.get(shelf), "Start skærm her")
    ane.get("/tavle/skaerm")
    ane.get("/tavle/", status=403)
    ane.post("/tavle/", status=403, key="ab" * 16, svar="her")


@pytest.mark.parametrize("path", ["/tavle/", "/tavle/skaerm", "/tavle/skaerm/tal"])
def test_it_answers_anybody_else_with_a_friendly_page(visit: Visitor, path: str) -> None:
    assert STOPPED in visit.get(path, status=403).text
    visit.client.set_cookie("tavle", "made up")
    assert STOPPED in visit.get(path, status=403).text


def test_it_hides_devices_from_the_hosts_of_other_venues(
    app: Flask, ane: Visitor, shelf: str, cast: Cast, db: Database
) -> None:
    ane.press(ane.get(shelf), "Start tablet på en anden enhed")
    with db.reading() as session:
        device = session.query(Device).one().id
    bo = Visitor(app).sign_in(cast.bo)
    bo.get(shelf, status=404)
    for venue in (cast.shop, cast.cafe):
        bo.post(f"/i-dag/{venue}/tavler/{device}/stop", status=404)
    bo.post(f"{shelf}/start", her="tablet", status=404)
    bo.post(f"{shelf}/kode", skifter="ja", status=404)
    with db.reading() as session:
        assert session.get_one(Device, device).revoked_on is None


def test_it_starts_nothing_that_is_no_device(ane: Visitor, shelf: str, db: Database) -> None:
    wrong: list[dict[str, Any]] = [{"her": "toaster"}, {"link": ""}, {}]
    for fields in wrong:
        ane.post(f"{shelf}/start", status=400, **fields)
    with db.reading() as session:
        assert session.query(Device).count() == 0


def test_a_reader_starts_nothing(app: Flask, cast: Cast, shelf: str) -> None:
    lis = Visitor(app).sign_in(cast.lis)
    lis.get(shelf, status=404)
    lis.post(f"{shelf}/start", her="tablet", status=404)


def test_it_stores_no_token_and_no_time(ane: Visitor, shelf: str, db: Database) -> None:
    ane.press(ane.get(shelf), "Start tablet her")
    token = ane.client.kept()["tavle"]
    with db.reading() as session:
        values = list(session.execute(select(Device.__table__)).one())
    assert token not in values
    assert not any(isinstance(value, dt.datetime) for value in values)


def test_the_devices_cookie_is_kept_from_scripts_and_lasts(ane: Visitor, shelf: str) -> None:
    answer = ane.client.post(f"{shelf}/start", data={"her": "tablet"})
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("tavle="))
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={400 * 24 * 3600}"):
        assert part in cookie
