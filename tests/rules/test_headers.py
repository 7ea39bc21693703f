"""Every response has the security headers, error pages too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.db import Database
from app.services.people import sessions
from config import Config
from tests.support.cast import Cast
from tests.support.check_in_states import KEY
from tests.support.clock import Clock
from tests.support.routes import all_routes, make_world

ROUTES = [route for route in all_routes() if route.method == "GET"]


def check(response: TestResponse) -> None:
    """Check the headers of one response. Raises AssertionError."""
    headers, path = response.headers, response.request.path
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'", path
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'", path
    # A static file loads nothing.
    is_file = path.startswith("/static/") and response.status_code < 400
    own = {policy.get(each) for each in ("form-action", "script-src", "style-src")}
    assert own == ({"'none'", None} if is_file else {"'self'"}), path
    assert "unsafe" not in headers["Content-Security-Policy"], path
    assert "http" not in headers["Content-Security-Policy"], path
    assert headers["X-Content-Type-Options"] == "nosniff", path
    assert headers["Referrer-Policy"] == "same-origin", path
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
    assert "Cache-Control" in headers, path
    assert not any(name.startswith("Access-Control-") for name, _ in headers), path
    if re.match(r"text/|.*[+/]xml", response.content_type or ""):
        assert "charset=utf-8" in response.content_type, path
    https = response.request.scheme == "https"
    assert ("Strict-Transport-Security" in headers) is https, path
    for cookie in headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie, cookie
        assert "SameSite=Lax" in cookie, cookie
        assert ("Secure" in cookie) is https, cookie
        assert cookie.startswith("__Host-") is https, cookie
        assert "Domain=" not in cookie, cookie
        assert "Path=/;" in f"{cookie};", cookie


@pytest.fixture(params=["http://localhost", "https://localhost"])
def site(request: pytest.FixtureRequest, database_url: str, clock: Clock) -> Iterator[Flask]:
    """A separate application, as reached over the scheme."""
    app = create_app(Config(database_url=database_url, base_url=request.param), clock)
    app.add_url_rule("/broken", view_func=lambda: str(1 / 0))
    yield app
    app.extensions["her_i_dag"].db.close()


@pytest.fixture
def db(site: Flask) -> Database:
    database: Database = site.extensions["her_i_dag"].db
    return database


@pytest.fixture
def browser(site: Flask) -> Callable[[], Browser]:
    base_url = site.extensions["her_i_dag"].config.base_url
    return lambda: Browser(site.test_client(), base_url)


class Browser:
    """Sends requests and checks every response."""

    def __init__(self, client: FlaskClient, base_url: str) -> None:
        self.client = client
        self.base_url = base_url

    def ask(self, path: str, method: str = "GET", **more: Any) -> TestResponse:
        response = self.client.open(
            path, method=method, base_url=self.base_url, buffered=True, **more
        )
        check(response)
        return response


def test_it_guards_every_page(
    site: Flask, db: Database, cast: Cast, clock: Clock, browser: Callable[[], Browser]
) -> None:
    world = make_world(db, cast)
    kim = browser()
    name = site.config["SESSION_COOKIE_NAME"]
    token = sessions.begin_session(db, world.people["Kim"], now=clock())
    over_https = kim.base_url.startswith("https")
    kim.client.set_cookie(name, token, secure=over_https)
    for route in ROUTES:
        answer = kim.ask(route.path(world.values(route)))
        # Kim's browser is not a tablet, and the response says so.
        of_a_device = route.rule.startswith("/tavle/") and "token" not in route.arguments
        # Nor a program with a key.
        of_a_program = route.rule.startswith("/api/1/released")
        right = (403,) if of_a_device else (401,) if of_a_program else (200, 303)
        assert answer.status_code in right, str(route)
        # A page that is missing is the same over http, where `test_it_guards_every_error` asks.
        for values in world.wrong(route, "missing") if over_https else ():
            assert kim.ask(route.path(values)).status_code >= 400, str(route)
    assert kim.ask("/static/css/door.css").status_code == 200


def test_it_guards_every_error(cast: Cast, browser: Callable[[], Browser]) -> None:
    somebody = browser()
    target = f"/c/{cast.shop_code}"
    for status, path, more in (
        (400, target, {"method": "POST"}),
        (403, target, {"method": "POST", "headers": {"Origin": "https://other.example"}}),
        (404, "/findes-ikke", {}),
        (404, "/static/findes-ikke.css", {}),
        (405, "/privatliv", {"method": "POST"}),
        (413, target, {"method": "POST", "data": {"svar": "x" * 300_000}}),
        (500, "/broken", {}),
    ):
        assert somebody.ask(path, **more).status_code == status


def test_it_guards_every_cookie(cast: Cast, browser: Callable[[], Browser]) -> None:
    phone = browser()
    answer = phone.ask(f"/c/{cast.shop_code}", "POST", data={"svar": "her", "key": KEY})
    assert len(answer.headers.getlist("Set-Cookie")) == 1
    answer = phone.ask(f"/c/{cast.shop_code}/besoeg", "POST", data={"forget": "1"})
    assert len(answer.headers.getlist("Set-Cookie")) == 1
    host = browser()
    typed = {"email": cast.ane, "password": "tre tilfældige ord"}
    assert len(host.ask("/log-ind", "POST", data=typed).headers.getlist("Set-Cookie")) == 2
    assert len(host.ask("/log-ud", "POST").headers.getlist("Set-Cookie")) == 1
