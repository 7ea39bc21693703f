"""Ten languages at check-in: chosen by the browser or in the menu, off where a venue says so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.domain.base.languages import NAMES, RIGHT_TO_LEFT, TO_BE_READ
from app.models import Visit
from tests.support.cast import Cast
from tests.support.check_in_states import KEY, add_check_in_states, seen_states, states
from tests.support.clock import Clock
from tests.support.source import ROOT
from tests.support.translations import catalogue
from tests.support.visit import Element, Page, Visitor, text_of

DRAFT = "Udkast: ikke læst igennem endnu."
OTHERS = [code for code in NAMES if code != "da"]
# What the venue's own devices show to the people who start them.
TO_HOSTS = ("screen", "link", "stopped")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The words are the same on both databases."""
    return sqlite_url


def own_words(element: Element) -> str:
    """The page's text in its own language, without anything marked as another one."""
    if not isinstance(element.tag, str) or element.tag == "title":
        return element.tail or ""
    if element.tag != "html" and element.get("lang"):
        return element.tail or ""
    inside = [element.text or "", element.get("aria-label", ""), element.get("data-lost", "")]
    inside += [own_words(child) for child in element]
    return f"{' '.join(inside)} {element.tail or ''}"


def links(page: Page) -> list[str]:
    return [a.get("href", "") for a in page.all("a")]


@pytest.mark.parametrize("language", TO_BE_READ)
def test_every_page_is_in_its_language_all_through(
    app: Flask, db: Database, cast: Cast, language: str
) -> None:
    danish = [
        re.compile(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(str(m.id))))
        for m in catalogue(language)
        if m.id and m.id != "Sprog / Language"
    ]
    seen = 0
    for state, page in seen_states(app, db, cast, language):
        if page.html.get("lang") in ("da", "en"):
            assert any(word in state for word in TO_HOSTS), f"{state} does not speak it"
            continue
        seen += 1
        assert page.html.get("lang") == language, state
        assert page.html.get("dir") == ("rtl" if language in RIGHT_TO_LEFT else None), state
        said = " ".join(own_words(page.html).split())
        for text in danish:
            assert not text.search(said), f"{state}: {text.pattern}"
        assert not re.search("[æøåÆØÅ]", said), f"{state}: {said}"
        assert "%(" not in page.text, state
    assert seen > 25


@pytest.mark.parametrize("language", NAMES)
def test_it_follows_the_browser(visit: Visitor, target: str, language: str) -> None:
    page = visit.get(target, headers={"Accept-Language": f"{language}-XX,{language};q=.9,en;q=.5"})
    assert page.html.get("lang") == language


def test_it_takes_the_best_of_what_the_browser_asks_for(visit: Visitor, target: str) -> None:
    page = visit.get(target, headers={"Accept-Language": "sv,nn;q=0.9,ro;q=0.8,en;q=0.5"})
    assert page.html.get("lang") == "ro"
    assert visit.get(target, headers={"Accept-Language": "sv"}).html.get("lang") == "da"


def test_the_menu_names_each_language_in_its_own_script(visit: Visitor, target: str) -> None:
    page = visit.get(target)
    (menu,) = page.all("details", class_="languages")
    named = {a.get("lang"): text_of(a) for a in menu.iter("a")}
    assert named == {code: name for code, name in NAMES.items() if code != "da"}
    assert "open" not in menu.attrib
    for href in [a.get("href", "") for a in menu.iter("a")]:
        assert visit.get(f"{target}{href}").html.get("lang", "") == href.partition("sprog=")[2]


def test_the_menu_keeps_the_rest_of_the_address(visit: Visitor, target: str) -> None:
    visit.post(target, svar="her", key=KEY)
    page = visit.get(f"{target}/besoeg?svar=her&sprog=en")
    assert "?svar=her&sprog=uk" in links(page)
    assert [text for text in links(page) if text.count("sprog=") > 1] == []


