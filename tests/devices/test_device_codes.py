"""Six letters that start a device: typed on it, once, within ten minutes, and not to be guessed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.devices.device_code import LETTERS, new_code, typed_code
from app.models import Device
from tests.support.clock import Clock
from tests.support.text import must_find
from tests.support.visit import Page, Visitor, text_of

WRONG = "De bogstaver virker ikke. Bed en vært om nye."


def code_on(page: Page) -> str:
    (shown,) = page.all("p", class_="device-code")
    return text_of(shown)


def types(visitor: Visitor, code: str, **how: Any) -> Page:
    return visitor.press(visitor.get("/tilslut"), "Tilslut", kode=code, **how)


@pytest.mark.parametrize(
    ("kind", "path"), [("tablet", "/tavle/"), ("screen", "/tavle/skaerm"), ("phone", "/i-dag/1")]
)
def test_it_starts_the_device_on_which_it_is_typed(
    ane: Visitor, shelf: str, app: Flask, kind: str, path: str
) -> None:
    page = ane.post(f"{shelf}/start", link=kind, dage="7")
    assert "/tilslut" in page.text
    device = Visitor(app)
    assert types(device, code_on(page)).response.request.path == path
    assert device.client.get_cookie("tavle") is not None


@pytest.mark.parametrize("how", ["{}", " {} ", "{}", "l{}"])
def test_it_does_not_matter_how_it_is_written(
    ane: Visitor, shelf: str, app: Flask, how: str
) -> None:
    code = code_on(ane.post(f"{shelf}/start", link="tablet"))
    assert re.fullmatch(f"[{LETTERS}]{{3}} [{LETTERS}]{{3}}", code)
    written = how.format(code.lower().replace(" ", "-"))
    status = 400 if how.startswith("l") else 200
    types(Visitor(app), written, status=status)


def test_it_works_once_and_so_does_its_link(ane: Visitor, shelf: str, app: Flask) -> None:
    page = ane.post(f"{shelf}/start", link="tablet")
    link = must_find(r"/tavle/start/[\w-]+", page.text)[0]
    types(Visitor(app), code_on(page))
    assert WRONG in types(Visitor(app), code_on(page), status=400).text
    Visitor(app).get(link, status=403)
    page = ane.post(f"{shelf}/start", link="tablet")
    other = Visitor(app)
    link = must_find(r"/tavle/start/[\w-]+", page.text)[0]
    other.press(other.get(link), "Start her")
    types(Visitor(app), code_on(page), status=400)


def test_it_ends_after_ten_minutes_and_its_link_does_not(
    ane: Visitor, shelf: str, app: Flask, clock: Clock, db: Database
) -> None:
    pages = [ane.post(f"{shelf}/start", link="screen") for _time in range(2)]
    clock.pass_(minutes=9)
    types(Visitor(app), code_on(pages[0]))
    clock.pass_(minutes=1)
    types(Visitor(app), code_on(pages[1]), status=400)
    link = must_find(r"/tavle/start/[\w-]+", pages[1].text)[0]
    ane.post(f"{shelf}/start", link="screen")
    with db.reading() as session:  # What has ended is forgotten when the next one is made.
        hashes = session.scalars(select(Device.code_hash).order_by(Device.id)).all()
    assert [bool(one) for one in hashes] == [False, False, True]
    screen = Visitor(app)
    screen.press(screen.get(link), "Start her")


def test_a_stopped_link_cannot_be_typed(ane: Visitor, shelf: str, app: Flask) -> None:
    page = ane.post(f"{shelf}/start", link="tablet")
    ane.press(ane.get(shelf), "Stop Tablet fra 22. november 2026, nummer 1")
    types(Visitor(app), code_on(page), status=400)


def test_it_cannot_be_guessed(ane: Visitor, shelf: str, app: Flask, clock: Clock) -> None:
    guesser = Visitor(app)
    for _time in range(20):
        page = types(guesser, new_code(), status=400)
    assert WRONG in page.text
    code = code_on(ane.post(f"{shelf}/start", link="tablet"))
    assert "Vent ti minutter" in types(guesser, code, status=429).text
    clock.pass_(minutes=10)
    code = code_on(ane.post(f"{shelf}/start", link="tablet"))
    types(guesser, code)


def test_right_letters_use_up_no_tries(ane: Visitor, shelf: str, app: Flask) -> None:
    for _time in range(25):
        types(Visitor(app), code_on(ane.post(f"{shelf}/start", link="screen")))


def test_it_shows_letters_again_and_nothing_else(app: Flask) -> None:
    page = types(Visitor(app), "bcd 010190-1234 <b>f", status=400)
    assert page.field("kode") == "BCDBF"
    types(Visitor(app), "", status=400)


def test_it_counts_nothing_by_being_looked_at(app: Flask, ane: Visitor, shelf: str) -> None:
    page = ane.post(f"{shelf}/start", link="tablet")
    answer = app.test_client().get(f"/tilslut?kode={code_on(page)}")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    types(Visitor(app), code_on(page))


def test_the_letters_look_unlike_each_other_and_spell_nothing() -> None:
    assert len(set(LETTERS)) == 17
    assert not set("AEIOUYÆØÅ") & set(LETTERS)  # no vowels, no words
    for alike in ("IL", "OQ", "UV", "CG", "VW"):
        assert len(set(alike) & set(LETTERS)) <= 1
    assert typed_code(new_code()) != new_code()


def test_it_is_found_from_the_page_for_signing_in(app: Flask) -> None:
    page = Visitor(app).get("/log-ind")
    assert "/tilslut" in [a.get("href") for a in page.all("a")]
