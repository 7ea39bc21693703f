"""A host's actions count exactly once: sent repeatedly, by many hosts, around midnight."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import ColumnElement, func, select

from app.db import Database
from app.domain.base.months import Month
from app.domain.days.corrections import CorrectionReason
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.idempotency_key import new_key
from app.models import Activity, Correction, DayCount, DayNote, HostTime, MonthCount, Visit
from app.services.board import adjustments, todays_board
from app.services.days import corrections
from app.services.days.closing import close_due_days
from app.services.people import sessions
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.server import Server
from tests.support.source import ROOT
from tests.support.viewers import viewer

YESTERDAY = dt.date(2026, 11, 21)
DONE, QUEUE = {200, 204, 303}, 503
VISITS = Cell(Measure.VISITS).key


@pytest.fixture
def cookie(db: Database, cast: Cast, clock: Clock) -> str:
    return f"heridag={sessions.begin_session(db, 1, now=clock())}"


@pytest.fixture
def send(server: Server, cookie: str, cast: Cast) -> Callable[..., None]:
    """Sends one of the shop's forms until it is accepted; a queue page is not an answer."""

    def send(path: str, **fields: int | str) -> None:
        typed: dict[str, Any] = {name: str(value) for name, value in fields.items()}
        while True:
            answer = server.post(f"/i-dag/{cast.shop}{path}", cookie, **typed)
            if answer.status != QUEUE:
                assert answer.status in DONE, (path, answer.status)
                return

    return send


def number(
    db: Database,
    table: type[Correction] | type[Activity] | type[DayNote] | type[Visit],
    *where: ColumnElement[bool],
) -> int:
    with db.reading() as session:
        return session.scalars(select(func.count()).select_from(table).where(*where)).one()


def total(db: Database, cast: Cast, clock: Clock) -> int:
    return todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total


def kept(db: Database, cast: Cast, date: dt.date) -> tuple[int, int]:
    """The visits of a closed day, and of its month."""
    with db.reading() as session:
        return (
            session.get_one(DayCount, (cast.shop, date, VISITS)).number,
            session.get_one(MonthCount, (cast.shop, Month.of(date).first, VISITS)).number,
        )


def at_once(work: Callable[[int], None], times: int) -> None:
    with ThreadPoolExecutor(12) as threads:
        list(threads.map(work, range(times)))


def test_it_takes_equal_forms_once(
    send: Callable[..., None], db: Database, cast: Cast, clock: Clock
) -> None:
    close_due_days(db, now=clock())
    day = f"/dage/{YESTERDAY}"
    group, sum_, plus, paper, correction = (new_key() for _ in range(5))

    def everything(_time: int) -> None:
        send("/gruppe", key=group, size=5)
        send("/antal", key=sum_, total=9)
        send(f"{day}/ret", key=plus, total=4, why="forgotten")
        send(f"{day}/papir", key=paper, visits=7, shown=7, seen=4, together="others")
        repair = {"what": f"activity-{cast.repair}", "total": 1}
        send(f"/dage/{clock().date()}/ret", key=correction, why="twice", **repair)
        send("/ny", name="Cykler")
        send("/ord", text="Vi bagte brød.")

    at_once(everything, 12)
    # The group and the total in either order: nine, and five more if the total came first.
    assert total(db, cast, clock) in (10, 15)
    assert kept(db, cast, YESTERDAY) == (11, 11)
    assert number(db, Correction, Correction.service_date == YESTERDAY) == 2
    assert number(db, Activity, Activity.name == "Cykler") == 1
    assert number(db, DayNote) == 1
    with db.reading() as session:
        first = session.scalars(
            select(Correction.id).where(Correction.service_date == YESTERDAY)
        ).first()
    at_once(lambda _n: send(f"{day}/ret/{first}/fortryd", key=new_key()), 12)
    at_once(lambda _n: send("/fortryd", key=group), 12)
    assert number(db, Correction, Correction.undoes_id == first) == 1
    assert kept(db, cast, YESTERDAY)[0] in (4, 7)


def test_it_takes_equal_taps_once(
    send: Callable[..., None], db: Database, cast: Cast, clock: Clock
) -> None:
    first, second, minus = (new_key() for _ in range(3))

    def taps(_time: int) -> None:
        send("", key=first, do="plus", activity=cast.repair)
        send("", key=second, do="plus", role=cast.cooks)

    at_once(taps, 12)
    assert total(db, cast, clock) == 2
    at_once(lambda _time: send("", key=minus, do="minus"), 12)
    assert total(db, cast, clock) == 1


