"""Many requests at once, through a real threaded server, on both databases."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from app.db import Database, StorageUnavailable
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.refusals import CheckInRefused
from app.models import Base, Day, DayCount, DayKey, MonthCount, Participation, Tap, Visit
from app.services.board import adjustments, todays_board
from app.services.check_in import check_in
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.server import Server
from tests.support.source import ROOT
from tests.support.viewers import viewer

TAKEN, QUEUE = 303, 503


def count(db: Database, table: type[Base]) -> int:
    with db.reading() as session:
        return session.scalars(select(func.count()).select_from(table)).one()


def counts(db: Database, table: type[DayCount] | type[MonthCount] = DayCount) -> dict[str, int]:
    with db.reading() as session:
        return dict(session.execute(select(table.cell, table.number)).all())


def arrive(db: Database, cast: Cast, clock: Clock, people: int = 5) -> None:
    for _ in range(people):
        check_in.check_in(db, cast.repair_code, None, new_key(), taking_part=True, now=clock())


def test_it_counts_every_acknowledged_check_in(server: Server, db: Database, cast: Cast) -> None:
    target = f"/c/{cast.knitting_code}"
    acknowledged = []

    def fifty(_thread: int) -> None:
        for _ in range(50):
            key = new_key()
            # Anyone who gets the queue page presses again, on the same page.
            while (status := server.post(target, svar="her", key=key).status) == QUEUE:
                pass
            acknowledged.append(status)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(fifty, range(8)))
    assert acknowledged == [TAKEN] * 400
    assert count(db, Visit) == count(db, Participation) == 400


def test_it_counts_equal_posts_once(server: Server, db: Database, cast: Cast) -> None:
    key = new_key()

    def press(_time: int) -> int:
        return server.post(f"/c/{cast.knitting_code}", svar="her", key=key).status

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(press, range(50)))
    assert TAKEN in answers
    assert set(answers) <= {TAKEN, QUEUE}
    assert count(db, Visit) == count(db, Participation) == 1


def test_it_counts_a_phone_once_that_scans_two_codes_at_once(
    server: Server, db: Database, cast: Cast
) -> None:
    first = server.post(f"/c/{cast.shop_code}", svar="her", key=new_key())
    cookie = first.headers["Set-Cookie"].split(";")[0]
    codes = [cast.knitting_code, cast.repair_code] * 10

    def press(code: str) -> int:
        return server.post(f"/c/{code}", cookie, svar="her", key=new_key()).status

    with ThreadPoolExecutor(20) as threads:
        assert set(threads.map(press, codes)) <= {TAKEN, QUEUE}
    assert count(db, Visit) == 1
    assert count(db, Participation) == 2


def test_it_adds_up_what_several_hosts_count(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    ane = viewer(db, 1)

    def tap(number: int) -> bool | None:
        plus = number % 5 != 0
        change = adjustments.add_one if plus else adjustments.take_one_back
        key = new_key()
        while True:
            with contextlib.suppress(StorageUnavailable):
                return change(db, ane, cast.shop, key=key, now=clock())

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: tap(1), range(30)))
        list(threads.map(tap, range(50)))
    assert todays_board.board(db, ane, cast.shop, now=clock()).total == 30 + 40 - 10


def test_it_closes_a_day_once_when_two_close_it_at_once(
    db: Database, cast: Cast, clock: Clock, database_url: str
) -> None:
    for date in ("2026-11-18", "2026-11-19", "2026-11-20"):
        clock.at(date)
        arrive(db, cast, clock)
    clock.at("2026-11-22")
    gate = threading.Barrier(4)

    def close(_process: int) -> int:
        own = Database(database_url)
        gate.wait()
        try:
            return close_due_days(own, now=clock())
        finally:
            own.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(close, range(4))) == 3
    assert counts(db)["visits"] == 5
    assert counts(db, MonthCount)["visits"] == 15
    assert counts(db, MonthCount)[f"activity:{cast.repair}"] == 15
    assert count(db, Visit) == count(db, DayKey) == count(db, Tap) == 0


# Closes the days, but is killed by SIGKILL just before it would commit.
KILLED = """
import os, signal, sys, datetime as dt
from sqlalchemy import event
from sqlalchemy.orm import Session
from app.db import Database, StorageUnavailable
from app.services.days.closing import close_due_days
event.listen(Session, "before_commit", lambda session: os.kill(os.getpid(), signal.SIGKILL))
close_due_days(Database(sys.argv[1]), now=dt.datetime.fromisoformat(sys.argv[2]))
"""


def test_it_loses_nothing_when_it_is_killed_while_closing(
    db: Database, cast: Cast, clock: Clock, database_url: str
) -> None:
    arrive(db, cast, clock)
    clock.pass_(days=1)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database_url, clock().isoformat()],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert count(db, Visit) == 5
    assert counts(db) == counts(db, MonthCount) == {}
    with db.reading() as session:
        assert not session.scalars(select(Day)).one().closed

    assert close_due_days(db, now=clock()) == 1
    assert counts(db)["visits"] == counts(db, MonthCount)["visits"] == 5
    assert count(db, Visit) == 0


def test_it_closes_what_was_left_open_for_days(db: Database, cast: Cast, clock: Clock) -> None:
    arrive(db, cast, clock)
    clock.pass_(days=3)
    assert close_due_days(db, now=clock()) == 1
    assert close_due_days(db, now=clock() + dt.timedelta(days=1)) == 0
    assert counts(db)["visits"] == 5


def test_it_takes_no_check_in_into_a_day_that_is_being_closed(
    db: Database, cast: Cast, clock: Clock, database_url: str
) -> None:
    arrive(db, cast, clock)
    late = clock()
    clock.pass_(days=1)
    gate = threading.Barrier(9)

    def close() -> None:
        own = Database(database_url)
        gate.wait()
        close_due_days(own, now=clock())
        own.close()

    def late_tap(_person: int) -> int:
        gate.wait()
        try:
            check_in.check_in(db, cast.shop_code, None, new_key(), taking_part=True, now=late)
        except (CheckInRefused, StorageUnavailable):
            return 0
        return 1

    with ThreadPoolExecutor(9) as threads:
        closing = threads.submit(close)
        taken = sum(threads.map(late_tap, range(8)))
        closing.result()
    # Everyone who was thanked is in the counts; everyone too late got that answer.
    assert counts(db)["visits"] == 5 + taken
    assert count(db, Visit) == 0
