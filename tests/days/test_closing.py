"""The end of a service day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event

from app.db import Database
from app.domain.visits.counting import Cell, Measure
from app.models import (
    Day,
    DayCount,
    DayKey,
    MonthCount,
    Participation,
    Tap,
    Visit,
    VisitRole,
)
from app.services.board import adjustments
from app.services.days.closing import close_due_days
from app.services.visits.day_counts import write_day
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Visitor


@pytest.fixture
def counts(
    db: Database,
) -> Callable[
    [], tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]]
]:
    """Every kept count, as (table, venue, date or month, cell) -> number."""

    def read() -> tuple[
        dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]
    ]:
        with db.reading() as session:
            days = session.query(DayCount).all()
            months = session.query(MonthCount).all()
        return {(row.venue_id, row.service_date, row.cell): row.number for row in days}, {
            (row.venue_id, row.month, row.cell): (row.number, row.days) for row in months
        }

    return read


def leftovers(db: Database) -> list[int]:
    with db.reading() as session:
        return [
            session.query(table).count() for table in (Visit, Participation, VisitRole, Tap, DayKey)
        ]


def phone(app: Flask, code: str, *words: str) -> None:
    visitor = Visitor(app)
    page = visitor.press(visitor.get(f"/c/{code}"), words[0] if words else "Jeg er her")
    for more in words[1:]:
        page = visitor.press(page, more)


@pytest.fixture
def a_day(app: Flask, cast: Cast, db: Database, clock: Clock) -> None:
    """Three phones, one of them a group, and one counted by the host."""
    phone(app, cast.knitting_code, "Jeg er her", "laver mad")
    phone(app, cast.shop_code, "I dag er jeg her bare")
    phone(
        app,
        cast.shop_code,
        "Jeg er her",
        "Vi er 2",
        "Vi er 3",
        "Vi er 4",
        "Reparation",
        "I dag er jeg her bare",
    )
    adjustments.add_one(
        db, viewer(db, 1), cast.shop, key="ab" * 16, activity_id=cast.knitting, now=clock()
    )


def test_it_turns_visits_into_counts_and_destroys_them(
    a_day: None,
    db: Database,
    cast: Cast,
    clock: Clock,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
) -> None:
    date = clock().date()
    assert close_due_days(db, now=clock()) == 0
    clock.at("2026-11-23", 4)
    assert close_due_days(db, now=clock()) == 1
    days, months = counts()
    assert days == {
        (cast.shop, date, "visits"): 7,
        (cast.shop, date, "just_here"): 5,
        (cast.shop, date, "took_part"): 2,
        (cast.shop, date, "changed"): 4,
        (cast.shop, date, "source:phone"): 6,
        (cast.shop, date, "source:host"): 1,
        (cast.shop, date, f"activity:{cast.knitting}"): 2,
        (cast.shop, date, f"role:{cast.cooks}@{cast.knitting}"): 1,
    }
    assert months == {
        (venue, dt.date(2026, 11, 1), cell): (number, 1)
        for (venue, _date, cell), number in days.items()
        if not cell.startswith("role:")
    }
    assert leftovers(db) == [0, 0, 0, 0, 0]


def test_it_does_nothing_the_second_time(
    a_day: None,
    db: Database,
    clock: Clock,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
) -> None:
    clock.at("2026-11-23", 4)
    close_due_days(db, now=clock())
    before = counts()
    assert close_due_days(db, now=clock()) == 0
    assert counts() == before


def test_it_closes_at_the_first_request_after_the_limit(
    a_day: None, db: Database, visit: Visitor, clock: Clock
) -> None:
    clock.at("2026-11-23", 3, 59)
    visit.get("/")
    assert leftovers(db)[0] > 0
    clock.at("2026-11-23", 4)
    visit.get("/")
    assert leftovers(db) == [0, 0, 0, 0, 0]


def test_it_looks_for_ended_days_once_a_minute(visit: Visitor, db: Database, clock: Clock) -> None:
    looks = []

    def see(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "day.ends_at <=" in statement:
            looks.append(statement)

    event.listen(db.engine, "before_cursor_execute", see)
    try:
        for second in (0, 5, 59):
            clock.at("2026-11-22", 13)
            clock.pass_(seconds=second)
            visit.get("/privatliv")
        assert len(looks) == 1
        clock.pass_(seconds=1)
        visit.get("/privatliv")
        assert len(looks) == 2
    finally:
        event.remove(db.engine, "before_cursor_execute", see)


def test_it_catches_up_when_nobody_came_for_days(
    a_day: None,
    app: Flask,
    db: Database,
    cast: Cast,
    clock: Clock,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
) -> None:
    clock.at("2026-11-23")
    phone(app, cast.shop_code)
    clock.at("2026-11-27")
    phone(app, cast.shop_code)
    days, _months = counts()
    assert days[cast.shop, dt.date(2026, 11, 23), "visits"] == 1
    with db.reading() as session:
        open_days = session.query(Day).filter(Day.closed.is_(False)).all()
    assert [day.service_date for day in open_days] == [dt.date(2026, 11, 27)]


def test_it_closes_each_venue_at_its_own_limit(
    a_day: None, app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    from app.models import Venue

    with db.writing() as session:
        session.get_one(Venue, cast.cafe).day_limit = 360
    phone(app, cast.cafe_code)
    clock.at("2026-11-23", 5)
    assert close_due_days(db, now=clock()) == 1
    clock.at("2026-11-23", 6)
    assert close_due_days(db, now=clock()) == 1


def test_a_day_of_undone_visits_is_not_counted(
    app: Flask,
    db: Database,
    cast: Cast,
    clock: Clock,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
) -> None:
    phone(app, cast.shop_code, "Jeg er her", "Fortryd: tæl mig ikke med")
    clock.at("2026-11-23", 4)
    close_due_days(db, now=clock())
    assert counts() == ({}, {})
    with db.reading() as session:
        assert session.query(Day).one().state == "not_counted"


def test_it_leaves_nothing_half_when_it_is_stopped(
    a_day: None,
    db: Database,
    clock: Clock,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = leftovers(db)
    clock.at("2026-11-23", 4)

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.services.visits.day_counts.sum_month", stop)
        with pytest.raises(KeyboardInterrupt):
            close_due_days(db, now=clock())
    assert leftovers(db) == before
    assert counts() == ({}, {})
    assert close_due_days(db, now=clock()) == 1


def test_writing_a_day_again_sets_it_and_never_adds(
    db: Database,
    cast: Cast,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
) -> None:
    date = dt.date(2026, 10, 5)
    for number in (5, 3):
        with db.writing() as session:
            write_day(
                session,
                cast.shop,
                date,
                {
                    Cell(Measure.VISITS): number,
                    Cell(Measure.ACTIVITY, activity_id=cast.knitting): number,
                },
            )
    days, months = counts()
    assert days[cast.shop, date, "visits"] == 3
    assert months[cast.shop, dt.date(2026, 10, 1), "visits"] == (3, 1)


def test_two_days_of_a_month_add_up_with_the_times_held(
    db: Database,
    cast: Cast,
    counts: Callable[
        [],
        tuple[dict[tuple[int, dt.date, str], int], dict[tuple[int, dt.date, str], tuple[int, int]]],
    ],
) -> None:
    for day, number in ((5, 4), (6, 2)):
        with db.writing() as session:
            write_day(
                session,
                cast.shop,
                dt.date(2026, 10, day),
                {Cell(Measure.ACTIVITY, activity_id=cast.knitting): number},
            )
    assert counts()[1] == {(cast.shop, dt.date(2026, 10, 1), f"activity:{cast.knitting}"): (6, 2)}
