"""A host's form that a full or busy disk could not save comes back, and can be sent again."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import Database
from app.models import Activity, DayNote, HeadCheck
from app.services.board.todays_board import Board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.faults.storage import no_room
from tests.support.host_forms import FORMS, KEY, address, carried
from tests.support.plain_words import lix, running_text
from tests.support.routes import ARGUMENT, all_routes
from tests.support.visit import Visitor, by_name, text_of

CPR = "241270-1234"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Only root can fill a disk that PostgreSQL writes to; the pages are the same."""
    return sqlite_url


OTHERWISE = {
    "/i-dag/<venue_id>/tid",  # Sent by a script, which shows no page.
    "/i-dag/<venue_id>/ord/<note_id>/fjern",
    "/i-dag/<venue_id>/dage/<date>/ret/<correction_id>/fortryd",
    "/i-dag/<venue_id>/tavler/<device_id>/stop",
}


def plain(rule: str) -> str:
    return ARGUMENT.sub(r"<\1>", rule)


def test_it_knows_every_form_of_the_host() -> None:
    posts = {plain(r.rule) for r in all_routes() if r.method == "POST" and "/i-dag" in r.rule}
    assert posts == set(FORMS) | OTHERWISE


@pytest.mark.parametrize("rule", FORMS)
def test_a_full_disk_gives_back_what_was_typed(ane: Visitor, cast: Cast, rule: str) -> None:
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
def test_what_takes_something_away_can_be_sent_again_too(
    ane: Visitor, cast: Cast, rule: str
) -> None:
    ane.post(f"/i-dag/{cast.shop}/ord", text="Vi bagte brød.")
    ane.post(address("/i-dag/<venue_id>/tavler/start", cast), link="phone", dage="7")
    forms = "/i-dag/<venue_id>/dage/<date>/ret"
    ane.post(address(forms, cast), **FORMS[forms])
    with no_room():
        page = ane.post(address(rule, cast), status=507, key="a" * 32)
    ane.press(page, "Send igen")


def test_pressing_again_counts_once(
    ane: Visitor, cast: Cast, board: Callable[[], Board], db: Database
) -> None:
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


def test_the_house_phone_gets_it_back_too(
    app: Flask, ane: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    page = ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Opret et link til en anden telefon")
    link = next(part for part in page.text.split() if "/tavle/start/" in part)
    phone = Visitor(app)
    phone.press(phone.get(link.partition("localhost")[2]), "Start her")
    phone.post(f"/i-dag/{cast.shop}", do="plus", key="f" * 32)
    with no_room():
        page = phone.post(f"/i-dag/{cast.shop}/gruppe", status=507, size="8", key=KEY)
    phone.press(page, "Send igen")
    assert board().total == 9


def test_it_gives_no_number_of_a_person_back_and_logs_nothing(
    ane: Visitor, cast: Cast, caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
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


def test_a_message_that_finds_no_room_makes_no_error_of_what_was_done(
    ane: Visitor, cast: Cast
) -> None:
    ane.get(f"/i-dag/{cast.shop}")
    with no_room():
        page = ane.post(f"/i-dag/{cast.shop}/hoveder", follow=False, status=303, said="mange")
    assert page.response.headers["Location"] == f"/i-dag/{cast.shop}"


def test_it_reads_easily(ane: Visitor, cast: Cast) -> None:
    for path in (f"/i-dag/{cast.shop}", f"/i-dag/{cast.shop}/ord"):
        with no_room():
            page = ane.post(path, status=507, do="plus", key=KEY, text="Vi bagte brød.")
        (main,) = page.all("main")
        assert lix(running_text(main)) <= 30
