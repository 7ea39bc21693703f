"""Pictograms: suggested by name, chosen by a coordinator, shown on the check-in page."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask

from tests.support.cast import Cast
from tests.support.visit import Element, Page, Visitor


def drawn(page: Page) -> dict[str, Any]:
    """The pictogram beside each choice on the thank-you page, by its text."""
    html = page.response.get_data(as_text=True)
    rows = re.findall(r"<button name=\"(?:take|join)\".*?</button>", html, re.S)
    return {
        re.sub(r"<.*?>", "", row, flags=re.S).strip(): re.findall(r"<svg.*?</svg>", row, re.S)[0]
        for row in rows
    }


def ticked(page: Page) -> list[Element]:
    return [each for each in page.all("input", name="sign") if "checked" in each.attrib]


def thanks(app: Flask, cast: Cast) -> dict[str, Any]:
    return drawn(Visitor(app).post(f"/c/{cast.shop_code}", svar="her", key="ab" * 16))


def test_each_choice_has_the_sign_of_its_name(app: Flask, cast: Cast) -> None:
    signs = thanks(app, cast)
    assert len(signs) > 1
    assert len(set(signs.values())) == len(signs)


def test_a_chosen_sign_is_shown_at_check_in_until_the_name_decides_again(
    app: Flask, visit: Visitor, cast: Cast
) -> None:
    kim = visit.sign_in(cast.kim)
    before = thanks(app, cast)
    for path in (f"/aktiviteter/{cast.knitting}", f"/roller/{cast.cooks}"):
        kim.press(kim.get(path), "Gem", sign="star")
        assert [each.get("value") for each in ticked(kim.get(path))] == ["star"]
    chosen = thanks(app, cast)
    changed = {name for name in before if before[name] != chosen[name]}
    assert len(changed) == 2
    for path in (f"/aktiviteter/{cast.knitting}", f"/roller/{cast.cooks}"):
        kim.press(kim.get(path), "Gem", sign="")
    assert thanks(app, cast) == before


def test_it_refuses_a_sign_that_is_not_drawn(visit: Visitor, cast: Cast) -> None:
    kim = visit.sign_in(cast.kim)
    path = f"/aktiviteter/{cast.knitting}"
    page = kim.press(kim.get(path), "Gem", status=400, sign="unicorn")
    assert "Vælg eller skriv det igen" in page.text
