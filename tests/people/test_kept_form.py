"""A form that is sent when nobody is signed in any more is kept through the sign-in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from wtforms import PasswordField

from app.db import Database
from app.models import Activity, Organisation
from app.web.platform.forms import Form
from app.web.platform.typed_again import PASSWORDS
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.routes import Route, all_routes, make_world
from tests.support.visit import Page, Visitor, by_name

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
CPR = "241270-1234"
KEY = "0123456789abcdef" * 2
TYPED: dict[str, Any] = {
    "name": "Cykelværksted",
    "kind": "fixed",
    "week": ["10:00", "12:00"],
    "key": KEY,
}
NOTHING_TYPED = {
    "/log-ud",
    "/konto/sprog",
    "/i-dag/<int:venue_id>/tid",  # Sent by a script, which shows no page.
}
FORMS = [
    route
    for route in all_routes()
    if route.method == "POST" and route.entry != "everybody" and route.rule not in NOTHING_TYPED
]


def browser(app: Flask, email: str) -> Visitor:
    """Somebody's browser, which asks for pages."""
    visitor = Visitor(app).sign_in(email)
    visitor.client.environ_base["HTTP_ACCEPT"] = PAGE["Accept"]
    return visitor


@pytest.fixture
def kim(app: Flask, cast: Cast) -> Visitor:
    return browser(app, cast.kim)


def sign_in(visitor: Visitor, page: Page, email: str, **more: Any) -> Page:
    return visitor.press(page, "Log ind", email=email, password=PASSWORD, **more)


def names(db: Database, kind: type[Activity] | type[Organisation] = Activity) -> set[str]:
    with db.reading() as session:
        return set(session.scalars(select(kind.name)))


def sent(page: Page) -> tuple[str | None, list[tuple[str | None, str]]]:
    """What the page would send, and where to."""
    _name, _value, form = page.button("Send igen")
    fields = [(field.get("name"), field.get("value", "")) for field in form.iter("input")]
    return form.get("action"), fields


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_every_form_of_the_desk_comes_back_as_it_was_sent(
    app: Flask, db: Database, cast: Cast, clock: Clock, route: Route
) -> None:
    path = route.path(make_world(db, cast).values(route))
    kim = browser(app, cast.kim)
    kim.post("/log-ud")
    page = sign_in(kim, kim.post(path, status=401, **TYPED), cast.kim)
    assert page.h1 == "Send det igen"
    assert "Cykelværksted" in page.text
    fields = [("name", "Cykelværksted"), ("kind", "fixed")]
    assert sent(page) == (path, [*fields, ("week", "10:00"), ("week", "12:00"), ("key", KEY)])


