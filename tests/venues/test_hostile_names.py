"""A name that looks like HTML is text on every page that shows it."""

from __future__ import annotations

import pytest

from tests.support.cast import Cast
from tests.support.visit import Visitor, by_name

HOSTILE = """'"><b id=x><script>y{{7}}</script>"""
NAMED = [
    ("/steder/{0.shop}/ret", "name", "Gem"),
    ("/aktiviteter/{0.knitting}", "name", "Gem"),
    ("/roller/{0.cooks}", "verb", "Gem"),
]


@pytest.fixture
def kim(visit: Visitor, cast: Cast) -> Visitor:
    """A coordinator who has given a venue, an activity and a role such a name."""
    visit.sign_in(cast.kim)
    for number, (path, field, button) in enumerate(NAMED):
        path = path.format(cast)
        visit.press(visit.get(path), button, **by_name({field: f"{number}{HOSTILE}"}))
    return visit


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/c/{0.shop_code}", "0"),
        ("/c/{0.knitting_code}", "01"),
        ("/i-dag/{0.shop}", "01"),
        ("/steder/{0.shop}", "012"),
        ("/partnerskab/{0.partnership}", "2"),
        ("/steder", "0"),
    ],
)
def test_a_page_shows_it_as_it_was_typed(kim: Visitor, cast: Cast, path: str, shown: str) -> None:
    page = kim.get(path.format(cast))
    for number in shown:
        assert f"{number}{HOSTILE}" in page.text
    assert not [each for each in page.html.iter() if each.get("id") == "x"]
    assert not [each for each in page.all("script") if not each.get("src")]
