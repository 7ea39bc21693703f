"""The logbook's page: reflection before numbers, and who may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logbook_pages import QUARTER, row
from tests.support.visit import Visitor


def test_it_asks_reflection_before_numbers(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    page = sign_in(cast.kim).get(at)
    headings = ["".join(h.itertext()) for h in page.all("h2")]
    assert headings == [
        "Hvad skete der?",
        "Hvad lærte vi?",
        "Hvilke initiativer spirer?",
        "Kunne folk komme og gå, som det passede dem?",
        "Hvem mødtes på tværs?",
        "Hvordan var blandingen?",
        "Hvad prøver vi næste gang?",
        "Kvartalet i tal",
        "Sådan er tallene talt",
        "Kommentarer",
        "Hent filer",
    ]


def test_it_begins_with_the_way_back(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    page = sign_in(cast.kim).get(at)
    before, _ = page.response.text.split("<h1>")
    assert '<p class="back screen-only"><a href="/logbog">Alle logbøger</a></p>' in before


@pytest.mark.parametrize("prompt", ["", "/happened", "/mix"])
def test_it_is_missing_for_strangers(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, prompt: str
) -> None:
    sign_in(cast.bo).get(f"{at}{prompt}", status=404)
    sign_in(cast.ane).get(f"/logbog/{cast.cafe}/{QUARTER}{prompt}", status=404)
    sign_in(cast.lis).get(f"{at}{prompt}", status=404)


@pytest.mark.parametrize("quarter", ["2026-5", "2026-04", "2027-1", "2019-1", "x", "٢٠٢٦-٤"])
def test_it_is_missing_for_a_quarter_that_there_is_not(
    sign_in: Callable[[Any], Visitor], cast: Cast, quarter: str
) -> None:
    sign_in(cast.kim).get(f"/logbog/{cast.shop}/{quarter}", status=404)


def test_it_sends_those_who_are_not_signed_in_to_sign_in(
    visit: Visitor, cast: Cast, at: str
) -> None:
    assert visit.get(at).h1 == "Log ind"


def test_it_shows_the_numbers_month_by_month(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, counted: Callable[..., None]
) -> None:
    kim = sign_in(cast.kim)
    counted("2026-10-05", 20, knitting=12, cooks=6)
    counted("2026-10-06", 11)
    counted("2026-11-03", 30, knitting=10, cooks=7)
    page = kim.get(at)
    assert "Her er talt 61 besøg. Dage talt: 3." in page.text
    assert row(page, "Besøg") == ["31", "30", "", "61"]
    assert row(page, "Dage talt") == ["2", "1", "", "3"]
    assert row(page, "Bare her hele dagen") == ["19", "20", "", "39"]
    assert row(page, "Deltagelser", 1) == ["12", "10", "", "22"]
    assert row(page, "Gange holdt", 1) == ["1", "1", "", "2"]
    assert "Roller gøres op den 8. januar 2027." in page.text
    counted("2026-11-04", 5)
    assert row(kim.get(at), "Besøg") == ["31", "35", "", "66"]


def test_it_shows_roles_when_the_quarter_is_settled(
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    counted: Callable[..., None],
    clock: Clock,
) -> None:
    counted("2026-10-05", 20, knitting=12, cooks=6)
    counted("2026-11-03", 30, knitting=10, cooks=2)
    clock.at("2027-01-08", 4)
    page = sign_in(cast.kim).get(at)
    assert row(page, "Besøg") == ["20", "30", "ikke talt", "50"]
    assert row(page, "laver mad", 2) == ["–", "–", "", "8"]
    assert row(page, "er vært", 2) == ["–", "–", "", "under 5"]
    assert "Roller gøres op" not in page.text


def test_it_says_so_where_nobody_has_counted(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    page = sign_in(cast.kim).get(at)
    assert "Her er ikke talt endnu i dette kvartal." in page.text
    assert not page.all("table")


def test_it_prints_without_forms(sign_in: Callable[[Any], Visitor], cast: Cast, at: str) -> None:
    page = sign_in(cast.kim).get(at)
    (article,) = page.all("article")
    for tag in ("form", "button", "input", "textarea", "select"):
        assert not list(article.iter(tag))
