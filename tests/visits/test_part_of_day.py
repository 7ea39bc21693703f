"""The month's counters by part of the day: raised once per check-in, linked to nothing else."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app.db import Database, StorageUnavailable
from app.domain.base.months import Month
from app.domain.days.corrections import CorrectionReason
from app.domain.devices.device import DeviceKind
from app.domain.people.access import Viewer
from app.domain.reports.period import Period
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.late_tap import LateTap
from app.domain.visits.part_of_day import PartOfDay
from app.models import PartOfDayCount, Venue, Visit
from app.services.board import adjustments, held_visits, todays_board, typed_total
from app.services.check_in import check_in, my_visit
from app.services.days.closing import close_due_days
from app.services.days.corrections import correct
from app.services.devices import device_list, recognise, tablet
from app.services.reports.report_builder import Counts
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer

DAY = "2026-11-23"


def parts(db: Database) -> dict[str, int]:
    with db.reading() as session:
        return {row.part: row.number for row in session.scalars(select(PartOfDayCount))}


def test_it_counts_a_check_in_once_in_its_part_of_the_day(
    db: Database, cast: Cast, clock: Clock
) -> None:
    key = new_key()
    for hour in (10, 13):
        now = clock.at(DAY, hour)
        check_in.check_in(db, cast.shop_code, None, key, taking_part=False, now=now)
    assert parts(db) == {"9_12": 1}


def test_it_counts_a_late_tap_by_its_own_minute(db: Database, cast: Cast, clock: Clock) -> None:
    now = clock.at(DAY, 16)
    tapped = LateTap(dt.date.fromisoformat(DAY), 13 * 60)
    check_in.check_in(
        db, cast.shop_code, None, new_key(), taking_part=False, tapped=tapped, now=now
    )
    assert parts(db) == {"12_15": 1}


def test_it_counts_a_group_by_its_size_and_leaves_nothing_of_what_is_undone(
    db: Database, cast: Cast, clock: Clock
) -> None:
    now = clock.at(DAY, 10)
    _target, ticket = check_in.check_in(
        db, cast.shop_code, None, new_key(), taking_part=False, now=now
    )
    my_visit.set_size(db, cast.shop_code, ticket, 4, now=clock.at(DAY, 13))
    assert parts(db) == {"9_12": 1, "12_15": 3}
    my_visit.undo(db, cast.shop_code, ticket, now=clock.at(DAY, 14))
    assert parts(db) == {}


def arrive(db: Database, cast: Cast, now: dt.datetime, people: int = 1) -> str:
    ticket = ""
    for _ in range(people):
        _target, ticket = check_in.check_in(
            db, cast.shop_code, None, new_key(), taking_part=False, now=now
        )
    return ticket


@pytest.fixture
def ane(db: Database, cast: Cast) -> Viewer:
    found = viewer(db, 1)
    assert found is not None
    return found


def settle(db: Database, cast: Cast, ane: Viewer, now: dt.datetime, *, confirmed: bool) -> None:
    (batch,) = todays_board.board(db, ane, cast.shop, now=now).held_batches
    held_visits.settle_batch(
        db, ane, cast.shop, batch.number, batch.reason, confirmed=confirmed, now=now
    )


def test_it_counts_what_waited_for_a_host_when_the_host_says_yes(
    db: Database, cast: Cast, clock: Clock, ane: Viewer
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 1
    arrive(db, cast, clock.at(DAY, 10), people=3)
    assert parts(db) == {"9_12": 1}
    settle(db, cast, ane, clock.at(DAY, 13), confirmed=True)
    assert parts(db) == {"9_12": 1, "12_15": 2}
    arrive(db, cast, clock.at(DAY, 16))
    settle(db, cast, ane, clock.at(DAY, 16), confirmed=False)
    assert parts(db) == {"9_12": 1, "12_15": 2}


def test_it_takes_one_back_from_the_nearest_part_that_has_any(
    db: Database, cast: Cast, clock: Clock, ane: Viewer
) -> None:
    arrive(db, cast, clock.at(DAY, 10), people=2)
    for key in [new_key()] * 2:
        adjustments.take_one_back(db, ane, cast.shop, key=key, now=clock.at(DAY, 16))
    assert parts(db) == {"9_12": 1}


def test_it_has_no_time_for_a_typed_total_and_its_undoing(
    db: Database, cast: Cast, clock: Clock, ane: Viewer
) -> None:
    arrive(db, cast, clock.at(DAY, 10), people=2)
    key, now = new_key(), clock.at(DAY, 13)
    assert typed_total.set_total(db, ane, cast.shop, 9, key=key, now=now) == 7
    assert parts(db) == {"9_12": 2}
    assert typed_total.undo(db, ane, cast.shop, key=key, now=now)
    assert parts(db) == {"9_12": 2}


def test_it_is_lowered_by_a_negative_correction_of_today_and_by_no_other(
    db: Database, cast: Cast, clock: Clock, ane: Viewer
) -> None:
    arrive(db, cast, clock.at(DAY, 10), people=3)
    now, date = clock.at(DAY, 13), dt.date.fromisoformat(DAY)
    for number, left in ((5, 3), (-1, 2)):
        correct(
            db, ane, cast.shop, date, number, CorrectionReason.MISCOUNTED, key=new_key(), now=now
        )
        assert parts(db) == {"9_12": left}
    now = clock.at("2026-11-24", 10)
    close_due_days(db, now=now)
    correct(db, ane, cast.shop, date, -1, CorrectionReason.MISCOUNTED, key=new_key(), now=now)
    assert parts(db) == {"9_12": 2}


def test_it_counts_the_tablet_and_takes_back_what_is_undone_there(
    db: Database, cast: Cast, clock: Clock, ane: Viewer
) -> None:
    token = device_list.start(db, ane, cast.shop, DeviceKind.TABLET, now=clock.at(DAY, 9))
    device = recognise.recognise(db, token, DeviceKind.TABLET, now=clock.at(DAY, 9))
    key = new_key()
    for _ in range(2):
        tablet.count(db, device, key, now=clock.at(DAY, 10))
        tablet.count(db, device, new_key(), now=clock.at(DAY, 13))
    assert parts(db) == {"9_12": 1, "12_15": 2}
    tablet.take_back(db, device, key, now=clock.at(DAY, 16))
    assert parts(db) == {"9_12": 1, "12_15": 1}


def test_it_is_lowered_by_a_group_that_is_made_smaller(
    db: Database, cast: Cast, clock: Clock
) -> None:
    ticket = arrive(db, cast, clock.at(DAY, 10))
    my_visit.set_size(db, cast.shop_code, ticket, 6, now=clock.at(DAY, 10))
    my_visit.set_size(db, cast.shop_code, ticket, 2, now=clock.at(DAY, 16))
    assert parts(db) == {"9_12": 2}


def test_it_counts_eight_at_once_and_every_repeat_exactly_once(
    db: Database, cast: Cast, clock: Clock
) -> None:
    now = clock.at(DAY, 10)
    keys = [new_key() for _ in range(8)]

    def send(key: str) -> None:
        while True:
            try:
                check_in.check_in(db, cast.shop_code, None, key, taking_part=False, now=now)
            except StorageUnavailable:
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, keys * 10))
    with db.reading() as session:
        visits = session.scalar(select(func.sum(Visit.size)))
    assert parts(db) == {"9_12": visits} == {"9_12": 8}


@pytest.mark.parametrize(("people", "left"), [(9, {}), (10, {"9_12": 10})])
def test_it_forgets_a_month_with_too_few_when_the_next_has_begun(
    db: Database, cast: Cast, clock: Clock, people: int, left: dict[str, int]
) -> None:
    arrive(db, cast, clock.at("2026-10-31", 10), people=people)
    close_due_days(db, now=clock.at("2026-11-01", 10))
    assert parts(db) == {"9_12": people}
    arrive(db, cast, clock.at("2026-11-01", 10))
    close_due_days(db, now=clock.at("2026-11-02", 10))
    with db.reading() as session:
        october = PartOfDayCount.month == dt.date(2026, 10, 1)
        rows = session.scalars(select(PartOfDayCount).where(october)).all()
    assert {row.part: row.number for row in rows} == left


def test_it_is_in_no_report_while_the_month_runs(
    db: Database, cast: Cast, clock: Clock, ane: Viewer
) -> None:
    arrive(db, cast, clock.at("2026-10-30", 10), people=30)
    # Fifty without a time, or the counters would not visibly be ahead.
    typed_total.set_total(db, ane, cast.shop, 80, key=new_key(), now=clock())
    close_due_days(db, now=clock.at("2026-10-31", 10))

    def shown(now: dt.datetime) -> dict[PartOfDay, int]:
        with db.reading() as session:
            venue, month = session.get_one(Venue, cast.shop), Month(2026, 10)
            report = Counts(session, [venue], [month], now=now).report(Period.month(month))
            return report.figures.parts

    assert shown(clock.at("2026-10-31", 11)) == {}
    arrive(db, cast, clock.at("2026-10-31", 12), people=10)
    # The month is over, but nobody has requested a page yet: its last day is not counted.
    assert shown(clock.at("2026-11-01", 4)) == {}
    close_due_days(db, now=clock())
    assert shown(clock())[PartOfDay.FROM_9] == 30
    assert shown(clock())[PartOfDay.FROM_12] == 10
    assert shown(clock())[PartOfDay.NO_TIME] == 50
