"""Roles in the language of the page: the default ones in ten, a partnership's own where written."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.base.languages import NAMES, TO_BE_READ
from app.domain.venues.default_roles import ROLES
from tests.support.cast import Cast
from tests.support.translations import catalogue
from tests.support.visit import Visitor, text_of


@pytest.fixture
def target(visit: Visitor, cast: Cast) -> str:
    """Where somebody has checked in, and is offered roles."""
    path = f"/c/{cast.shop_code}"
    visit.press(visit.get(path), "Jeg er her")
    return path


@pytest.fixture
def cooks(cast: Cast) -> str:
    return f"/roller/{cast.cooks}"


def offered(visit: Visitor, target: str, language: str) -> dict[str, str | None]:
    """Each role's words, and the language that they are marked with where it isn't the page's."""
    buttons = visit.get(f"{target}?sprog={language}").all("button", name="take")
    return {text_of(button): button.findall(".//bdi")[0].get("lang") for button in buttons}


@pytest.mark.parametrize("language", TO_BE_READ)
def test_the_default_roles_are_in_every_language(
    visit: Visitor, target: str, language: str
) -> None:
    words = catalogue(language)
    wanted = {words[verb].string: None for verb in ("laver mad", "er vært")}
    assert offered(visit, target, language) == wanted


@pytest.mark.parametrize("language", TO_BE_READ)
def test_no_two_default_roles_are_called_the_same(language: str) -> None:
    said = [str(catalogue(language)[verb].string) for verb, _english in ROLES]
    assert len(set(said)) == len(said)
    assert max(map(len, said)) <= 40


def test_a_role_of_ones_own_is_in_the_languages_it_was_written_in(
    visit: Visitor, kim: Visitor, target: str, cooks: str
) -> None:
    written: dict[str, Any] = {
        "verb": "fletter kurve",
        "verb_en": "weaving",
        "verb_pl": " plecenie koszy ",
    }
    kim.press(kim.get(cooks), "Gem", **written)
    assert kim.get(cooks).field("verb_pl") == "plecenie koszy"
    said = {"da": "fletter kurve", "en": "weaving", "pl": "plecenie koszy"}
    for language in NAMES:
        spoken = None if language in said else "en"
        assert offered(visit, target, language)[said.get(language, "weaving")] == spoken
    kim.press(kim.get(cooks), "Gem", verb_en="", verb_pl="")
    for language in ("en", "pl"):
        assert offered(visit, target, language)["fletter kurve"] == "da"


def test_what_was_written_goes_before_the_catalogue(
    visit: Visitor, kim: Visitor, target: str, cooks: str
) -> None:
    form = kim.get(cooks)
    assert "Står der intet, viser siden: kochen" in form.text
    kim.press(form, "Gem", verb_de="am Herd stehen")
    assert {"am Herd stehen", "Gäste begrüßen"} == offered(visit, target, "de").keys()
    kim.press(kim.get(cooks), "Gem", verb_de="")
    assert "kochen" in offered(visit, target, "de")


def test_it_asks_for_the_languages_that_a_venue_offers(
    kim: Visitor, cast: Cast, cooks: str
) -> None:
    languages = f"/steder/{cast.shop}/sprog"
    kim.press(kim.get(languages), "Gem", languages=["en", "so", "pl"])
    kim.press(kim.get(cooks), "Gem", verb_so="karinta", verb_pl="gotuje")
    kim.press(kim.get(languages), "Gem", languages=["en", "pl"])
    form = kim.get(cooks)
    assert not form.all("input", name="verb_so")
    kim.press(form, "Gem", verb_pl="kucharzenie", verb_so="wax kale")
    kim.press(kim.get(languages), "Gem", languages=["en", "so", "pl"])
    form = kim.get(cooks)
    assert form.field("verb_so") == "karinta"  # What isn't asked for is left as it is.
    assert form.field("verb_pl") == "kucharzenie"


def test_a_new_role_can_be_written_in_other_languages_at_once(kim: Visitor, cast: Cast) -> None:
    new = kim.get(f"/partnerskab/{cast.partnership}/roller/ny")
    page = kim.press(new, "Opret rollen", verb="fletter kurve", verb_ar="حياكة السلال")
    role = next(a for a in page.all("a") if "fletter kurve" in (a.get("aria-label") or text_of(a)))
    assert kim.get(role.get("href", "")).field("verb_ar") == "حياكة السلال"


def test_it_keeps_what_was_typed_when_something_is_refused(kim: Visitor, cooks: str) -> None:
    typed: dict[str, Any] = {"verb_pl": "x" * 41, "verb_tr": "pişirmek"}
    page = kim.press(kim.get(cooks), "Gem", status=400, **typed)
    assert {name: page.field(name) for name in typed} == typed
    assert page.all("details", class_="more")[0].get("open") is not None
