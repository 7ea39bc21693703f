"""A host's form that a full or busy disk could not save comes back, and can be sent again."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

import pytest
from sqlalchemy import func, select

from app.models import Activity, DayNote, HeadCheck
from app.services.board import todays_board
from tests.rules.routes import ARGUMENT, all_routes
from tests.rules.test_words import lix, running_text
from tests.support.faults import no_room
from tests.support.viewers import viewer
from tests.support.visit import Visitor, by_name, text_of

KEY = "0123456789abcdef" * 2
YESTERDAY = "2026-11-21"
CPR = "241270-1234"
GROUP = "/i-dag/<venue_id>/gruppe"


@pytest.fixture
def database_url(sqlite_url):
    """Only root can fill a disk that PostgreSQL writes to; the pages are the same."""
    return sqlite_url


@pytest.fixture
def ane(app, cast):
    return Visitor(app).sign_in(cast.ane)


@pytest.fixture
def board(db, cast, clock):
    return lambda: todays_board.board(db, viewer(db, 1), cast.shop, now=clock())


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
OTHERWISE = {
    "/i-dag/<venue_id>/tid",  # Sent by a script, which shows no page.
    "/i-dag/<venue_id>/ord/<note_id>/fjern",
    "/i-dag/<venue_id>/dage/<date>/ret/<correction_id>/fortryd",
    "/i-dag/<venue_id>/tavler/<device_id>/stop",
}


def plain(rule):
    return ARGUMENT.sub(r"<\1>", rule)


def address(rule, cast):
    values = {
        "venue_id": cast.shop,
        "activity_id": cast.repair,
        "date": YESTERDAY,
        **dict.fromkeys(("note_id", "correction_id", "device_id"), 1),
    }
    return ARGUMENT.sub(lambda found: str(values[found[1]]), rule)


def wait(page):
    assert page.h1 == "Vent et øjeblik"
    assert page.response.headers["Retry-After"]


def carried(page):
    """What the page would send, and where to."""
    _name, _value, form = page.button("Send igen")
    return form.get("action"), {
        field.get("name"): field.get("value") for field in form.iter("input")
    }


def test_it_knows_every_form_of_the_host():
    posts = {plain(r.rule) for r in all_routes() if r.method == "POST" and "/i-dag" in r.rule}
    assert posts == set(FORMS) | OTHERWISE


@pytest.mark.parametrize("rule", FORMS)
def test_a_full_disk_gives_back_what_was_typed(ane, cast, rule):
    path = address(rule, cast)
    ane.post(f"/i-dag/{cast.shop}", do="plus", key="f" * 32)  # The day is open.
    with no_room():
        page = ane.post(path, status=507, **FORMS[rule])
        assert carried(page) == (path, FORMS[rule])
        page = ane.press(page, "Send igen", status=507)
    assert carried(page) == (path, FORMS[rule])
    assert page.h1 == "Det gik ikke"
    assert "Du har ikke gjort noget forkert." in page.text
    ane.press(page, "Send igen")


@pytest.mark.parametrize("rule", sorted(OTHERWISE - {"/i-dag/<venue_id>/tid"}))
def test_what_takes_something_away_can_be_sent_again_too(ane, cast, rule):
    ane.post(f"/i-dag/{cast.shop}/ord", text="Vi bagte brød.")
    ane.post(address("/i-dag/<venue_id>/tavler/start", cast), link="phone", dage="7")
    forms = "/i-dag/<venue_id>/dage/<date>/ret"
    ane.post(address(forms, cast), **FORMS[forms])
    with no_room():
        page = ane.post(address(rule, cast), status=507, key="a" * 32)
    ane.press(page, "Send igen")


def test_pressing_again_counts_once(ane, cast, board, db):
    ane.post(f"/i-dag/{cast.shop}", do="plus", key="f" * 32)
    for rule in ("/i-dag/<venue_id>/gruppe", "/i-dag/<venue_id>/ord", "/i-dag/<venue_id>/hoveder"):
        with no_room():
            page = ane.post(address(rule, cast), status=507, **FORMS[rule])
        for _ in range(3):
            ane.press(page, "Send igen")
    ane.post(f"/i-dag/{cast.shop}/ny", name="Cykelværksted")
    assert board().total == 9
    with db.reading() as session:
        assert session.scalars(select(DayNote.text)).all() == ["Vi bagte brød & hørte »musik«."]
        assert session.scalars(select(HeadCheck.said)).all() == [15]
        named = select(func.count()).where(Activity.name == "Cykelværksted")
        assert session.scalar(named) == 1


def test_the_house_phone_gets_it_back_too(app, ane, cast, board):
    page = ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Opret et link til en anden telefon")
    link = next(part for part in page.text.split() if "/tavle/start/" in part)
    phone = Visitor(app)
    phone.press(phone.get(link.partition("localhost")[2]), "Start her")
    phone.post(f"/i-dag/{cast.shop}", do="plus", key="f" * 32)
    with no_room():
        page = phone.post(f"/i-dag/{cast.shop}/gruppe", status=507, size="8", key=KEY)
    phone.press(page, "Send igen")
    assert board().total == 9


def test_it_gives_no_number_of_a_person_back_and_logs_nothing(ane, cast, caplog, clock):
    caplog.set_level(logging.DEBUG)
    ane.post(f"/i-dag/{cast.shop}", do="plus", key="f" * 32)
    # A day is waiting to be closed, so the disk is full before the input is read.
    clock.at(clock().date() + dt.timedelta(days=1), 9)
    path = f"/i-dag/{cast.shop}/ord"
    with no_room():
        page = ane.post(path, status=507, text=f"Hun, {CPR}, bagte.")
        other = ane.post(
            path, status=507, text="Skriv til ane.b@example.dk", way=CPR, **by_name({CPR: "x"})
        )
    assert CPR not in page.response.text
    assert "Hun, [fjernet], bagte." in page.text
    assert "Noget er taget ud" in page.text
    assert CPR not in other.response.text
    assert "ane.b@" not in other.response.text
    assert "bagte" not in caplog.text
    assert CPR not in caplog.text
    assert [text_of(quote) for quote in page.all("blockquote")] == ["Hun, [fjernet], bagte."]


def test_a_message_that_finds_no_room_makes_no_error_of_what_was_done(ane, cast):
    ane.get(f"/i-dag/{cast.shop}")
    with no_room():
        page = ane.post(f"/i-dag/{cast.shop}/hoveder", follow=False, status=303, said="mange")
    assert page.response.headers["Location"] == f"/i-dag/{cast.shop}"


def test_it_reads_easily(ane, cast):
    for path in (f"/i-dag/{cast.shop}", f"/i-dag/{cast.shop}/ord"):
        with no_room():
            page = ane.post(path, status=507, do="plus", key=KEY, text="Vi bagte brød.")
        (main,) = page.all("main")
        assert lix(running_text(main)) <= 30
