"""The list of who did what: full, searched by keyboard, and empty, as the browser lays it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import insert

from app.db import Database
from app.models import AuditEntry
from app.web.people.audit_sentences import SENTENCES
from app.web.platform.search import PAGE
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import PHONE, Measures
from tests.support.cast import Cast

pytestmark = pytest.mark.browser

LONG = "Landsbyfællesskabets Genbrugsværksteds- og Strikkecaféaften"
CHANGES = {
    "opening_hours": {"hours": [[], [[1, 600, 840], [1, 900, 1080]]]},
    "venue": {"name": [LONG, f"{LONG} 2"], "roles": [[], [[LONG]]]},
    "member": {"duty": ["host", "reader"], "venues": [[[LONG]], []]},
}
NAMES = {"language": "uk", "device": "tablet"}


@pytest.fixture
def full(db: Database, cast: Cast) -> None:
    """A line of every sentence, about long names."""
    lines = [
        {
            "partnership_id": cast.partnership,
            "venue_id": cast.shop,
            "person_id": 2,
            "at": dt.datetime(2026, 11, 20, 9, 15, tzinfo=dt.UTC),
            "subject": subject.value,
            "deed": deed.value,
            "subject_id": 1,
            "subject_name": NAMES.get(subject.value, LONG),
            "changes": CHANGES.get(subject.value, {}) if deed.value == "changed" else {},
        }
        for subject, deed in SENTENCES
    ]
    with db.writing() as session:
        session.execute(insert(AuditEntry), lines)


def test_it_is_read_and_searched_by_everybody(
    opens: Opens, full: None, cast: Cast, sign_in: Callable[[BrowserContext, str], None]
) -> None:
    page = opens(viewport=PHONE, has_touch=True, device_scale_factor=1).new_page()
    sign_in(page.context, cast.kim)
    measures = Measures(page)
    found: list[str] = []
    here = f"/partnerskab/{cast.partnership}/hvem-gjorde-hvad"

    def look(name: str) -> None:
        found.extend(f"{name}, {what}" for what in violations(page))
        measures.targets(name, least=44, between=0)
        measures.room(name)
        measures.contrast(name, least=4.5)

    page.goto(here)
    expect(page.locator("ol > li")).to_have_count(min(len(SENTENCES), PAGE))
    expect(page.locator("ol > li").first).to_be_in_viewport()
    look("full")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    look("unfolded")
    page.locator("#soeg").focus()
    page.keyboard.type("strikkecaféaften 2")
    page.keyboard.press("Enter")
    expect(page.locator("ol > li")).to_have_count(1)
    look("found")
    page.locator("#soeg").fill("findes ikke")
    page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_be_visible()
    look("nothing found")
    assert not found, "\n".join(found)
    measures.no_complaints()
