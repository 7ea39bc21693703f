"""A wrong clock opens and closes no day; a long pause is not a jump."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.db import Database
from app.models import ClockSeen, Day, DayCount, Visit
from app.services.board import typed_total
from app.services.board.todays_board import board
from app.services.days.closing import close_due_days
from app.starting import close_at_start
from app.web.platform.context import since_start
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor

DATE = dt.date(2026, 11, 22)


class Phone(Visitor):
    """A phone that scans the shop's poster."""

    def comes(self, cast: Cast, status: int = 200) -> Page:
        return self.press(self.get(f"/c/{cast.shop_code}"), "Jeg er her", status=status)


@pytest.fixture
def started(config: Config, clock: Clock) -> Iterator[Callable[[], Flask]]:
    """Starts a server whose clock is compared with another; ends the previous server first."""
    running: list[Flask] = []

    def start() -> Flask:
        for app in running:
            app.extensions["her_i_dag"].db.close()
        app = create_app(config, clock, clock.elapsed)
        running.append(app)
        close_at_start(app)
        return app

    yield start
    for app in running:
        app.extensions["her_i_dag"].db.close()


@pytest.fixture
def settled(started: Callable[[], Flask], cast: Cast, clock: Clock) -> tuple[Flask, Phone]:
    """A server running since yesterday, with a phone counted today."""
    clock.pass_(days=-1)
    app = started()
    clock.pass_(days=1)
    phone = Phone(app)
    phone.comes(cast)
    return app, phone


def days(db: Database) -> set[tuple[dt.date, bool]]:
    with db.reading() as session:
        return {(row.service_date, row.closed) for row in session.scalars(select(Day))}


def visits(db: Database) -> int:
    with db.reading() as session:
        return session.query(Visit).count()


def health(app: Flask) -> Any:
    return app.test_client().get("/healthz").json


