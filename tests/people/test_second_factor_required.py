"""Where SECOND_FACTOR is on, coordinators set up a second factor before anything else opens."""

from __future__ import annotations

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.access import Duty
from app.models import Membership, Person
from app.services.people import invitations
from config import Config
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.codes import CodeApp, half_signed_in, is_signed_in, switch_on
from tests.support.routes import all_routes, make_world
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor

SET_UP = "/konto/to-trin"
OPEN = {
    *(SET_UP, "/konto/adgangsnoegler", "/konto/adgangsnoegler/gem"),
    *("/konto/sprog", "/log-ud", "/konto/adgangskode"),
}
"""What is open to somebody who is signed in and lacks it. The last leads on to the account."""


@pytest.fixture
def config(database_url: str) -> Config:
    return Config(database_url=database_url, base_url="http://localhost", second_factor=True)


def path_of(page: Page) -> str:
    return page.response.request.path


def test_it_leads_a_coordinator_to_it_and_then_on(app: Flask, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app)
    page = kim.press(kim.get("/rapporter"), "Log ind", email=cast.kim, password=PASSWORD)
    assert path_of(page) == SET_UP
    assert "Koordinatorer logger ind i to trin her." in page.text
    asked = page.response.request.full_path
    assert not page.all("nav"), "there is nowhere else to go"
    _app, codes = switch_on(kim, clock, asked)
    assert len(codes) == 10
    assert path_of(kim.get("/rapporter")).startswith("/rapporter")


def test_the_codes_lead_on_to_the_page_that_one_wanted(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get("/rapporter?maaned=2026-10")
    onward = switch_on_page(kim, page, clock).all("a", class_="button main")[0].get("href")
    assert onward == "/rapporter?maaned=2026-10"


def switch_on_page(visitor: Visitor, page: Page, clock: Clock) -> Page:
    phone = CodeApp(page.field("secret"), clock)
    page = visitor.press(page, "Slå to trin til", app_code=phone.wrong(), status=400)
    return visitor.press(page, "Slå to trin til", app_code=phone.code())


def test_nothing_else_is_open_until_then(app: Flask, db: Database, cast: Cast) -> None:
    world = make_world(db, cast)
    kim = Visitor(app).sign_in(cast.kim)
    for route in all_routes():
        if route.entry == "everybody" or route.rule in OPEN:
            continue
        answer = kim.client.open(route.path(world.values(route)), method=route.method)
        assert answer.status_code == 303, str(route)
        assert answer.location.startswith(SET_UP), str(route)


def test_an_open_board_shows_nothing_more(app: Flask, cast: Cast) -> None:
    """The poll of the board looks at the session by itself."""
    ane = Visitor(app).sign_in(cast.ane)
    tag = ane.client.get(f"/i-dag/{cast.shop}/tal").headers["ETag"]
    kim = Visitor(app).sign_in(cast.kim)
    for path in (f"/i-dag/{cast.shop}/tal", f"/i-dag/{cast.shop}"):
        answer = kim.client.get(path, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.location[: len(SET_UP)]) == (303, SET_UP)


def test_what_was_sent_meanwhile_is_kept(app: Flask, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    answer = kim.client.post(
        f"/i-dag/{cast.shop}/ord", data={"text": "Vi bagte."}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 401
    page = switch_on_page(kim, Page(answer, "/"), clock)
    page = kim.press(page, "Jeg har gemt dem")
    assert page.h1 == "Send det igen"
    assert "Vi bagte." in page.text


def test_somebody_elses_form_is_not_given_to_them(app: Flask, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    answer = kim.client.post(
        f"/i-dag/{cast.shop}/ord", data={"text": "Vi bagte."}, headers={"Accept": "text/html"}
    )
    kept = Page(answer, "/").field("skrevet")
    bo = Visitor(app).sign_in(cast.bo)
    switch_on(bo, clock)
    page = bo.post("/konto/to-trin/videre", skrevet=kept)
    assert "Vi bagte." not in page.text


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_hosts_and_readers_need_none(app: Flask, cast: Cast, who: str) -> None:
    visitor = Visitor(app).sign_in(getattr(cast, who))
    assert is_signed_in(visitor)
    assert "Slå to trin til" in visitor.get(SET_UP).text


def test_a_host_who_becomes_a_coordinator_is_led_there(
    app: Flask, db: Database, cast: Cast
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    assert is_signed_in(ane)
    with db.writing() as session:
        ane_id = session.query(Person).filter_by(email=cast.ane).one().id
        session.get_one(Membership, (ane_id, cast.partnership)).duty = "coordinator"
    assert path_of(ane.get("/i-dag")) == SET_UP


def test_an_invitation_waits_for_it(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    with db.reading() as session:
        bo_id = session.query(Person).filter_by(email=cast.bo).one().id
    bo = viewer(db, bo_id)
    assert bo is not None
    token = invitations.invite(
        db, bo, cast.other_partnership, duty=Duty.HOST, venue_ids={cast.cafe}, now=clock()
    )
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.post(f"/velkommen/{token}/med")
    assert path_of(page) == SET_UP
    onward = switch_on_page(kim, page, clock).all("a", class_="button main")[0].get("href")
    assert onward == f"/velkommen/{token}"


def test_another_app_is_set_up_at_once(app: Flask, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    phone, _codes = switch_on(kim, clock)
    clock.pass_(seconds=30)
    kim.press(kim.get(SET_UP), "Slå to trin fra", app_code=phone.code())
    assert path_of(kim.get("/overblik")) == SET_UP
    other, _codes = switch_on(kim, clock)
    clock.pass_(seconds=30)
    again, page = half_signed_in(app, cast.kim)
    again.press(page, "Log ind", app_code=other.code())
    assert path_of(again.get("/overblik")) == "/overblik"
