"""The server closes the days that have ended though nobody asks for a page."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.db import Database
from app.domain.visits.counting import Measure
from app.models import Day, DayCount, Visit
from app.services.imports import uploads
from app.web.platform.context import State
from app.web.platform.due_days import ClosingTimer, close_what_is_due
from app.web.platform.serving import Serving, listen
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor

PATIENCE = 30.0
ALMOST = dt.timedelta(milliseconds=5)


@pytest.fixture
def almost_over(app: Flask, cast: Cast, clock: Clock) -> State:
    """The shop's day with one visit, five milliseconds before the day ends."""
    phone = Visitor(app)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 4)
    clock.time -= ALMOST
    app.extensions["her_i_dag"].closed.minute = None
    state: State = app.extensions["her_i_dag"]
    return state


def is_closed(db: Database) -> bool:
    with db.reading() as session:
        return (session.query(Visit).count(), session.query(Day.closed).scalar()) == (0, True)


def test_a_new_day_with_nothing_to_forget_asks_three_questions_more(
    app: Flask, cast: Cast, statements: list[str]
) -> None:
    """Whether somebody has left, old texts are left, or a sign-in was left unfinished."""
    state = app.extensions["her_i_dag"]

    def asked(date: dt.date | None) -> int:
        state.closed.minute, state.closed.date = None, date
        statements.clear()
        close_what_is_due(state)
        return len(statements)

    today = state.clock().date()
    assert asked(None) == asked(today) + 3 > 3


def test_one_thread_looks_for_all_of_them(app: Flask, cast: Cast, statements: list[str]) -> None:
    """A server that has just started has a visitor in each of its threads."""
    state = app.extensions["her_i_dag"]

    def ask(threads: int) -> int:
        state.closed.minute = state.closed.date = None
        statements.clear()
        asking = [threading.Thread(target=close_what_is_due, args=[state]) for _ in range(threads)]
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
        return len(statements)

    ask(1)
    assert ask(8) == ask(1) > 0


def comes_true(what: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


@pytest.fixture
def signals() -> Iterator[None]:
    """The handlers are as before afterwards."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


def test_the_server_closes_a_day_and_nobody_asks(
    almost_over: State, app: Flask, clock: Clock, db: Database, signals: None
) -> None:
    seen: list[bool] = []

    def at_four() -> None:
        seen.append(comes_true(lambda: almost_over.closed.minute is not None))
        seen.append(is_closed(db))
        clock.time += ALMOST
        seen.append(comes_true(lambda: is_closed(db)))
        os.kill(os.getpid(), signal.SIGTERM)

    night = threading.Thread(target=at_four)
    server = Serving(app, listen("127.0.0.1", 0))
    night.start()
    server.run()
    night.join()
    assert seen == [True, False, True]
    # The server has waited a second for it, as what it writes is written wholly or not at all.
    assert comes_true(lambda: "closing" not in {thread.name for thread in threading.enumerate()})


@pytest.mark.database("sqlite")
def test_it_goes_on_after_an_error(
    almost_over: State, config: Config, clock: Clock, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    file = config.sqlite_path
    assert file is not None
    db.close()
    away = file.rename(file.with_suffix(".away"))
    clock.time += dt.timedelta(seconds=60) - ALMOST  # So the timer looks again soon.
    timer = ClosingTimer(almost_over)
    timer.start()
    assert comes_true(lambda: "Days could not be closed yet" in caplog.text)
    away.rename(file)
    assert comes_true(lambda: is_closed(db))
    timer.stop(PATIENCE)


def test_what_was_uploaded_goes_after_an_hour_and_nobody_asks(
    app: Flask, cast: Cast, clock: Clock, db: Database
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    kim.post(f"/partnerskab/{cast.partnership}/tidligere", pasted="Dato;Besøg\n2026-10-01;12")
    folder, state = uploads.folder_of(db), app.extensions["her_i_dag"]
    kept = set(folder.iterdir())
    assert kept
    for passed in (dt.timedelta(minutes=59), dt.timedelta(minutes=1)):
        assert set(folder.iterdir()) == kept
        clock.time += passed
        timer = ClosingTimer(state)
        timer.start()
        assert comes_true(lambda: state.closed.minute == clock.time.replace(second=0))
        timer.stop(PATIENCE)
    assert not list(folder.iterdir())


def test_two_processes_close_it_once(
    almost_over: State, clock: Clock, db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clock.time += ALMOST
    other = create_app(almost_over.config, clock).extensions["her_i_dag"]
    timers = [ClosingTimer(almost_over), ClosingTimer(other)]
    for timer in timers:
        timer.start()
    for timer in timers:
        assert comes_true(lambda: almost_over.closed.minute == other.closed.minute == clock.time)
        timer.stop(PATIENCE)
    other.db.close()
    assert is_closed(db)
    with db.reading() as session:
        visits = select(DayCount.number).where(DayCount.measure == Measure.VISITS)
        assert session.scalar(visits) == 1
    assert not caplog.records
