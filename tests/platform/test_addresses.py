"""Which addresses the pages answer on, over which scheme, and whose posts they accept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from config import Config
from tests.support.browser_client import NO_BROWSER
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor

OURS = "https://heridag.example"


@pytest.fixture
def site(sqlite_url: str, clock: Clock) -> Iterator[Callable[..., FlaskClient]]:
    """Makes an application with the given settings."""
    made = []

    def make(base_url: str, **more: Any) -> FlaskClient:
        config = Config(database_url=sqlite_url, base_url=base_url, **more)
        made.append(create_app(config, clock))
        return made[-1].test_client()

    yield make
    for app in made:
        app.extensions["her_i_dag"].db.close()


@pytest.mark.parametrize(
    ("base", "demo", "asked", "status"),
    [
        (OURS, False, "https://heridag.example", 200),
        (OURS, False, "https://heridag.example:443", 200),
        (OURS, False, "https://HERIDAG.example", 200),
        (OURS, False, "https://evil.example", 421),
        (OURS, False, "https://heridag.example.evil.example", 421),
        (OURS, False, "https://heridag.example:8443", 421),
        (OURS, False, "https://localhost", 421),
        (OURS, True, "https://localhost", 200),
        ("http://192.168.1.20:8000", True, "http://192.168.1.20:8000", 200),
        ("http://192.168.1.20:8000", True, "http://127.0.0.1:8000", 200),
        ("http://192.168.1.20:8000", True, "http://evil.example:8000", 421),
        ("http://127.0.0.1:8000", True, "http://localhost:8000", 200),
        ("http://127.0.0.1:8000", True, "http://192.168.1.20:8000", 200),
        ("http://127.0.0.1:8000", False, "http://localhost:8000", 200),
        ("http://127.0.0.1:8000", False, "http://192.168.1.20:8000", 421),
    ],
)
def test_it_answers_at_its_own_address_alone(
    site: Callable[..., FlaskClient], base: str, demo: bool, asked: str, status: int
) -> None:
    client = site(base, demo=demo)
    for path in ("/kode", "/static/css/door.css"):
        answer = client.get(path, base_url=asked, buffered=True)
        assert answer.status_code == status, path
        assert "Content-Security-Policy" in answer.headers
    assert client.get("/healthz", base_url=asked).status_code == 200
    assert client.get("/readyz", base_url=asked).status_code == 200
    if status == 421:
        assert client.post("/log-ind", base_url=asked).status_code == 421
        assert client.get("/findes-ikke", base_url=asked).status_code == 421


@pytest.mark.parametrize("path", ["/kode", "/kode?sprog=en", "/findes-ikke", "//evil.example/a"])
def test_plain_http_leads_to_https_where_the_scheme_is_known(
    site: Callable[..., FlaskClient], path: str
) -> None:
    client = site(OURS, trusted_proxies=1)
    here = "http://heridag.example"
    for method in ("GET", "HEAD"):
        answer = client.open(path, method=method, base_url=here)
        assert answer.status_code in (301, 308)
        assert answer.headers["Location"].startswith(f"{OURS}/")
        assert answer.headers["Location"].endswith(path.partition("?")[2])
    assert client.post("/kode", base_url=here).status_code == 403
    told = {"X-Forwarded-Proto": "https"}
    assert client.get("/kode", base_url=here, headers=told).status_code == 200
    for probe in ("/healthz", "/readyz"):
        assert client.get(probe, base_url="http://10.0.0.1:8000").status_code == 200
    assert site(OURS).get("/kode", base_url=here).status_code == 200, "the scheme is not known"


def test_a_post_with_a_sign_in_says_where_it_comes_from(
    visit: Visitor, app: Flask, cast: Cast
) -> None:
    ane = visit.sign_in(cast.ane)
    form = {"language": "en", "back": "/konto"}
    silent: dict[str, Any] = {"environ_overrides": NO_BROWSER}
    assert ane.client.post("/konto/sprog", data=form, **silent).status_code == 403
    for said in ({"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}):
        answer = ane.client.post("/konto/sprog", data=form, headers=said, **silent)
        assert answer.status_code == 303
    # A program that is not signed in has no rights.
    stranger = app.test_client()
    typed = {"email": cast.ane, "password": "tre tilfældige ord"}
    assert stranger.post("/log-ind", data=typed, **silent).status_code == 303


def test_it_traces_nothing(site: Callable[..., FlaskClient]) -> None:
    client = site(OURS)
    for path in ("/kode", "/log-ind", "/healthz", "/static/css/door.css"):
        answer = client.open(path, method="TRACE", base_url=OURS, headers={"Cookie": "a=secret"})
        assert answer.status_code == 405, path
        assert "secret" not in answer.text


def test_it_lists_no_folder(site: Callable[..., FlaskClient]) -> None:
    client = site(OURS)
    for path in ("/static", "/static/", "/static/css", "/static/css/"):
        assert client.get(path, base_url=OURS, follow_redirects=True).status_code == 404, path