def test_the_language_stays_in_every_link_and_form(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    add_check_in_states(db, cast, clock().date())
    for state, page in states(app, cast, "uk"):
        if page.html.get("lang") != "uk" or "tablet" in state:
            continue  # a tablet begins anew for the next person
        for href in links(page):
            assert "sprog=" in href, f"{state}: {href}"
        for form in page.all("form"):
            hidden = [f for f in form.iter("input") if f.get("name") == "sprog"]
            assert "sprog=uk" in form.get("action", "") or hidden, f"{state}: {form.get('action')}"


def test_the_language_stays_through_a_whole_visit(visit: Visitor, target: str) -> None:
    page = visit.get(f"{target}?sprog=so")
    page = visit.press(page, "Maanta waan iska joogaa")
    assert "Waad joogtaa, taasina waa ku filan tahay." in page.text
    page = visit.press(page, "Ka noqo: ha i tirin")
    assert page.html.get("lang") == "so"


def test_the_language_is_kept_nowhere(visit: Visitor, target: str, db: Database) -> None:
    answer = visit.client.post(f"{target}?sprog=uk", data={"svar": "her", "key": KEY})
    assert "uk" not in answer.headers["Set-Cookie"].partition(";")[0]
    with db.reading() as session:
        (row,) = session.query(Visit).all()
        kept = {name: getattr(row, name) for name in Visit.__table__.columns.keys()}  # noqa: SIM118
    assert "uk" not in kept.values()
    assert not [name for name in kept if "lang" in name or "sprog" in name]
    for table in ("day_count", "month_count", "tap", "participation", "visit_role"):
        assert f"{table}.language" not in (ROOT / "tests" / "schema.txt").read_text()


def test_names_are_marked_as_the_danish_they_are(visit: Visitor, cast: Cast, target: str) -> None:
    page = visit.get(f"{target}?sprog=ar")
    names = {text_of(bdi) for bdi in page.all("bdi", lang="da")}
    assert {"Genbrugsbutikken", "Strikkecafé"} <= names
    assert not visit.get(f"{target}?sprog=da").all("bdi", lang="da")


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("uk", "понеділок, 23 листопада, 4:00"),
        ("de", "Montag, 23. November um 4:00 Uhr"),
        ("tr", "23 Kasım Pazartesi, saat 4:00"),
        ("pl", "poniedziałek, 23 listopada, godz. 4:00"),
        ("ar", "الاثنين، 23 نوفمبر، الساعة 4:00"),
    ],
)
def test_it_says_dates_as_the_language_does(
    visit: Visitor, target: str, language: str, day: str
) -> None:
    visit.post(target, svar="her", key=KEY)
    assert day in visit.get(f"{target}/gemt?sprog={language}").text


def test_a_range_of_times_begins_where_one_begins_to_read(visit: Visitor, target: str) -> None:
    (times,) = [b for b in visit.get(f"{target}?sprog=fa").all("bdi") if "10:00" in text_of(b)]
    assert (times.get("dir"), text_of(times)) == ("rtl", "10:00–14:00")
    (times,) = [b for b in visit.get(f"{target}?sprog=pl").all("bdi") if "10:00" in text_of(b)]
    assert times.get("dir") is None


# Drafts, and what a partnership approves.


@pytest.mark.parametrize("language", OTHERS)
def test_it_says_that_it_is_a_draft(visit: Visitor, target: str, language: str) -> None:
    for path in (target, "/", "/findes-ikke"):
        page = visit.get(f"{path}?sprog={language}", status=404 if "findes" in path else 200)
        lines = [text_of(p) for p in page.all("p", class_="draft")]
        assert len(lines) == (1 if language in TO_BE_READ else 0)
        assert all(DRAFT in line for line in lines)


def test_danish_is_no_draft(visit: Visitor, target: str) -> None:
    assert not visit.get(target).all("p", class_="draft")


def test_a_partnership_approves_a_language_and_takes_it_back(
    kim: Visitor, visit: Visitor, cast: Cast, target: str
) -> None:
    languages = f"/partnerskab/{cast.partnership}/sprog"
    assert "Udkast" in kim.get(languages).text
    page = kim.press(kim.get(f"{languages}/uk"), "Godkend sproget")
    assert "Godkendt 22. november 2026 af Kim" in page.text
    assert not visit.get(f"{target}?sprog=uk").all("p", class_="draft")
    assert visit.get(f"{target}?sprog=ar").all("p", class_="draft")
    assert visit.get(f"/c/{cast.cafe_code}?sprog=uk").all("p", class_="draft")
    kim.post(f"{languages}/uk")
    page = kim.press(kim.get(f"{languages}/uk"), "Tag godkendelsen tilbage")
    assert "Godkendt" not in page.text
    assert visit.get(f"{target}?sprog=uk").all("p", class_="draft")


