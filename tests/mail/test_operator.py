"""The operator is told once a day what is wrong, and when it no longer is."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.db import Database
from app.models import Day
from app.web.mail.sending import Sent, send_what_waits
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.installation import Installation
from tests.support.post_office import PostOffice, text_in
from tests.support.visit import Visitor


@pytest.fixture
def told(send: Callable[[], Sent], office: PostOffice) -> Callable[[], Any]:
    """What the operator has been sent since the last time: the subject and text of each."""

    def since() -> list[tuple[Any, str]]:
        send()
        found = [(each["Subject"], text_in(each)) for each in office.caught]
        office.caught.clear()
        return found

    return since


@pytest.fixture
def open_day(db: Database, cast: Cast, clock: Clock, visit: Visitor) -> Callable[[], None]:
    """A day that has ended and does not close."""
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 4, 30)

    def closes() -> None:
        with db.writing() as session:
            session.execute(update(Day).values(closed=True))

    return closes


def test_it_says_nothing_where_all_is_well(told: Callable[[], Any], office: PostOffice) -> None:
    assert told() == []


def test_it_tells_of_days_that_stay_open_once_a_day(
    open_day: Callable[[], None], told: Callable[[], Any], office: PostOffice, clock: Clock
) -> None:
    assert told() == [], "it may still close"
    clock.pass_(hours=2)
    [(subject, text)] = told()
    assert subject == "localhost: look at the server"
    assert "Days that have ended and are not closed: 1." in text
    assert office.receivers == ["drift@example.dk"]
    clock.pass_(hours=20)
    assert told() == [], "once a day"
    clock.pass_(hours=4)
    assert len(told()) == 1


def test_it_says_when_it_is_over(
    open_day: Callable[[], None], told: Callable[[], Any], clock: Clock
) -> None:
    clock.pass_(hours=2)
    told()
    open_day()
    [(subject, text)] = told()
    assert subject == "localhost: all is well again"
    assert "Days are closed" in text
    assert told() == []


def test_it_tells_of_missing_and_old_backups(
    told: Callable[[], Any],
    elsewhere: Callable[..., None],
    config: Config,
    clock: Clock,
    tmp_path: Path,
    cast: Cast,
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    elsewhere(backup_folder=folder)
    [(_subject, text)] = told()
    assert "There is no backup." in text
    here = Installation(dataclasses.replace(config, backup_folder=folder), clock)
    here.types("backup")
    here.db.close()
    assert [subject for subject, _text in told()] == ["localhost: all is well again"]
    clock.pass_(hours=27)
    [(_subject, text)] = told()
    assert "The newest backup was made on 2026-11-22 at 12:00 UTC." in text


def test_most_looks_at_the_outbox_ask_little_of_the_database(
    app: Flask, cast: Cast, office: PostOffice, statements: list[str]
) -> None:
    """The server looks every few seconds, for as long as it runs."""
    with app.app_context():
        send_what_waits()
        statements.clear()
        send_what_waits(watch=False)
    assert len(statements) == 2, "what is old, and what waits"


def test_nobody_is_told_without_an_address(
    open_day: Callable[[], None],
    elsewhere: Callable[..., None],
    told: Callable[[], Any],
    clock: Clock,
) -> None:
    elsewhere(operator_mail=None)
    clock.pass_(hours=3)
    assert told() == []


def test_the_command_sends_what_waits_too(
    open_day: Callable[[], None], config: Config, clock: Clock, office: PostOffice, db: Database
) -> None:
    clock.pass_(hours=2)
    here = Installation(config, clock)
    assert here.types("send-mail") == "Sent 1. Not taken by the server, and tried again: 0.\n"
    assert len(office.caught) == 1
    here.db.close()
    without = Installation(dataclasses.replace(config, smtp_host=None), clock)
    assert "There is no mail server. Set SMTP_HOST." in without.types("send-mail", code=1)
    without.db.close()
