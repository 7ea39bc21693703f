"""The host's pages are easy to read: LIX at most 30, in every state with words of its own."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.plain_words import lix, running_text
from tests.support.text import must_find
from tests.support.visit import Page, Visitor

HIGHEST = 30


@pytest.fixture
def pages(app: Flask, cast: Cast, clock: Clock) -> dict[str, Page]:
    """What a host may see, by name."""
    ane = Visitor(app).sign_in(cast.ane)
    at = f"/i-dag/{cast.shop}"
    day = f"{at}/dage/2026-11-21"
    found = {"empty board": ane.get(at)}
    found["closed board"] = ane.press(found["empty board"], "I dag er her lukket")
    ane.press(found["closed board"], "Fortryd")
    found["zero board"] = ane.press(ane.get(at), "I dag kom der ingen")
    found["added"] = ane.press(ane.get(f"{at}/antal"), "Læg til", size=12)
    found["lower"] = ane.press(ane.get(f"{at}/antal"), "Gem tallet", total=3)
    found["label"] = ane.press(ane.get(f"{at}/ord"), "Gem", text="En sårbar gæst")
    found["correction"] = ane.press(ane.get(day), "Gem tallet", total=3, why="twice")
    found["lower day"] = ane.press(ane.get(day), "Gem tallet", total=1)
    found["both"] = ane.press(ane.get(f"{day}/papir"), "Gem tallene", visits=9)
    found["paper refused"] = ane.press(
        ane.get(f"{day}/papir"), "Gem tallene", status=400, visits=1, just_here=2
    )
    found["past and closed"] = ane.press(ane.get(f"{at}/dage/2026-11-19"), "Lukket")
    found["taken name"] = ane.press(ane.get(f"{at}/ny"), "Åbn nu", status=400, name="Reparation")
    found["ended early"] = ane.press(ane.get(f"{at}/aktiviteter"), "Slut for i dag: Reparation")
    found["not on"] = ane.get(f"{at}/aktiviteter/{cast.repair}")
    found["link"] = ane.press(ane.get(f"{at}/tavler"), "Opret et link til en anden telefon")
    phone, link = Visitor(app), must_find(r"/tavle/start/[\w-]+", found["link"].text)[0]
    found["offer"] = phone.get(link)
    found["phone"] = phone.press(found["offer"], "Start her")
    stop = "Stop Husets telefon fra 22. november 2026, nummer 1"
    found["running"] = ane.get(f"{at}/tavler")
    ane.press(found["running"], stop)
    found["phone stopped"] = phone.get(at, status=403)
    found["choose"] = ane.get("/i-dag/vaelg")
    clock.at("2026-11-23")
    found["question"] = ane.press(ane.get(at), "Én mere: besøg i dag")
    for name in ("antal", "mere", "dage", "ord", "ny", "aktiviteter", "tavler"):
        found[name] = ane.get(f"{at}/{name}")
    for name in ("", "/papir", "/ark"):
        found[f"day{name}"] = ane.get(f"{day}{name}")
    found["start again"] = ane.press(found["not on"], "Start nu")
    found["code"] = ane.get(f"{at}/aktiviteter/{cast.repair}")
    return found


def test_the_pages_of_a_host_read_easily(pages: dict[str, Page]) -> None:
    hard = []
    for name, page in pages.items():
        (main,) = page.all("main")
        index = lix(running_text(main))
        if index > HIGHEST:
            hard.append(f"{name}: {index:.1f}")
    assert not hard


NO_PAGES = {"host.today", "host.other_sheet", "host.numbers"}
"""They redirect, or are the part of the board that an open page polls."""


def test_no_page_of_a_host_is_left_out(app: Flask, pages: dict[str, Page]) -> None:
    address = app.url_map.bind("localhost")
    seen = {
        address.match(page.response.request.path, "GET")[0]
        for page in pages.values()
        if page.response.request.method == "GET"
    }
    there = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("host.") and "GET" in (rule.methods or ())
    }
    assert there - seen == NO_PAGES
