"""What is typed on the desk's pages is never cut: a form says that it is too long instead."""

from __future__ import annotations

import pytest
from flask import Flask

from app.db import Database
from tests.support.cast import Cast
from tests.support.routes import all_routes, make_world
from tests.support.source import ROOT
from tests.support.visit import Visitor

TEMPLATES = ROOT / "app" / "templates"
CODES = {"check_in/_code_form.html", "devices/connect.html"}
"""Where a code is typed, by nobody who is signed in: it has no more than that many letters."""
PAGES = [route for route in all_routes() if route.method == "GET" and route.entry != "everybody"]


def test_no_template_cuts_what_is_pasted() -> None:
    cutting = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if "maxlength" in path.read_text()
    }
    assert cutting == CODES


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The pages are the same on either database."""
    return sqlite_url


def test_no_page_of_the_desk_cuts_what_is_pasted(app: Flask, db: Database, cast: Cast) -> None:
    world = make_world(db, cast)
    kim = Visitor(app).sign_in(cast.kim)
    counted = 0
    for route in PAGES:
        page = kim.client.get(route.path(world.values(route)), follow_redirects=True)
        if page.mimetype == "text/html":
            assert "maxlength" not in page.text, str(route)
            counted += page.text.count("data-longest")
    assert counted > 10