def test_an_expired_session_loses_nothing_and_saves_once_it_is_pressed(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    path = f"/steder/{cast.shop}/aktiviteter/ny"
    page = kim.get(path)
    clock.pass_(days=31)
    page = kim.press(page, "Opret aktiviteten", status=401, name="Cykelværksted")
    assert page.h1 == "Log ind"
    assert "Det, du skrev, er her endnu." in page.text
    assert "Cykelværksted" not in page.text, "it is for whoever wrote it"
    page = sign_in(kim, page, cast.kim)
    assert "Cykelværksted" not in names(db), "nothing is sent by itself"
    assert kim.press(page, "Send igen").h1
    assert "Cykelværksted" in names(db)


def test_a_wrong_password_keeps_it_too(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    page = kim.post(f"/steder/{cast.shop}/aktiviteter/ny", status=401, **TYPED)
    page = kim.press(page, "Log ind", status=400, email=cast.kim, password="forkert")
    assert "Cykelværksted" in [value for _name, value in sent(sign_in(kim, page, cast.kim))[1]]


def test_somebody_else_neither_sees_nor_sends_it(kim: Visitor, db: Database, cast: Cast) -> None:
    kim.post("/log-ud")
    page = kim.post(f"/steder/{cast.shop}/aktiviteter/ny", status=401, **TYPED)
    page = sign_in(kim, page, cast.ane)
    assert "Cykelværksted" not in page.response.text
    assert "hørte til en anden" in page.text
    assert "Cykelværksted" not in names(db)


def test_the_last_to_sign_in_here_is_who_wrote_it(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    kim.sign_in(cast.ane)
    kim.post("/log-ud")
    page = kim.post(f"/i-dag/{cast.shop}/ord", status=401, text="Vi bagte brød.")
    assert "hørte til en anden" in sign_in(kim, page, cast.kim).text
    kim.post("/log-ud")
    page = kim.post(f"/i-dag/{cast.shop}/ord", status=401, text="Vi bagte brød.")
    assert "Vi bagte brød." in sign_in(kim, page, cast.kim).text


def test_a_new_password_gives_nothing_back(app: Flask, kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    page = kim.post(f"/steder/{cast.shop}/aktiviteter/ny", status=401, **TYPED)
    elsewhere = Visitor(app).sign_in(cast.kim)
    new = "et helt nyt ord"
    elsewhere.press(elsewhere.get("/konto"), "Skift adgangskode", old=PASSWORD, new=new)
    page = kim.press(page, "Log ind", email=cast.kim, password=new)
    assert "Cykelværksted" not in page.response.text


def test_a_browser_that_nobody_signed_in_with_gets_nothing(app: Flask, cast: Cast) -> None:
    stranger = Visitor(app)
    stranger.client.environ_base["HTTP_ACCEPT"] = PAGE["Accept"]
    page = stranger.post(f"/steder/{cast.shop}/ret", status=303, follow=False, **TYPED)
    assert "Cykelværksted" not in page.response.text


def test_a_script_is_sent_to_the_sign_in_as_before(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    for accept in ("application/json", "*/*"):
        kim.client.environ_base["HTTP_ACCEPT"] = accept
        answer = kim.client.post(f"/i-dag/{cast.shop}", data={"do": "plus", "key": KEY})
        assert "/log-ind" in answer.text
        assert KEY not in answer.text


def test_it_never_keeps_a_password(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    page = kim.post("/konto", status=303, follow=False, old=PASSWORD, new="et helt nyt ord")
    assert PASSWORD not in page.response.text


def password_fields(kind: type[object]) -> Iterator[str]:
    for each in kind.__subclasses__():
        yield from password_fields(each)
        if not each.__module__.startswith("app."):
            continue  # Of a test.
        unbound = {name: getattr(each, name) for name in dir(each) if not name.startswith("_")}
        for name, field in unbound.items():
            if getattr(field, "field_class", None) is PasswordField:
                yield name


def test_it_knows_the_name_of_every_password(app: Flask) -> None:
    assert set(password_fields(Form)) == PASSWORDS


def test_it_never_keeps_a_file(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    file = (io.BytesIO(b"Strik;tirsdag"), "liste.csv")
    path = f"/steder/{cast.shop}/aktiviteter/liste"
    kim.post(path, status=303, follow=False, text="Kor", file=file)


def test_it_keeps_no_number_of_a_person(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    page = kim.post(
        f"/i-dag/{cast.shop}/ord",
        status=401,
        text=f"Hun, {CPR}, bagte.",
        **by_name({f"a{CPR}": "x"}),
    )
    assert CPR not in page.response.text
    page = sign_in(kim, page, cast.kim)
    assert CPR not in page.response.text
    assert "Hun, [fjernet], bagte." in page.text
    assert "Noget er taget ud" in page.text


def test_it_lasts_a_day(kim: Visitor, cast: Cast, clock: Clock) -> None:
    kim.post("/log-ud")
    page = kim.post(f"/steder/{cast.shop}/aktiviteter/ny", status=401, **TYPED)
    clock.pass_(days=2)
    assert "Cykelværksted" not in sign_in(kim, page, cast.kim).response.text


def test_it_keeps_no_more_than_a_post_may_have(kim: Visitor, cast: Cast) -> None:
    kim.post("/log-ud")
    path = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.post(path, status=401, text="Strik; tirsdag 10-12\r\n" * 6_000)
    assert sent(sign_in(kim, page, cast.kim))[1][0][1].count("Strik") == 6_000
    kim.post("/log-ud")
    kim.post(path, status=303, follow=False, text="ø" * 42_000)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "null",
        "[]",
        "[1,2,3,4,5]",
        '["//evil.example",[["name","x"]],0,"","2026-11-22"]',
        '["https://evil.example/steder",[["name","x"]],0,"","2026-11-22"]',
        '["/log-ind",[["name","x"]],0,"","2026-11-22"]',
        '["/steder/nej",[["name","x"]],0,"","2026-11-22"]',
        '["/log-ud",[["name"]],0,"","2026-11-22"]',
        "[" * 10_000,
    ],
)
def test_what_no_page_of_ours_sends_is_ignored(app: Flask, cast: Cast, kept: str) -> None:
    answer = Visitor(app).client.post(
        "/log-ind", data={"email": cast.kim, "password": PASSWORD, "skrevet": kept}
    )
    assert answer.status_code == 303


def test_it_leads_to_no_other_address(kim: Visitor, cast: Cast) -> None:
    """Only what a form of ours could have been sent to is offered."""
    kim.post("/log-ud")
    page = kim.post(f"/steder/{cast.shop}/ret", status=401, **TYPED)
    path, *rest = json.loads(page.field("skrevet"))
    assert path == f"/steder/{cast.shop}/ret"
    changed = json.dumps(["https://evil.example/", *rest])
    page = kim.press(page, "Log ind", email=cast.kim, password=PASSWORD, skrevet=changed)
    assert "evil.example" not in page.response.text


def test_an_invitation_keeps_the_emails_of_forms_that_have_one(
    kim: Visitor, db: Database, cast: Cast
) -> None:
    kim.post("/log-ud")
    path = f"/partnerskab/{cast.partnership}/organisationer/ny"
    page = kim.post(path, status=401, name="Kontakt: ane@example.dk", kind="association")
    page = kim.press(sign_in(kim, page, cast.kim), "Send igen")
    assert "Kontakt: ane@example.dk" in names(db, Organisation)
