"""A sign-in outlives the browser only for somebody who asks for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask

from app.domain.people.session_limits import IDLE
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.codes import switch_on
from tests.support.visit import Visitor

ASKED = {"remember": "y"}


def lasts(visitor: Visitor) -> dt.timedelta | None:
    """How long the browser keeps the session's cookie; None if until it is closed."""
    cookie = visitor.client.get_cookie("heridag")
    assert cookie is not None
    return None if cookie.max_age is None else dt.timedelta(seconds=int(cookie.max_age))


def signed_in(app: Flask, email: str, **more: Any) -> Visitor:
    visitor = Visitor(app)
    page = visitor.get("/log-ind")
    (box,) = page.all("input", name="remember")
    assert box.get("checked") is None
    visitor.press(page, "Log ind", email=email, password=PASSWORD, **more)
    return visitor


def test_it_is_forgotten_with_the_browser_unless_one_asks(app: Flask, cast: Cast) -> None:
    assert lasts(signed_in(app, cast.ane)) is None


def test_it_lasts_for_who_asks(app: Flask, cast: Cast, clock: Clock) -> None:
    ane = signed_in(app, cast.ane, **ASKED)
    assert lasts(ane) == IDLE
    clock.pass_(days=1)
    ane.get("/konto")
    assert lasts(ane) == IDLE


def test_use_makes_no_short_one_long(app: Flask, cast: Cast, clock: Clock) -> None:
    ane = signed_in(app, cast.ane)
    clock.pass_(days=1)
    ane.get("/konto")
    assert lasts(ane) is None


def test_the_choice_goes_along_to_the_second_step(app: Flask, cast: Cast, clock: Clock) -> None:
    phone, _codes = switch_on(Visitor(app).sign_in(cast.kim), clock)
    nothing: dict[str, Any] = {}
    for more, expected in ((nothing, None), (ASKED, IDLE)):
        clock.pass_(seconds=30)
        kim = Visitor(app)
        sent: dict[str, Any] = {"email": cast.kim, "password": PASSWORD}
        page = kim.press(kim.get("/log-ind"), "Log ind", **sent, **more)
        page = kim.press(page, "Log ind", app_code=phone.wrong(), status=400)
        kim.press(page, "Log ind", app_code=phone.code())
        assert lasts(kim) == expected, more


def test_a_new_password_keeps_the_choice(app: Flask, cast: Cast) -> None:
    nothing: dict[str, Any] = {}
    for more, expected in ((nothing, None), (ASKED, IDLE)):
        ane = signed_in(app, cast.ane, **more)
        ane.post("/konto", old=PASSWORD, new="fire helt andre ord", status=303, follow=False)
        assert lasts(ane) == expected, more
        ane.post("/konto", old="fire helt andre ord", new=PASSWORD, status=303, follow=False)
