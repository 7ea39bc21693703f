"""Monthly logbooks, if a partnership wants them; those already begun stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logbook_pages import row, write
from tests.support.visit import Visitor

OCTOBER = "2026-10"


@pytest.fixture
def choose(sign_in: Callable[[Any], Visitor], cast: Cast) -> Callable[[str], Visitor]:
    """Choose the period of the partnership's logbooks."""

    def chosen(per: str) -> Visitor:
        kim = sign_in(cast.kim)
        page = kim.get(f"/partnerskab/{cast.partnership}/ret")
        kim.press(page, "Gem", logbook_per=per)
        return kim

    return chosen


@pytest.fixture
def october(cast: Cast) -> str:
    return f"/logbog/{cast.shop}/{OCTOBER}"


def test_it_has_no_month_where_nobody_wants_one(
    sign_in: Callable[[Any], Visitor], cast: Cast, october: str
) -> None:
    sign_in(cast.kim).get(october, status=404)
    assert "en logbog for hvert kvartal" in (
        sign_in(cast.kim).get(f"/partnerskab/{cast.partnership}").text
    )


def test_it_has_the_whole_life_of_a_logbook(
    choose: Callable[[str], Visitor],
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    october: str,
    counted: Callable[..., None],
    clock: Clock,
) -> None:
    counted("2026-10-05", 20, knitting=12, cooks=6)
    counted("2026-11-03", 30, knitting=10)
    kim = choose("month")
    assert "en logbog for hver måned" in kim.get(f"/partnerskab/{cast.partnership}").text
    assert "november 2026" in kim.get("/logbog").text
    page = write(kim, october, "happened", "Vi åbnede.")
    assert "Logbog for oktober 2026" in page.text
    assert "Måneden i tal" in page.text
    assert row(page, "Besøg") == ["20"]
    longer = "Roller gøres op for hele kvartalet den 8. januar 2027. Se 4. kvartal 2026."
    assert longer in page.text
    assert longer in " ".join(kim.get(f"{october}.txt").response.text.split())
    kim.press(page, "Del til kommentarer")
    page = kim.press(kim.get(f"{october}/aflever"), "Ja, aflevér den nu")
    assert "Version 1, afleveret 22. november 2026 af Kim." in page.text

    counted("2026-10-06", 30, knitting=30)
    lis = sign_in(cast.lis)
    assert row(lis.get(october), "Besøg") == ["20"]
    kim.press(kim.get(f"{october}/ret"), "Ja, ret den")
    kim.press(kim.get(f"{october}/aflever"), "Ja, aflevér den nu", why="En glemt dag.")
    page = lis.get(october)
    assert "Rettet: En glemt dag." in page.text
    assert "Besøg: før 20, nu 50" in page.text
    text = lis.get(f"{october}.txt").response
    assert "logbog-genbrugsbutikken-2026-10.txt" in text.headers["Content-Disposition"]
    assert "Logbog for oktober 2026" in text.text
    assert "Måneden i tal" in text.text
    visits = [line.split() for line in text.text.splitlines() if line.startswith("Besøg  ")]
    assert visits == [["Besøg", "50"]]
    for ending in (".pdf", ".docx", "/moedeark.pdf"):
        lis.get(october + ending)


def test_it_cannot_be_handed_in_while_a_day_can_be_corrected(
    choose: Callable[[str], Visitor], cast: Cast, clock: Clock
) -> None:
    november = f"/logbog/{cast.shop}/2026-11"
    kim = choose("month")
    clock.at("2026-12-07")
    assert "Logbogen kan afleveres fra 8. december 2026." in kim.get(november).text
    page = kim.post(f"{november}/aflever")
    assert "Logbogen er ikke afleveret endnu." in page.text


def test_what_is_begun_stays_and_says_that_it_doubles(
    choose: Callable[[str], Visitor],
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    october: str,
    counted: Callable[..., None],
) -> None:
    counted("2026-10-05", 20)
    ane = sign_in(cast.ane)
    same = "Et kvartal og dets måneder har de samme besøg. Læg dem ikke sammen."
    write(ane, at, "happened", "Vi begyndte på kvartalet.")
    assert "Læg dem ikke sammen." not in ane.get(at).text
    kim = choose("month")
    assert "Vi begyndte på kvartalet." in kim.get(at).text
    assert same in kim.get("/logbog").text
    page = kim.get(october)
    assert "De samme besøg står også i logbogen for 4. kvartal 2026. Læg dem ikke sammen." in (
        page.text
    )
    assert "4. kvartal 2026. Læg dem ikke sammen." in kim.get(f"{october}.txt").response.text
    page = write(kim, october, "happened", "Vi skriver for måneden.")
    kim.press(kim.get(f"{october}/aflever"), "Ja, aflevér den nu")
    # A reader sees one of the two: no duplicate, and no mention of the draft.
    lis = sign_in(cast.lis)
    assert "Læg dem ikke sammen" not in lis.get(october).text
    assert "Læg dem ikke sammen" not in lis.get("/logbog").text

    choose("quarter")
    assert "Vi skriver for måneden." in lis.get(october).text
    assert "oktober 2026" in kim.get(at).text
    kim.get(f"/logbog/{cast.shop}/2026-11", status=404)


def test_it_writes_on_the_one_that_the_address_names(
    choose: Callable[[str], Visitor], counted: Callable[..., None], at: str, october: str
) -> None:
    counted("2026-10-05", 20)
    kim = choose("month")
    write(kim, october, "learned", "Om oktober.")
    kim.get(at, status=404)
    choose("quarter")
    write(kim, at, "learned", "Om kvartalet.")
    assert "Om oktober." not in kim.get(at).text
    assert "Om kvartalet." not in kim.get(october).text