@pytest.mark.parametrize("by", [30, -30, 1, -1])
def test_a_jump_closes_and_opens_nothing_and_says_so(
    settled: tuple[Flask, Phone],
    by: int,
    cast: Cast,
    clock: Clock,
    db: Database,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app, phone = settled
    clock.jump(days=by)
    page = Phone(app).comes(cast, status=503)
    assert "Prøv igen om lidt." in page.text
    assert "Sig det til en vært" in page.text
    assert days(db) == {(DATE, False)}
    assert health(app)["clock"] == "jumped"
    assert "until it shows the right time again" in health(app)["to_do"]
    told = [record for record in caplog.records if "clock was set" in record.getMessage()]
    assert len(told) == 1
    # Once the clock is right again, the phone is known and the next one is counted.
    clock.jump()
    clock.pass_(minutes=1)
    assert "Tak" in phone.get(f"/c/{cast.shop_code}").text
    Phone(app).comes(cast)
    assert visits(db) == 2
    assert health(app) == {"status": "ok"}


def test_a_hosts_form_comes_back_with_the_reason(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock
) -> None:
    app, _phone = settled
    ane = Visitor(app).sign_in(cast.ane)
    ane.get(f"/i-dag/{cast.shop}")
    clock.jump(days=30)
    page = ane.post(f"/i-dag/{cast.shop}", status=503, do="plus", key="ab" * 16)
    assert "Serverens ur ser ud til at gå forkert." in page.text
    clock.jump()
    clock.pass_(minutes=1)
    assert ane.press(page, "Send igen").status == 200


def test_one_can_sign_in_while_the_clock_is_in_doubt(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock
) -> None:
    app, _phone = settled
    clock.jump(days=30)
    Visitor(app).sign_in(cast.ane)


def test_a_jump_within_the_day_refuses_nobody(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock, db: Database
) -> None:
    app, _phone = settled
    clock.jump(hours=3)
    Phone(app).comes(cast)
    assert visits(db) == 2


def test_a_clock_that_goes_on_steadily_is_believed_after_an_hour(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock, db: Database
) -> None:
    app, _phone = settled
    clock.jump(days=30)
    Phone(app).comes(cast, status=503)
    clock.pass_(minutes=59)
    Phone(app).comes(cast, status=503)
    clock.pass_(minutes=1)
    Phone(app).comes(cast)
    ahead = (DATE + dt.timedelta(days=30), False)
    assert days(db) == {(DATE, False), ahead}
    # Closing can wait: the previous day closes once it has ended by either clock.
    clock.at("2026-11-23", 3, 59)
    Visitor(app).get("/")
    assert days(db) == {(DATE, False), ahead}
    clock.at("2026-11-23", 4)
    Visitor(app).get("/")
    assert (DATE, True) in days(db)


def test_a_clock_that_comes_back_after_hours_finds_the_day_as_it_was(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock, db: Database
) -> None:
    app, phone = settled
    clock.jump(days=30)
    Visitor(app).get("/")
    clock.pass_(hours=2)
    Phone(app).comes(cast)
    clock.pass_(hours=2)
    clock.jump()
    assert "Tak" in phone.get(f"/c/{cast.shop_code}").text
    Phone(app).comes(cast)
    assert days(db) == {(DATE, False), (DATE + dt.timedelta(days=30), False)}
    # A later date shown by mistake keeps no venue closed for a month, now or after a restart.
    assert health(app) == {"status": "ok"}
    with db.reading() as session:
        assert session.get_one(ClockSeen, 1).seen_on == DATE


def test_a_clock_set_back_is_believed_after_an_hour_too(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock, db: Database
) -> None:
    app, _phone = settled
    clock.jump(days=-3)
    Phone(app).comes(cast, status=503)
    clock.pass_(hours=1)
    Phone(app).comes(cast)
    assert days(db) == {(DATE, False), (DATE - dt.timedelta(days=3), False)}


def test_a_clock_that_is_set_just_after_the_start_is_believed_after_ten_minutes(
    started: Callable[[], Flask], cast: Cast, clock: Clock
) -> None:
    clock.jump(days=-2)
    app = started()
    clock.pass_(seconds=30)
    clock.jump()
    Phone(app).comes(cast, status=503)
    clock.pass_(minutes=10)
    Phone(app).comes(cast)


def test_several_processes_note_the_date_at_once(
    config: Config, clock: Clock, cast: Cast, db: Database
) -> None:
    apps = [create_app(config, clock, clock.elapsed) for _ in range(4)]
    start = threading.Barrier(len(apps))
    statuses = []

    def come(app: Flask) -> None:
        start.wait()
        statuses.append(app.test_client().get("/privatliv").status_code)

    threads = [threading.Thread(target=come, args=[app]) for app in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for app in apps:
        app.extensions["her_i_dag"].db.close()
    assert statuses == [200] * len(apps)
    with db.reading() as session:
        assert session.get_one(ClockSeen, 1).seen_on == DATE


def test_a_venue_that_was_not_used_for_sixty_days_counts_at_once(
    settled: tuple[Flask, Phone], cast: Cast, clock: Clock, db: Database
) -> None:
    app, _phone = settled
    clock.pass_(days=60)
    Phone(app).comes(cast)
    assert days(db) == {(DATE, True), (DATE + dt.timedelta(days=60), False)}


def test_a_server_that_was_off_for_a_month_counts_at_once(
    settled: tuple[Flask, Phone],
    started: Callable[[], Flask],
    cast: Cast,
    clock: Clock,
    db: Database,
) -> None:
    clock.pass_(days=31)
    app = started()
    assert days(db) == {(DATE, True)}
    Phone(app).comes(cast)
    assert health(app) == {"status": "ok"}


def test_a_server_that_starts_in_the_past_waits_and_starts(
    settled: tuple[Flask, Phone],
    started: Callable[[], Flask],
    cast: Cast,
    clock: Clock,
    db: Database,
) -> None:
    clock.pass_(minutes=5)
    clock.jump(days=-400)
    app = started()
    Phone(app).comes(cast, status=503)
    assert health(app)["clock"] == "before_last_date"
    # The network corrects it a moment later, and nobody has to wait for it to be trusted.
    clock.jump()
    clock.pass_(minutes=1)
    Phone(app).comes(cast)
    assert days(db) == {(DATE, False)}


def test_the_operator_can_say_that_the_clock_is_right(
    settled: tuple[Flask, Phone],
    started: Callable[[], Flask],
    cast: Cast,
    clock: Clock,
    db: Database,
) -> None:
    clock.jump(days=-400)
    app = started()
    told = app.test_cli_runner().invoke(args=["close-days"])
    assert (told.exit_code, "Closed no days." in told.output) == (0, True)
    assert app.test_cli_runner().invoke(args=["trust-clock"]).exit_code == 0
    clock.pass_(minutes=1)
    assert health(app) == {"status": "ok"}


@pytest.mark.database("postgresql")  # SQLite has no clock of its own.
def test_a_clock_unlike_the_databases_own_is_noticed(
    config: Config, db: Database, cast: Cast
) -> None:
    with db.reading() as session:
        own = session.scalar(select(func.clock_timestamp()))
    assert isinstance(own, dt.datetime)
    later = own + dt.timedelta(days=30)
    ahead = create_app(config, lambda: later, since_start)
    alike = create_app(config, lambda: own, since_start)
    for app in (ahead, alike):
        state = app.extensions["her_i_dag"]
        app.extensions["her_i_dag"] = dataclasses.replace(state, is_real=True)
    assert health(ahead)["clock"] == "unlike_database"
    Phone(ahead).comes(cast, status=503)
    assert health(alike) == {"status": "ok"}
    for app in (ahead, alike):
        app.extensions["her_i_dag"].db.close()


def test_a_day_that_was_closed_too_early_is_opened_again(
    app: Flask, cast: Cast, clock: Clock, db: Database
) -> None:
    phone = Phone(app)
    phone.comes(cast)
    other = Phone(app)
    other.press(other.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    clock.jump(days=30)
    close_due_days(db, now=clock())
    clock.jump()
    closed = Phone(app)
    closed.press(closed.get(f"/c/{cast.shop_code}"), "Jeg er her", status=409)
    said = app.test_cli_runner().invoke(args=["reopen-day", str(cast.shop), "2026-11-22"])
    assert said.exit_code == 0, said.output
    assert "count again" in said.output
    # The board continues from what was counted. So does a typed total, which goes no lower.
    ane, total = viewer(db, 1), functools.partial(typed_total.set_total, db, now=clock())
    assert board(db, ane, cast.shop, now=clock()).total == 2
    phone.comes(cast)
    assert total(ane, cast.shop, 5, key="cd" * 16) == 2
    assert total(ane, cast.shop, 1, key="ef" * 16, seen=5) == -3
    assert board(db, ane, cast.shop, now=clock()).total == 2
    phone.comes(cast)
    clock.at("2026-11-23", 5)
    assert close_due_days(db, now=clock()) == 1
    assert close_due_days(db, now=clock()) == 0
    with db.reading() as session:
        found = {
            row.cell: row.number for row in session.query(DayCount).filter_by(service_date=DATE)
        }
        assert session.query(Visit).count() == 0
    assert (found["visits"], found["source:phone"]) == (3, 3)
    assert found[f"activity:{cast.knitting}"] == 1


def test_it_opens_only_a_closed_day_that_runs_now(
    app: Flask, cast: Cast, clock: Clock, db: Database
) -> None:
    Phone(app).comes(cast)
    runner = app.test_cli_runner()
    assert "not closed" in runner.invoke(args=["reopen-day", str(cast.shop), "2026-11-22"]).output
    clock.at("2026-11-23", 5)
    close_due_days(db, now=clock())
    over = runner.invoke(args=["reopen-day", str(cast.shop), "2026-11-22"])
    assert over.exit_code != 0
    assert "Correct a day that is over" in over.output
    assert "no such id" in runner.invoke(args=["reopen-day", "99", "2026-11-23"]).output
