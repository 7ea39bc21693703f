"""Check-in pages in every language in a real browser: nothing clipped, axe finds nothing."""

from __future__ import annotations

import pytest

from app.domain.base.languages import NAMES, RIGHT_TO_LEFT, TO_BE_READ
from tests.support.browser.axe import violations
from tests.support.browser.boxes import box_of
from tests.support.check_in_states import CLOSED, REPLACED, UNKNOWN, add_check_in_states

pytestmark = pytest.mark.browser

PATHS = (
    *("/", "/kode?kode=QQQQ", "/privatliv", "/was", "/findes-ikke"),
    *(f"/c/{code}" for code in (CLOSED, REPLACED, UNKNOWN)),
)
CLIPPED = """
() => [...document.querySelectorAll("h1, p, a, button, summary, li, label")]
  .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML)
"""


@pytest.fixture
def pages(opens, cast, db, clock):
    """Goes through the pages in a language with everything expanded."""
    add_check_in_states(db, cast, clock().date())

    def pages(language, **look):
        page = opens(service_workers="block", **look).new_page()

        def unfolded(name):
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            return name, page

        target = f"/c/{cast.knitting_code}"
        for path in (*PATHS, target):
            page.goto(f"{path}{'&' if '?' in path else '?'}sprog={language}")
            yield unfolded(path)
        page.locator("button[value=her]").click()
        page.wait_for_url("**/besoeg?**")
        yield unfolded("my visit")
        page.goto(f"{target}/gemt?sprog={language}")
        yield unfolded("what is stored")

    return pages


@pytest.mark.parametrize("language", NAMES)
def test_it_clips_nothing_on_the_narrowest_phone_and_axe_finds_nothing(pages, language):
    found = []
    for name, page in pages(language, viewport={"width": 320, "height": 568}):
        assert page.locator("html").get_attribute("lang") == language, name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert not page.evaluate(CLIPPED), name
        if language in TO_BE_READ:  # The others are in test_axe.
            found += [f"{name}, {what}" for what in violations(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["da", "ar", "fa"])
def test_it_begins_at_the_side_where_one_begins_to_read(opens, cast, language):
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"/c/{cast.shop_code}?sprog={language}")
    button = page.locator("button[value=her]")
    icon, words = box_of(button.locator("svg")), box_of(button.locator("span"))
    assert (icon["x"] > words["x"]) == (language in RIGHT_TO_LEFT)


def test_a_menu_without_scripts_leads_to_each_language(opens, cast):
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"/c/{cast.shop_code}")
    for code in TO_BE_READ:
        page.locator(".languages summary").click()
        page.get_by_role("link", name=NAMES[code], exact=True).click()
        assert page.locator("html").get_attribute("lang") == code


@pytest.mark.parametrize("language", ["da", "ar", "fa"])
def test_it_breaks_no_range_of_times(opens, cast, db, clock, language):
    add_check_in_states(db, cast, clock().date())
    page = opens(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"/c/{CLOSED}?sprog={language}")
    height, line = page.locator(".hours").evaluate(
        "one => [one.offsetHeight, parseFloat(getComputedStyle(one).lineHeight)]"
    )
    assert height < 1.5 * line
