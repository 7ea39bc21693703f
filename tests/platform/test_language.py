"""Which language a page is in, and that an English page is English throughout."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from flask import Flask

from app.db import Database
from tests.support.cast import Cast
from tests.support.check_in_states import KEY, add_check_in_states, states
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.routes import all_routes, make_world
from tests.support.visit import Element, Page, Visitor

SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-lost", "data-fresh")
DANISH = re.compile(
    "[æøå]|"
    r"\b(?:ikke|og|er|du|jeg|dig|det|den|der|til|med|vi|en|et|kan|skal|så|som|eller|dag|sted|tal)\b",
    re.I,
)
PRODUCT = "Her i dag"
NAMES = (
    *("Genbrugsbutikken", "Borgerforeningen", "Strikkecafé", "Reparation", "Landsbyen"),
    *("laver mad", "er vært"),
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """No language makes queries of its own: SQLite alone will do."""
    return sqlite_url


def unnamed(element: Element) -> str:
    """The page's text in its own language, without names that people have entered."""
    if not isinstance(element.tag, str) or element.tag in ("bdi", "title"):
        return element.tail or ""
    if element.tag != "html" and element.get("lang"):
        return element.tail or ""
    inside = [element.text or "", *(element.get(part, "") for part in SPOKEN)]
    inside += [unnamed(child) for child in element]
    return f"{' '.join(inside)} {element.tail or ''}"


def danish_in(page: Page, names: tuple[str, ...] = ()) -> list[str]:
    """The Danish words on a page, each with its surrounding text."""
    said = " ".join(unnamed(page.html).split())
    for known in (PRODUCT, *names):
        said = said.replace(known, "")
    return [said[max(0, at.start() - 30) : at.end() + 30] for at in DANISH.finditer(said)]


def test_it_finds_danish(visit: Visitor, cast: Cast) -> None:
    assert danish_in(visit.get(f"/c/{cast.shop_code}"))
    assert danish_in(visit.get("/log-ind"))


def test_it_speaks_english_at_check_in(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    add_check_in_states(db, cast, clock().date())
    for state, page in states(app, cast, "en"):
        assert page.html.get("lang") == "en", state
        assert not danish_in(page), state


def test_it_shows_what_is_stored_in_english(visit: Visitor, cast: Cast) -> None:
    path = f"/c/{cast.knitting_code}"
    visit.post(f"{path}?sprog=en", svar="her", key=KEY)
    visit.post(f"{path}/besoeg?sprog=en", take=str(cast.cooks))
    page = visit.get(f"{path}/gemt?sprog=en")
    assert "cooking" in page.text
    assert "It will be deleted on Monday 23 November at 4:00." in page.text
    assert not danish_in(page)


@pytest.mark.parametrize("person", ["ane", "kim", "lis"])
def test_it_speaks_english_to_those_who_sign_in(
    app: Flask, db: Database, cast: Cast, person: str
) -> None:
    venue = make_world(db, cast)
    close(db, cast.shop, dt.date(2026, 11, 3), visits(30, cast.knitting, role=cast.cooks))
    visit = Visitor(app).sign_in(getattr(cast, person))
    seen = 0
    for route in all_routes():
        if route.method != "GET" or "<ending>" in route.rule:
            continue
        path = f"{route.path(venue.values(route))}?sprog=en"
        response = visit.client.get(path, follow_redirects=True)
        content = response.data
        response.close()
        if b"<html" not in content or response.mimetype != "text/html":
            continue
        page = Page(response, path)
        seen += 1
        assert page.html.get("lang") == "en", path
        assert not danish_in(page, NAMES), path
    assert seen > 20


def test_it_stays_in_the_language_that_was_chosen(visit: Visitor, cast: Cast) -> None:
    page = visit.press(visit.get(f"/c/{cast.shop_code}?sprog=en"), "I'm here")
    assert page.html.get("lang") == "en"
    assert page.h1 == "Thank you"
    page = visit.press(page, "Undo: don't count me")
    assert "Undone. You're not counted." in page.text


@pytest.mark.parametrize(
    ("header", "language"),
    [("en-GB,en;q=0.9", "en"), ("da", "da"), ("nb,en;q=0.5", "en"), ("", "da"), ("zh", "da")],
)
def test_it_follows_the_browser(visit: Visitor, cast: Cast, header: str, language: str) -> None:
    path = f"/c/{cast.shop_code}"
    assert visit.get(path, headers={"Accept-Language": header}).html.get("lang") == language
    chosen = visit.get(f"{path}?sprog=da", headers={"Accept-Language": header})
    assert chosen.html.get("lang") == "da"


def test_it_says_dates_and_numbers_in_english(visit: Visitor, db: Database, cast: Cast) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(1234))
    page = visit.sign_in(cast.kim).get("/rapporter?sprog=en")
    assert page.h1 == "Genbrugsbutikken, November 2026"
    assert "1,234 visits" in page.text
    assert "3 November 2026" in page.text


def test_it_gives_english_files_to_those_who_read_english(
    visit: Visitor, db: Database, cast: Cast
) -> None:
    close(db, cast.shop, dt.date(2026, 10, 3), visits(30, cast.knitting))
    page = visit.sign_in(cast.kim).get("/rapporter?sprog=en")
    xlsx, csv = (
        visit.client.get(link.get("href", ""))
        for ending in ("2026-10.xlsx", "2026-10.csv")
        for link in page.all("a")
        if ending in link.get("href", "")
    )
    head, first = csv.data.decode("utf-8-sig").splitlines()[:2]
    assert head.startswith("Part;Period;From;To;Place;Activity;Role;Measure;Category;Number;")
    about = "whole report;2026-10;2026-10-01;2026-10-31;Genbrugsbutikken"
    assert first.startswith(f"{about};;;Visits;;30;;;")
    book = openpyxl.load_workbook(io.BytesIO(xlsx.data))
    assert {"In short", "Activities", "Roles", "All numbers", "Definitions"} <= set(book.sheetnames)
    for sheet in book:
        said = " ".join(
            str(cell) for row in sheet.values for cell in row if isinstance(cell, str)
        ).replace("Genbrugsbutikken", "")
        assert not DANISH.findall(said.replace("Strikkecafé", "")), sheet.title


def test_it_remembers_the_language_of_an_account(visit: Visitor, cast: Cast) -> None:
    page = visit.sign_in(cast.kim).get("/steder")
    page = visit.press(page, "English")
    assert page.html.get("lang") == "en"
    assert page.h1 == "Places"
    assert visit.get("/konto").h1 == "Account"


def test_a_language_leads_to_a_page_also_after_a_post(app: Flask, cast: Cast) -> None:
    """An address that only takes posts has no page to show in another language."""
    board = f"/i-dag/{cast.shop}"
    ane = Visitor(app).sign_in(cast.ane)
    links = re.compile(r'href="([^"?]*)\?sprog=en"')
    backs = re.compile(r'name="back" value="([^"]*)"')
    for path, above in (
        (f"{board}/gruppe", board),
        (f"{board}/dage/2026-11-22/ret", f"{board}/dage/2026-11-22"),
    ):
        for answer in (ane.client.get(path), ane.client.post(path)):
            said = answer.get_data(as_text=True)
            assert answer.status_code in (400, 405)
            assert {*links.findall(said), *backs.findall(said)} == {above}, path
        assert ane.client.get(above).status_code == 200
    for path in ("/nowhere/at/all", f"/c/{cast.shop_code}?fra=1"):
        assert links.findall(
            Visitor(app).client.get(path).get_data(as_text=True).replace("fra=1&amp;", "")
        ) == [""], path
