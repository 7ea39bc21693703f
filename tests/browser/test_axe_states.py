"""Axe finds nothing on pages only a post or bad luck shows: refusals, errors, empty venues.

Phone size, light and dark. Check-in in every language; staff pages in Danish and English.
`test_axe` has the pages themselves.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from _pytest.mark.structures import ParameterSet
from flask import Flask
from playwright.sync_api import BrowserContext
from playwright.sync_api import Response as Sync_apiResponse
from sqlalchemy import event, update
from werkzeug import Response

from app.db import Database
from app.domain.base.languages import NAMES, RIGHT_TO_LEFT, TO_BE_READ
from app.models import Membership, Partnership, Person, Venue
from app.web.platform.language import LANGUAGES
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import TOO_WIDE
from tests.support.browser.scripts import LEADS_NOWHERE
from tests.support.cast import Cast, password_hash
from tests.support.check_in_states import KEY, add_check_in_states, states
from tests.support.clock import Clock
from tests.support.visit import Visitor

pytestmark = pytest.mark.browser

HTML = "text/html; charset=utf-8"
MAIN = "main button.main"
NEWCOMER = "ny@example.dk"

# Submits a form, bypassing the page's scripts and browser validation: only the answer matters.
SEND = """([path, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""
FILL = """([fields, button]) => {
  const form = document.querySelector(button).form;
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  form.noValidate = true;
}"""

# What differs between answers on the same page: keys and targets.
VARIES = re.compile(r'[0-9a-f]{32}|(?:href|action)="[^"]*"')
# These pages do not know the venue's extra languages, and staff handle them.
OF_STAFF = ("a stopped tablet", "a link for", "a screen")
OPEN = "all => all.forEach(one => one.open = true)"


@pytest.fixture(params=LANGUAGES)
def look(
    request: pytest.FixtureRequest,
    opens: Opens,
    db: Database,
    cast: Cast,
    sign_in: Callable[[BrowserContext, str], None],
) -> Look:
    """Checks states with axe, in one language, and records what it finds."""
    with db.writing() as session:
        session.execute(update(Person).values(language=request.param))
    return Look(opens, sign_in, request.param)


class Look:
    def __init__(
        self, opens: Opens, sign_in: Callable[[BrowserContext, str], None], language: str
    ) -> None:
        self.opens, self.sign_in, self.language = opens, sign_in, language
        self.found: list[str] = []
        self.starts()

    def starts(self, email: str | None = None) -> None:
        """Another phone, signed out or signed in as somebody."""
        locale = {"da": "da-DK", "en": "en-GB"}[self.language]
        context = self.opens(locale=locale, service_workers="block")
        if email:
            self.sign_in(context, email)
        self.page = context.new_page()

    def at(self, path: str, status: int = 200) -> None:
        self._here(path, self.page.goto(path), status)

    def sends(self, path: str, status: int, /, **fields: str) -> None:
        """Post to an address from the open page."""
        with self.page.expect_navigation() as sent:
            self.page.evaluate(SEND, [path, fields])
        self._here(f"POST {path}", sent.value, status)

    def fills(self, path: str, status: int = 400, /, button: str = MAIN, **fields: Any) -> None:
        """Open a page, fill in its form as no browser would allow, and press its button."""
        self.page.goto(path)
        self.presses(path, status, button=button, **fields)

    def presses(self, where: str, status: int, /, button: str = MAIN, **fields: str) -> None:
        self.page.evaluate(FILL, [fields, button])
        with self.page.expect_navigation() as sent:
            self.page.locator(button).click()
        self._here(f"{where}, sent", sent.value, status)

    def _here(self, name: str, response: Sync_apiResponse | None, status: int) -> None:
        assert response is not None
        assert response.status == status, f"{name}: {response.status}"
        self.page.wait_for_load_state()
        assert self.page.locator("html").get_attribute("lang") == self.language, name
        self.found += [f"{name}, {what}" for what in violations(self.page)]
        if lost := self.page.evaluate(LEADS_NOWHERE):
            self.found.append(f"{name}: links that lead nowhere: {lost}")
        if (wide := self.page.evaluate(TOO_WIDE)) > 0:
            self.found.append(f"{name}: {wide} px too wide")


def test_it_finds_nothing_on_refused_forms(look: Look, cast: Cast) -> None:
    shop, venue = f"/steder/{cast.shop}", f"/partnerskab/{cast.partnership}"
    look.fills("/log-ind")
    look.fills("/log-ind", email=cast.kim, password="forkert")
    look.starts(cast.kim)
    look.fills(f"{venue}/steder/nyt")
    look.fills(f"{venue}/steder/nyt", name="Genbrugsbutikken")
    look.sends(f"{shop}/ret", 409, started_from="0" * 32, name="Laden", kind="shop")
    look.sends(f"{shop}/roller", 409, started_from="0" * 32, role=str(cast.cooks))
    look.sends(f"{venue}/steder/nyt", 400, name="", hours="10:00")
    look.fills(f"{shop}/aktiviteter/ny")
    look.sends(f"{shop}/aktiviteter/ny", 400, name="Tur", kind="single", is_cause="y")
    look.fills(f"{venue}/personer/inviter")
    look.fills(f"{shop}/doer", daily_cap="0")
    look.sends(f"{shop}/doer", 400, daily_cap="9", colour="pink", picture="x")
    look.fills("/konto", button="form[action='/konto'] button")
    look.sends("/konto", 400, old="forkert", new="kort")
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_on_what_a_coordinator_sets_up(look: Look, cast: Cast, app: Flask) -> None:
    look.starts(cast.kim)
    shop, kim = f"/steder/{cast.shop}", Visitor(app).sign_in(cast.kim)
    twice = ["10:00", "13:00", *[""] * 12, "15:00", "18:00", *[""] * 12]
    kim.post(f"{shop}/aabningstider", hours=twice)
    kim.post(f"{shop}/aabningstider", hours=twice[:14], valid_from="2026-12-01")
    look.at(shop)
    look.at(f"{shop}/aabningstider")
    look.sends(f"{shop}/aabningstider", 400, hours="10:00", valid_from="2026-01-01")
    look.fills(f"{shop}/aktiviteter/liste", 200, text="Kor; tirsdag kl. 17.30")
    look.fills(f"{shop}/aktiviteter/liste", text="Kor; tirsdag 17-19\nHvad; som helst")
    look.at(f"{shop}/kopi")
    look.sends(f"{shop}/kopi", 400, name="Genbrugsbutikken")
    page = kim.post(f"{shop}/kopi", name="Forsamlingshuset")
    hall = int(page.response.request.path.rsplit("/", 1)[1])
    several = f"/partnerskab/{cast.partnership}/flere"
    summer: dict[str, Any] = {"first": "2027-07-01", "last": "2027-07-31"}
    page = kim.post(f"{several}/lukkedage", venues=[cast.shop, hall], **summer)
    kim.press(page, "Ja, ændr 2 steder" if look.language == "da" else "Yes, change 2 places")
    for path in (several, *(f"{several}/{what}" for what in ("aabningstider", "roller"))):
        look.at(path)
    look.at(f"{several}/lukkedage")
    look.fills(f"{several}/lukkedage", 200, **summer)
    look.fills(f"{several}/aabningstider", 200)
    look.fills(f"{shop}/aktiviteter/ny", name="Kor", more="når vi har lyst")
    look.sends(f"{several}/lukkedage", 400, first="2026-01-01")
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_in_a_hosts_day(look: Look, cast: Cast, clock: Clock) -> None:
    at, main = f"/i-dag/{cast.shop}", "main form:not(.party) button.main"
    yesterday, key = f"{at}/dage/2026-11-22", "ab" * 16
    clock.at("2026-11-23")  # on this day the board asks how many are here
    look.starts(cast.ane)
    look.page.goto(at)
    look.presses("closed", 200, button="button[value=closed]")
    look.presses("closed for a reason", 200, button="button[value=closed-illness]")
    look.sends(f"{at}/dagen", 200, state="zero")
    look.fills(f"{at}/antal", 200, button=".party button.main", size="9")
    look.fills(f"{at}/antal", button=main, total="mange")
    look.fills(f"{at}/antal", 200, button=main, total="3")
    look.fills(f"{at}/ord", button=main)
    look.fills(f"{at}/ord", 200, button=main, text="En sårbar gæst ved navn Karen Hansen")
    look.sends(f"{at}/ord", 200, text="Vi bagte brød.")
    look.at(f"{at}/ord")
    look.fills(f"{at}/ny", button=main, name="Reparation")
    look.fills(f"{at}/ny", 200, button=main, name="Kor for ensomme")
    look.sends(f"{at}/tavler/start", 200, link="phone", dage="7")
    look.sends(f"{at}/aktiviteter/{cast.knitting}/slut", 200)
    look.at(f"{at}/aktiviteter/{cast.knitting}")
    look.at(yesterday)
    look.sends(f"{yesterday}/ret", 400, key=key, total="", why="")
    look.sends(f"{yesterday}/ret", 200, key=key, total="4", why="forgotten")
    look.sends(f"{yesterday}/ret", 200, key="b" * 32, total="1", why="twice")
    look.fills(f"{yesterday}/papir", button=main, visits="mange")
    look.fills(f"{yesterday}/papir", 200, button=main, visits="9")
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_where_the_logbook_refuses(
    look: Look, cast: Cast, app: Flask, clock: Clock
) -> None:
    clock.at("2026-12-31")
    at = f"/logbog/{cast.shop}/2026-4"
    ane, kim = Visitor(app).sign_in(cast.ane), Visitor(app).sign_in(cast.kim)
    look.starts(cast.kim)
    look.page.goto(f"{at}/learned")
    ane.post(f"{at}/learned", text="Kaffen først.", seen="0", do="save")
    look.presses("a text that met another", 409, text="Vi må have flere stole.")
    look.fills(f"{at}/learned", text="x" * 5_001)
    clock.at("2027-01-09")
    look.page.goto(f"{at}/learned")
    kim.post(f"{at}/aflever")
    look.presses("a text after handing in", 409, text="En ting til.")
    look.at(at)
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_on_a_page_that_is_missing_for_staff(look: Look, cast: Cast) -> None:
    look.starts(cast.ane)
    look.at(f"/steder/{cast.shop}", 404)
    assert not look.found, "\n".join(look.found)


@pytest.fixture
def impatient(db: Database) -> Iterator[None]:
    """Database connections do not wait for locks, so the test does not either."""

    def hurry(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout=1")

    db.close()
    event.listen(db.engine, "connect", hurry)
    yield
    event.remove(db.engine, "connect", hurry)
    db.close()


@contextlib.contextmanager
def holding(db: Database, lock: str) -> Iterator[None]:
    """Another connection locks the database: for writing (IMMEDIATE) or entirely (EXCLUSIVE)."""
    other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
    with contextlib.closing(other):
        other.execute(f"BEGIN {lock}")
        yield


def test_it_finds_nothing_where_the_database_cannot_take_it(
    look: Look, cast: Cast, db: Database, impatient: None
) -> None:
    target = f"/c/{cast.shop_code}"
    look.page.goto(target)
    with holding(db, "IMMEDIATE"):
        look.sends(target, 503, svar="her", key=KEY)
    with holding(db, "EXCLUSIVE"):
        look.at(target, 503)
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_where_a_hosts_form_comes_back(
    look: Look, cast: Cast, db: Database, impatient: None
) -> None:
    board = f"/i-dag/{cast.shop}"
    look.starts(cast.ane)
    look.page.goto(board)
    for lock, path, fields in (
        ("IMMEDIATE", f"{board}/ord", {"text": "Vi bagte brød.", "way": ""}),
        ("EXCLUSIVE", f"{board}/gruppe", {"size": "8", "key": KEY}),
    ):
        with holding(db, lock):
            look.sends(path, 503, **fields)
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_on_the_board_of_a_full_venue(
    look: Look, cast: Cast, db: Database, app: Flask
) -> None:
    target = f"/c/{cast.shop_code}"
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 1
    for key in (KEY, KEY[::-1]):
        Visitor(app).post(target, svar="her", key=key)
    look.starts(cast.ane)
    look.at(f"/i-dag/{cast.shop}")
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_in_empty_venues(
    look: Look, cast: Cast, db: Database, clock: Clock
) -> None:
    with db.writing() as session:
        today = clock().date()
        empty = Partnership(name="Øen", created_on=today)
        person = Person(
            email=NEWCOMER, name="Ny", password_hash=password_hash(), language=look.language
        )
        session.add_all([empty, person])
        session.flush()
        session.add(Membership(person_id=person.id, partnership_id=empty.id, duty="coordinator"))
        bare = Venue(
            partnership_id=cast.partnership, name="Laden", kind="faelleshus", created_on=today
        )
        session.add(bare)
        session.flush()
        bare_id, empty_id = bare.id, empty.id
    look.starts(NEWCOMER)
    for path in (
        *("/rapporter", "/logbog", "/i-dag", "/i-dag/vaelg", "/steder", "/personer"),
        f"/partnerskab/{empty_id}",
    ):
        look.at(path)
    look.starts(cast.lis)
    look.at("/logbog")
    look.starts(cast.kim)
    look.at(f"/i-dag/{bare_id}")
    look.at(f"/rapporter?sted={bare_id}")
    assert not look.found, "\n".join(look.found)


def alike(language: str) -> ParameterSet:
    """Languages whose pages differ in words alone: one worker asks axe about them once."""
    kind = "rtl" if language in RIGHT_TO_LEFT else "drafts" if language in TO_BE_READ else "ready"
    return pytest.param(language, marks=pytest.mark.xdist_group(f"axe states, {kind}"))


@pytest.mark.parametrize("language", [alike(language) for language in NAMES])
def test_it_finds_nothing_in_any_state_of_check_in(
    opens: Opens,
    app: Flask,
    db: Database,
    cast: Cast,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    """The server's answers, all opened on one page in one browser."""
    add_check_in_states(db, cast, clock().date())
    shown: dict[str, str] = {}
    seen: set[str] = set()
    page = opens().new_page()
    served = app.wsgi_app

    def shows(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Not by a route of the browser, which would then keep no style and no script."""
        if environ["PATH_INFO"] != "/state":
            return served(environ, start)
        return Response(shown["html"], content_type=HTML)(environ, start)

    monkeypatch.setattr(app, "wsgi_app", shows)
    found = []
    for name, state in states(app, cast, language):
        shown["html"] = state.response.get_data(as_text=True)
        same = VARIES.sub("", shown["html"])
        if same in seen:
            continue  # Several refusals share a page.
        seen.add(same)
        page.goto("/state")
        if not name.startswith(OF_STAFF):
            assert page.locator("html").get_attribute("lang") == language, name
        page.locator("details").evaluate_all(OPEN)
        found += [f"{name}, {what}" for what in violations(page)]
        if (wide := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{name}: {wide} px too wide")
    assert not found, "\n".join(found)
