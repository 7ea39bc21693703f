"""Forms that change something, as two tabs send them."""

from __future__ import annotations

from typing import Any

from tests.support.visit import Element, Page

NO_SECOND = [""] * 14
"""The second opening of each day, from and to."""
SETTINGS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "/steder/<venue_id>/ret": ({"name": "Laugsgården"}, {"name": "Smedjen"}),
    "/steder/<venue_id>/aabningstider": (
        {"hours": ["09:00", "12:00"] * 7 + NO_SECOND},
        {"hours": ["11:00", "16:00"] * 7 + NO_SECOND},
    ),
    "/steder/<venue_id>/doer": ({"daily_cap": "250"}, {"daily_cap": "400"}),
    "/steder/<venue_id>/sprog": ({"languages": ["de"]}, {"languages": ["uk", "pl"]}),
    "/steder/<venue_id>/roller": ({"role": []}, {"role": ["2"]}),
    "/aktiviteter/<activity_id>": ({"name": "Cykler"}, {"name": "Radioer"}),
    "/roller/<role_id>": ({"verb": "bager"}, {"verb": "steger"}),
    "/organisationer/<organisation_id>": ({"name": "Naboerne"}, {"name": "Vennerne"}),
    "/partnerskab/<partnership_id>/ret": ({"name": "Dalen"}, {"name": "Bakken"}),
    "/partnerskab/<partnership_id>/personer/<person_id>": (
        {"name": "Ane B."},
        {"name": "Ane C."},
    ),
}
"""Every form that changes what is stored, with what each of two tabs writes."""
HAS_ITS_OWN = {
    "/logbog/p<partnership_id>/<when>/<prompt>",
    "/logbog/<venue_id>/<when>/<prompt>",  # tests/logbook/test_writing.py
    "/i-dag/<venue_id>/dage/<date>/papir",  # tests/days/test_paper_tally.py
}
ADDS = {
    "/steder/<venue_id>/aktiviteter/ny",
    "/steder/<venue_id>/aktiviteter/liste",
    "/steder/<venue_id>/kopi",
    "/steder/<venue_id>/lukkedage",
    "/partnerskab/<partnership_id>/steder/nyt",
    "/partnerskab/<partnership_id>/roller/ny",
    "/partnerskab/<partnership_id>/organisationer/ny",
    "/partnerskab/<partnership_id>/personer/ny",
    "/partnerskab/<partnership_id>/personer/inviter",
    "/partnerskab/<partnership_id>/tidligere",
    "/logbog/<venue_id>/<when>/kommentar",
    "/logbog/p<partnership_id>/<when>/kommentar",
    "/partnerskab/<partnership_id>/flere/lukkedage",
    "/i-dag/<venue_id>",
    "/i-dag/<venue_id>/gruppe",
    "/i-dag/<venue_id>/hoveder",
    "/i-dag/<venue_id>/ny",
    "/i-dag/<venue_id>/ord",
    "/i-dag/<venue_id>/tid",
    "/i-dag/<venue_id>/tavler/start",
    "/i-dag/<venue_id>/dage/<date>/ret",
}
"""What these write is added to what others have written, and replaces nothing."""


def form_at(page: Page, path: str) -> Element:
    found = [form for form in page.all("form") if form.get("action") == path]
    assert found, f"no form sends to {path}"
    return found[0]
