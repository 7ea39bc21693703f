"""A full or busy disk gives back what was typed, on every form of the desk.

The host's forms are in board/test_sent_again, an ended sign-in in people/test_kept_form, a second
tab in test_two_tabs, and Back after a post in browser/test_back_after_a_post.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from app.db import Database
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.faults.storage import busy, no_room
from tests.support.forms import ADDS, HAS_ITS_OWN, SETTINGS, form_at
from tests.support.routes import ARGUMENT, make_world
from tests.support.visit import Page, Visitor, filled

SHOP = "/steder/<venue_id>"
PARTNERSHIP = "/partnerskab/<partnership_id>"
LOGBOOK = "/logbog/<venue_id>/<when>"
OF_ALL = "/logbog/p<partnership_id>/<when>"
NEW = {
    f"{SHOP}/aktiviteter/ny": {"name": "Cykelværksted"},
    f"{SHOP}/aktiviteter/liste": {"text": "Cykelværksted; tirsdag 10-12\nKor"},
    f"{SHOP}/kopi": {"name": "Cykelværkstedet i nord"},
    f"{SHOP}/lukkedage": {"first": "2026-12-24", "last": "2026-12-26"},
    f"{PARTNERSHIP}/steder/nyt": {"name": "Cykelværkstedet"},
    f"{PARTNERSHIP}/roller/ny": {"verb": "reparerer cykler"},
    f"{PARTNERSHIP}/organisationer/ny": {"name": "Cyklisterne: post@example.dk"},
    f"{PARTNERSHIP}/personer/inviter": {"duty": "reader"},
    f"{LOGBOOK}/<prompt>": {"text": "Naboerne bagte.\nBagefter spiste vi på trappen."},
    f"{OF_ALL}/<prompt>": {"text": "Husene lånte hinandens borde."},
}
WITHOUT_TEXT = {
    f"{PARTNERSHIP}/personer/ny",  # Leads to the invitation.
    f"{PARTNERSHIP}/flere/lukkedage",  # Dates, and the page before still has them.
    f"{PARTNERSHIP}/tidligere",  # A file, which its owner still has.
    f"{OF_ALL}/kommentar",  # As the next.
    f"{LOGBOOK}/kommentar",  # Below: the draft has to be shared first.
}
FORMS: dict[str, dict[str, Any]] = NEW | {
    rule: second for rule, (_first, second) in SETTINGS.items()
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Only root can fill a disk that PostgreSQL writes to; the pages are the same."""
    return sqlite_url


@pytest.fixture
def at(db: Database, cast: Cast) -> Callable[[Any], str]:
    examples = make_world(db, cast).examples
    return lambda rule: ARGUMENT.sub(lambda found: str(examples[found[1]].ours), rule)


def carried(page: Page) -> tuple[str | None, dict[str, list[str]]]:
    """What the page would send, and where to."""
    _name, _value, form = page.button("Send igen")
    return form.get("action"), filled(form)


def opened(kim: Visitor, path: str) -> dict[str, list[str]]:
    """The page that has the form, as it is sent unchanged."""
    return filled(form_at(kim.get(path.removesuffix("/roller")), path))


def test_it_knows_every_form_with_something_typed() -> None:
    desk = {rule for rule in ADDS | HAS_ITS_OWN | set(SETTINGS) if not rule.startswith("/i-dag")}
    assert desk == set(FORMS) | WITHOUT_TEXT


@pytest.mark.parametrize("rule", FORMS)
def test_a_full_disk_gives_back_what_was_typed(
    kim: Visitor, at: Callable[[Any], str], rule: str
) -> None:
    path = at(rule)
    fields: dict[str, Any] = opened(kim, path) | FORMS[rule]
    with no_room():
        page = kim.post(path, status=507, **fields)
        page = kim.press(page, "Send igen", status=507)
    kept = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    assert carried(page) == (path, {name: value for name, value in kept.items() if value})
    assert page.h1 == "Det gik ikke"
    kim.press(page, "Send igen")


def test_a_busy_database_does_too(kim: Visitor, db: Database, at: Callable[[Any], str]) -> None:
    path = at(f"{SHOP}/aktiviteter/ny")
    with busy(db):
        page = kim.post(path, status=503, name="Cykelværksted", kind="fixed")
    assert carried(page) == (path, {"name": ["Cykelværksted"], "kind": ["fixed"]})
    assert "Cykelværksted" in kim.press(page, "Send igen").text


def test_a_comment_comes_back_too(kim: Visitor, cast: Cast, clock: Clock) -> None:
    here = f"/logbog/{cast.shop}/2026-4"
    kim.post(f"{here}/del", shared="yes")
    with no_room():
        page = kim.post(f"{here}/kommentar", status=507, text="Hvem bagte?")
    assert "Hvem bagte?" in kim.press(page, "Send igen").text


def test_a_password_is_never_on_that_page(kim: Visitor, clock: Clock) -> None:
    clock.at(clock().date() + dt.timedelta(days=1), 9)
    with no_room():
        answer = kim.client.post(
            "/konto", data={"old": "tre tilfældige ord", "new": "helt nyt ord"}
        )
    assert "helt nyt ord" not in answer.text
