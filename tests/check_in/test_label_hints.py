"""A word that sorts people, in a venue, activity or role name: a hint, never a refusal."""

from __future__ import annotations

import pytest

from tests.support.cast import Cast
from tests.support.visit import Visitor, by_name

HINT = "sætter folk i bås"


PAGES = [
    ("/steder/{0.shop}/ret", "name", "Gem"),
    ("/steder/{0.shop}/aktiviteter/ny", "name", "Opret aktiviteten"),
    ("/aktiviteter/{0.knitting}", "name", "Gem"),
    ("/partnerskab/{0.partnership}/roller/ny", "verb", "Opret rollen"),
    ("/roller/{0.cooks}", "verb", "Gem"),
]


@pytest.mark.parametrize(("path", "field", "button"), PAGES)
def test_it_asks_to_look_at_the_name_again_and_keeps_it_as_it_is(
    kim: Visitor, cast: Cast, path: str, field: str, button: str
) -> None:
    path = path.format(cast)
    page = kim.press(kim.get(path), button, **by_name({field: "for udsatte"}))
    assert "»udsatte« " + HINT in page.text
    assert page.field(field) == "for udsatte"
    assert (
        HINT not in kim.press(page, "Gem det, som det er", **by_name({field: "for udsatte"})).text
    )
    assert "for udsatte" in kim.get(f"/partnerskab/{cast.partnership}").text + (
        kim.get(f"/steder/{cast.shop}").text
    )


@pytest.mark.parametrize(("path", "field", "button"), PAGES)
def test_it_asks_about_a_name_that_points_to_one_person(
    kim: Visitor, cast: Cast, path: str, field: str, button: str
) -> None:
    page = kim.press(
        kim.get(path.format(cast)), button, **by_name({field: "Kaffe, hun fra nr. 14"})
    )
    assert "»fra nr. 14« kan pege på én bestemt" in page.text
    assert HINT not in page.text
    kim.press(page, "Gem det, som det er")


@pytest.mark.parametrize(("path", "field", "button"), PAGES)
def test_it_says_nothing_about_other_names(
    kim: Visitor, cast: Cast, path: str, field: str, button: str
) -> None:
    path = path.format(cast)
    page = kim.press(kim.get(path), button, **by_name({field: "Fælles suppe"}))
    assert HINT not in page.text
    assert "Gem det, som det er" not in page.text


def test_it_takes_another_name_after_the_hint(kim: Visitor, cast: Cast) -> None:
    path = f"/aktiviteter/{cast.knitting}"
    page = kim.press(kim.get(path), "Gem", name="Strik for flygtninge")
    kim.press(page, "Gem", name="Strik for alle")
    assert "Strik for alle" in kim.get(f"/steder/{cast.shop}").text


def test_it_asks_about_the_name_of_a_new_venue(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    page = kim.press(page, "Opret stedet", name="Huset for hjemløse")
    assert HINT in page.text
    assert "Huset for hjemløse" not in kim.get("/steder").text
    kim.press(page, "Gem det, som det er")
    assert "Huset for hjemløse" in kim.get("/steder").text


def test_it_asks_about_the_names_of_a_pasted_list(kim: Visitor, cast: Cast) -> None:
    path = f"/steder/{cast.shop}/aktiviteter/liste"
    listed = "Suppe; fredag 12-14\nKaffe for udsatte"
    page = kim.press(kim.get(path), "Opret aktiviteterne", text=listed)
    assert "»udsatte« " + HINT in page.text
    assert "Suppe; fredag 12-14" in page.text
    assert "Suppe" not in kim.get(f"/steder/{cast.shop}").text
    kim.press(page, "Gem det, som det er")
    assert "Kaffe for udsatte" in kim.get(f"/steder/{cast.shop}").text


def test_it_asks_a_host_about_what_is_new_today(visit: Visitor, cast: Cast) -> None:
    ane = visit.sign_in(cast.ane)
    page = ane.press(ane.get(f"/i-dag/{cast.shop}/ny"), "Åbn nu", name="Kaffe for udsatte")
    assert "»udsatte« " + HINT in page.text
    assert page.field("name") == "Kaffe for udsatte"
    ane.press(page, "Gem det, som det er")
    assert "Kaffe for udsatte" in ane.get(f"/i-dag/{cast.shop}").text
