"""Every page of the desk leads to the chapter that it is about."""

from __future__ import annotations

import pytest
from flask import Flask

from app.db import Database
from app.web.help.guides import CHAPTERS, guide
from app.web.platform.navigation import HELP_OF, SECTIONS
from tests.support.cast import Cast
from tests.support.routes import NO_PAGES, all_routes, make_world
from tests.support.visit import Page, Visitor, text_of

DESK = [
    route
    for route in all_routes()
    if route.method == "GET" and route.entry != "everybody" and route.rule not in NO_PAGES
]


def place(page: Page) -> str:
    """The address of the page's link to help, without its language."""
    (foot,) = page.all("footer")
    (found,) = [link for link in foot.iter("a") if text_of(link) == "Hjælp"]
    return found.get("href", "")


@pytest.fixture
def kim(visit: Visitor, db: Database, cast: Cast) -> Visitor:
    make_world(db, cast)
    return visit.sign_in(cast.kim)


def test_every_page_of_the_desk_leads_to_its_chapter(
    db: Database, cast: Cast, visit: Visitor
) -> None:
    world = make_world(db, cast)
    visit.sign_in(cast.kim)
    led = {}
    for route in DESK:
        page = visit.get(route.path(world.values(route)))
        if page.all("footer"):  # A code held up for others to scan has nothing else on it.
            led[route.rule] = place(page)
    assert len(led) > 50
    assert not [rule for rule, to in led.items() if not to.startswith("/hjaelp/")]
    assert len(set(led.values())) > 10, "pages lead to what they are about"


def test_each_place_in_help_is_there() -> None:
    for chapter, anchor in HELP_OF.values():
        assert chapter in CHAPTERS
        assert anchor in ("", *guide(chapter, "da").anchors), (chapter, anchor)


def test_each_page_that_is_named_is_a_page(app: Flask) -> None:
    assert set(SECTIONS) <= set(HELP_OF)
    pages = [name for name in HELP_OF if "." in name]
    assert set(pages) <= set(app.view_functions)


def test_the_board_leads_to_the_hosts_day(kim: Visitor, cast: Cast) -> None:
    assert place(kim.get(f"/i-dag/{cast.shop}")) == "/hjaelp/vaertens-dag"


def test_help_itself_leads_to_the_contents(visit: Visitor) -> None:
    assert place(visit.get("/hjaelp/tallene")) == "/hjaelp"


def test_it_is_there_before_one_signs_in(visit: Visitor) -> None:
    assert place(visit.get("/log-ind")) == "/hjaelp/opsaetning#faa-adgang"