@pytest.mark.parametrize("language", TO_BE_READ)
def test_every_text_stands_beside_the_danish_to_be_read(
    kim: Visitor, cast: Cast, language: str
) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/sprog/{language}")
    rows = [[text_of(cell) for cell in row.iter("td")] for row in page.all("tr")][1:]
    texts = {message.id: message.string for message in catalogue(language) if message.id}
    assert len(rows) == len(texts)
    assert ["Jeg er her", texts["Jeg er her"]] in rows
    assert not [row for row in rows if "%(" in "".join(row)]
    cell = page.all("td", lang=language)[0]
    assert cell.get("dir") == ("rtl" if language in RIGHT_TO_LEFT else "ltr")


@pytest.mark.parametrize("language", ["da", "en", "xx"])
def test_only_drafts_are_approved(kim: Visitor, cast: Cast, language: str) -> None:
    path = f"/partnerskab/{cast.partnership}/sprog/{language}"
    kim.get(path, status=404)
    kim.post(path, status=404)


# What a venue has turned off.


def test_a_new_venue_speaks_every_language(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/steder/{cast.shop}/sprog")
    boxes = page.all("input", name="languages")
    assert {box.get("value") for box in boxes} == set(OTHERS)
    assert all("checked" in box.attrib for box in boxes)


def test_a_venue_switches_languages_off(
    kim: Visitor, visit: Visitor, cast: Cast, target: str
) -> None:
    page = kim.get(f"/steder/{cast.shop}/sprog")
    kim.press(page, "Gem", languages=["en", "uk"])
    page = visit.get(f"{target}?sprog=pl")
    assert page.html.get("lang") == "da"
    assert [a.get("lang") for a in page.all("a") if a.get("lang")] == ["en", "uk"]
    header = {"Accept-Language": "pl,uk;q=0.8"}
    assert visit.get(target, headers=header).html.get("lang") == "uk"
    assert visit.get(f"{target}?sprog=uk").html.get("lang") == "uk"
    assert visit.get(f"/c/{cast.cafe_code}?sprog=pl").html.get("lang") == "pl"
    assert visit.get("/privatliv?sprog=pl").html.get("lang") == "pl"
    kept = kim.get(f"/steder/{cast.shop}/sprog").all("input", name="languages", checked="")
    assert [box.get("value") for box in kept] == ["en", "uk"]


def test_a_venue_can_speak_danish_alone(
    kim: Visitor, visit: Visitor, cast: Cast, target: str
) -> None:
    kim.press(kim.get(f"/steder/{cast.shop}/sprog"), "Gem", languages=[])
    page = visit.get(f"{target}?sprog=en", headers={"Accept-Language": "uk"})
    assert page.html.get("lang") == "da"
    assert not page.all("details", class_="languages")


def test_a_refusal_speaks_what_its_venue_speaks(
    kim: Visitor, visit: Visitor, cast: Cast, clock: Clock, db: Database
) -> None:
    add_check_in_states(db, cast, clock().date())
    kim.press(kim.get(f"/steder/{cast.shop}/sprog"), "Gem", languages=["en"])
    assert visit.get("/c/RP1ACE?sprog=pl", status=410).html.get("lang") == "da"
    assert visit.get("/c/XXXX99?sprog=pl", status=404).html.get("lang") == "pl"
    late: dict[str, Any] = {"svar": "her", "key": KEY, "day": "2026-11-21"}
    page = visit.post(f"/c/{cast.shop_code}?sprog=pl", status=409, **late)
    assert (page.html.get("lang"), page.h1) == ("da", "Dagen er slut")


def test_it_knows_no_other_languages(kim: Visitor, cast: Cast) -> None:
    page = kim.post(f"/steder/{cast.shop}/sprog", status=400, languages="xx")
    assert "Det kan vi ikke bruge" in page.text


@pytest.mark.parametrize("language", TO_BE_READ)
def test_the_pages_of_staff_are_danish_or_english(kim: Visitor, cast: Cast, language: str) -> None:
    page = kim.get(f"/steder/{cast.shop}?sprog={language}", headers={"Accept-Language": language})
    assert page.html.get("lang") == "da"
    assert not page.html.get("dir")
