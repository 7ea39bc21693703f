"""Every form on the host's pages, and how it comes back when it could not be saved."""

from __future__ import annotations

from typing import Any

from tests.support.cast import Cast
from tests.support.routes import ARGUMENT
from tests.support.visit import Page

KEY = "0123456789abcdef" * 2
YESTERDAY = "2026-11-21"
GROUP = "/i-dag/<venue_id>/gruppe"
FORMS: dict[str, dict[str, Any]] = {
    "/i-dag/vaelg": {"venue": "1"},
    "/i-dag/<venue_id>": {"do": "plus", "key": KEY, "role": "1"},
    "/i-dag/<venue_id>/venter": {"do": "count", "batch": "2", "why": "day"},
    "/i-dag/<venue_id>/antal": {"total": "23", "key": KEY},
    "/i-dag/<venue_id>/gruppe": {"size": "8", "key": KEY, "activity": "2"},
    "/i-dag/<venue_id>/fortryd": {"key": KEY},
    "/i-dag/<venue_id>/hoveder": {"said": "15", "do": "save"},
    "/i-dag/<venue_id>/dagen": {"state": "closed-illness"},
    "/i-dag/<venue_id>/ord": {"text": "Vi bagte brød & hørte »musik«.", "way": "inviting"},
    "/i-dag/<venue_id>/ny": {"name": "Cykelværksted"},
    "/i-dag/<venue_id>/aktiviteter/<activity_id>/start": {},
    "/i-dag/<venue_id>/aktiviteter/<activity_id>/slut": {},
    "/i-dag/<venue_id>/tavler/start": {"link": "phone", "dage": "7"},
    "/i-dag/<venue_id>/tavler/kode": {"skifter": "ja"},
    "/i-dag/<venue_id>/dage/<date>/dagen": {"state": "closed"},
    "/i-dag/<venue_id>/dage/<date>/ret": {
        "total": "4",
        "what": "activity-2",
        "why": "forgotten",
        "key": KEY,
    },
    "/i-dag/<venue_id>/dage/<date>/papir": {
        "visits": "19",
        "just_here": "3",
        "activity-2": "7",
        "role-1": "",
        "key": KEY,
        "shown": "19",
        "seen": "0",
        "together": "others",
    },
}
"""Every form on the host's pages, as sent. What is undone or stopped is created first, below."""


def address(rule: str, cast: Cast) -> str:
    values = {
        "venue_id": cast.shop,
        "activity_id": cast.repair,
        "date": YESTERDAY,
        **dict.fromkeys(("note_id", "correction_id", "device_id"), 1),
    }
    return ARGUMENT.sub(lambda found: str(values[found[1]]), rule)


def wait(page: Page) -> None:
    assert page.h1 == "Vent et øjeblik"
    assert page.response.headers["Retry-After"]


def carried(page: Page) -> tuple[str | None, dict[str | None, str | None]]:
    """What the page would send, and where to."""
    _name, _value, form = page.button("Send igen")
    return form.get("action"), {
        field.get("name"): field.get("value") for field in form.iter("input")
    }
