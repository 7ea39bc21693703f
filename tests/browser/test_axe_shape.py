"""Axe is asked once about pages that differ in their words alone (decision 0024)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.browser.axe import shape_of, violations

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="{lang}"><title>{h1}</title><main><h1>{h1}</h1>
<nav aria-label="{first}"><a href="{link}">{link}</a></nav><nav aria-label="{second}">b</nav>
<p {attributes}>{text}</p></main>"""
USUAL = {
    "lang": "da",
    "h1": "Velkommen",
    "first": "Menu",
    "second": "Fod",
    "link": "/kode",
    "attributes": "",
    "text": "Her er du.",
}


@pytest.fixture
def page(opens: Callable[..., object]) -> Page:
    page: Page = opens().new_page()  # type: ignore[attr-defined]
    return page


def shape(page: Page, **differs: str) -> str:
    page.set_content(PAGE.format(**(USUAL | differs)))
    return shape_of(page)


def test_it_is_the_same_in_other_words(page: Page) -> None:
    german = {"lang": "de", "h1": "Willkommen", "first": "Menü", "link": "/code", "text": "Hier."}
    assert shape(page, **german) == shape(page)


@pytest.mark.parametrize(
    "differs",
    [
        {"lang": "dk"},
        {"lang": ""},
        {"h1": ""},
        {"first": ""},
        {"link": ""},
        {"second": "Menu"},
        {"attributes": "class=quiet"},
        {"attributes": "dir=rtl"},
        {"attributes": "role=button"},
        {"attributes": "style='overflow: auto; height: 30px; line-height: 60px'"},
        {"attributes": "style='height: 9px'"},
        {"text": "<b>Her</b>"},
        {"text": ""},
    ],
    ids=str,
)
def test_it_differs_where_axe_may_find_something(page: Page, differs: dict[str, str]) -> None:
    assert shape(page, **differs) != shape(page)


def test_what_is_found_is_told_about_each_page_alike(page: Page) -> None:
    found = []
    for text in ("<img src=data:,>", "<img src=data:,1>"):
        page.set_content(PAGE.format(**(USUAL | {"text": text})))
        found.append(violations(page))
    assert found[0] == found[1]
    assert any("image-alt" in each for each in found[0])