def test_several_hosts_add_up(
    send: Callable[..., None], db: Database, cast: Cast, clock: Clock
) -> None:
    def host(_which: int) -> None:
        for _ in range(5):
            send("", key=new_key(), do="plus")
            send("/gruppe", key=new_key(), size=3, activity=cast.repair)
        send("", key=new_key(), do="minus", activity=cast.repair)
        send("/tid", part="board", seconds=10)

    at_once(host, 8)
    assert total(db, cast, clock) == 8 * (5 + 15 - 1)
    with db.reading() as session:
        assert session.scalars(select(HostTime.seconds)).all() == [80]


def test_a_correction_and_the_closing_of_its_day_lose_nothing(
    db: Database, cast: Cast, clock: Clock
) -> None:
    ane = viewer(db, 1)
    for _ in range(6):
        adjustments.add_one(db, ane, cast.shop, key=new_key(), now=clock())
    date = clock().date()
    clock.at(date + dt.timedelta(days=1), 9)

    def work(which: int) -> None:
        if which % 3:
            corrections.correct(
                db, ane, cast.shop, date, 2, CorrectionReason.FORGOTTEN, key=new_key(), now=clock()
            )
        else:
            close_due_days(db, now=clock())

    at_once(work, 12)
    assert kept(db, cast, date) == (6 + 8 * 2, 6 + 8 * 2)
    assert number(db, Visit) == 0
    assert number(db, Correction) == 8


# A host's forms, each in a process killed by SIGKILL just before its transaction commits,
# or just after, before it answers. Prints how each one died.
KILLED = """
import os, signal, sys, datetime as dt
from sqlalchemy import Engine, event
from app.db import Database
from app.domain.days.corrections import CorrectionReason
from app.domain.days.paper_tally import TallySheet, Together
from app.services.board import adjustments, typed_total
from app.services.days import corrections, day_notes, paper_tally
from app.services.people.accounts import viewer

url, now, when, venue, *keys = sys.argv[1:]
now, venue = dt.datetime.fromisoformat(now), int(venue)
day = now.date() - dt.timedelta(days=1)
total, more, sheet, group, minus = keys

def forms(db, ane):
    at = (db, ane, venue)
    yield lambda: typed_total.set_total(*at, 9, key=total, now=now)
    yield lambda: adjustments.add_group(*at, 3, key=group, now=now)
    yield lambda: adjustments.take_one_back(*at, key=minus, now=now)
    yield lambda: corrections.correct(*at, day, 4, CorrectionReason.FORGOTTEN, key=more, now=now)
    yield lambda: paper_tally.enter(
        *at, day, TallySheet(7, 0, {}, {}), key=sheet, together=Together.OTHERS, seen=4, now=now
    )
    yield lambda: day_notes.write(*at, now.date(), "Vi bagte brød.", None, now=now)

for number in range(6):
    child = os.fork()
    if not child:
        db = Database(url)
        form = list(forms(db, viewer(db, 1)))[number]
        die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        if when == "before":
            event.listen(Engine, "commit", die)
        form()
        die()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.parametrize(("when", "times"), [("before", 0), ("after", 1)])
def test_a_form_that_is_killed_is_kept_wholly_or_not_at_all(
    send: Callable[..., None],
    db: Database,
    cast: Cast,
    clock: Clock,
    database_url: str,
    when: str,
    times: int,
) -> None:
    close_due_days(db, now=clock())
    keys = total_key, more, sheet, group, minus = [new_key() for _ in range(5)]
    db.close()
    script = [sys.executable, "-c", KILLED, database_url, clock().isoformat(), when, str(cast.shop)]
    died = subprocess.run(
        [*script, *keys],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert died.stdout.split() == [str(-signal.SIGKILL)] * 6

    def what_is_kept() -> tuple[int, tuple[int, ...], int, int]:
        with db.reading() as session:
            visits = tuple(
                session.scalar(select(func.sum(table.number)).where(table.cell == VISITS)) or 0
                for table in (DayCount, MonthCount)
            )
        return total(db, cast, clock), visits, number(db, Correction), number(db, DayNote)

    assert what_is_kept() == (11 * times, (11 * times, 11 * times), 2 * times, times)
    # Nobody got an answer: the same forms are sent again, twice.
    for _ in range(2):
        send("/antal", key=total_key, total=9)
        send("/gruppe", key=group, size=3)
        send("", key=minus, do="minus")
        send(f"/dage/{YESTERDAY}/ret", key=more, total=4, why="forgotten")
        send(f"/dage/{YESTERDAY}/papir", key=sheet, visits=7, shown=7, seen=4, together="others")
        send("/ord", text="Vi bagte brød.")
    assert what_is_kept() == (11, (11, 11), 2, 1)
