"""Settling a unit: what is told is stored once, and the exact counts are gone."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from app import create_app
from app.db import Database
from app.domain.base.interval import Interval
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import day_ends
from app.domain.days.corrections import CorrectionReason
from app.domain.days.day_state import DayState
from app.domain.days.settling import Untold
from app.domain.imports.rows import ImportedCount
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.visits.source import Source
from app.models import (
    Correction,
    Day,
    DayCount,
    MonthCount,
    Partnership,
    SetAside,
    SettledActivityRole,
    SettledRole,
    SettledUnit,
    SettlingUnitLength,
    Venue,
    VenueRole,
)
from app.services.days import settling
from app.services.days.closing import close_due_days
from app.services.days.settling import settle_due_units
from app.services.imports import imports
from app.services.imports.take import take
from app.services.reports.report_builder import Counts
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.settling import AUGUST, JULY, SETTLES, visits, write
from tests.support.viewers import viewer
from tests.support.visit import Visitor

SUMMER = Quarter(2026, 3)
A_MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def summer(db: Database, cast: Cast) -> None:
    """Two days of quarter 3 at the shop, and a correction of the second."""
    write(
        db,
        cast.shop,
        JULY,
        visits(20, activity=cast.knitting, roles=[cast.cooks]),
        visits(30, activity=cast.knitting),
        visits(9),
    )
    write(
        db,
        cast.shop,
        AUGUST,
        visits(12, roles=[cast.cooks, cast.welcomes], company=True),
        visits(3, activity=cast.repair, roles=[cast.welcomes]),
        visits(7, source=Source.HOST),
    )
    with db.writing() as session:
        session.add(
            Correction(
                venue_id=cast.shop,
                service_date=AUGUST,
                number=3,
                source=Source.HOST,
                activity_id=cast.repair,
                role_id=cast.welcomes,
                reason=CorrectionReason.FORGOTTEN,
                cells={f"role:{cast.welcomes}@{cast.repair}": 3},
                mark="m" * 64,
                person_id=None,
                created_on=AUGUST,
            )
        )
        session.get_one(Venue, cast.shop).offers_company = True


def stored(
    db: Database, venue: int
) -> tuple[
    dict[dt.date, tuple[str | None, tuple[int | None, int | None], tuple[int | None, int | None]]],
    dict[tuple[dt.date, int], tuple[int, int]],
    dict[tuple[dt.date, int, int], int],
]:
    """Everything that is told of the venue's units."""
    with db.reading() as session:
        units = session.scalars(select(SettledUnit).where(SettledUnit.venue_id == venue)).all()
        roles = session.scalars(select(SettledRole).where(SettledRole.venue_id == venue)).all()
        within = session.scalars(
            select(SettledActivityRole).where(SettledActivityRole.venue_id == venue)
        ).all()
    return (
        {
            row.first: (
                row.untold,
                (row.several_low, row.several_high),
                (row.company_low, row.company_high),
            )
            for row in units
        },
        {(row.first, row.role_id): (row.low, row.high) for row in roles},
        {(row.first, row.activity_id, row.role_id): row.number for row in within},
    )


def cells(db: Database, table: type[MonthCount] | type[DayCount]) -> set[str]:
    """The keys of the cells in a table of counts."""
    with db.reading() as session:
        return set(session.scalars(select(table.cell)))


def day_counts(db: Database) -> dict[tuple[dt.date, str], int]:
    with db.reading() as session:
        rows = session.scalars(select(DayCount)).all()
        return {(row.service_date, row.cell): row.number for row in rows}


def month_counts(db: Database, venue: int) -> dict[tuple[dt.date, str], tuple[int, int]]:
    with db.reading() as session:
        rows = session.scalars(select(MonthCount).where(MonthCount.venue_id == venue)).all()
        return {(row.month, row.cell): (row.number, row.days) for row in rows}


def report(db: Database, venue: int, period: Period, now: dt.datetime) -> Report:
    with db.reading() as session:
        counts = Counts(session, [session.get_one(Venue, venue)], period.months, now=now)
        return counts.report(period)


def test_it_tells_what_a_plain_count_gives(db: Database, cast: Cast, summer: None) -> None:
    assert settle_due_units(db, now=SETTLES) == 1
    first = SUMMER.first
    assert stored(db, cast.shop) == (
        {first: (None, (12, 12), (12, 12))},
        {(first, cast.cooks): (32, 32), (first, cast.welcomes): (15, 15)},
        {(first, cast.knitting, cast.cooks): 20},
    )


def test_it_destroys_the_exact_counts(db: Database, cast: Cast, summer: None) -> None:
    before = month_counts(db, cast.shop)
    settle_due_units(db, now=SETTLES)
    with db.reading() as session:
        correction = session.scalars(select(Correction)).one()
    assert day_counts(db) == {(JULY, "visits"): 59, (AUGUST, "visits"): 22}
    assert (correction.role_id, correction.cells, correction.person_id) == (None, {}, None)
    assert (correction.number, correction.activity_id) == (3, cast.repair)
    assert month_counts(db, cast.shop) == before
    assert not [key for key in cells(db, MonthCount) if key.startswith(("role", "several", "comp"))]


def test_a_number_below_the_threshold_is_told_as_below_it(db: Database, cast: Cast) -> None:
    write(db, cast.shop, JULY, visits(50, activity=cast.knitting), visits(4, roles=[cast.cooks]))
    write(db, cast.shop, AUGUST, visits(40, activity=cast.knitting, roles=[cast.welcomes]))
    settle_due_units(db, now=SETTLES)
    assert stored(db, cast.shop)[1] == {
        (SUMMER.first, cast.cooks): (0, 4),
        (SUMMER.first, cast.welcomes): (40, 40),
    }


def test_it_waits_until_no_day_can_be_corrected(db: Database, cast: Cast, summer: None) -> None:
    assert settle_due_units(db, now=SETTLES - A_MINUTE) == 0
    assert stored(db, cast.shop) == ({}, {}, {})
    assert settle_due_units(db, now=SETTLES) == 1


def test_it_settles_once(db: Database, cast: Cast, summer: None) -> None:
    settle_due_units(db, now=SETTLES)
    before = stored(db, cast.shop)
    assert settle_due_units(db, now=SETTLES) == 0
    assert stored(db, cast.shop) == before


def test_four_at_once_settle_it_once(
    db: Database, cast: Cast, summer: None, database_url: str
) -> None:
    write(db, cast.shop, dt.date(2026, 4, 8), visits(12, activity=cast.knitting))
    gate = threading.Barrier(4)

    def at_once(_process: int) -> int:
        own = Database(database_url)
        gate.wait()
        try:
            return settle_due_units(own, now=SETTLES)
        finally:
            own.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(at_once, range(4))) == 2
    assert len(stored(db, cast.shop)[0]) == 2


def test_it_settles_as_days_are_closed(db: Database, cast: Cast, summer: None) -> None:
    assert close_due_days(db, now=SETTLES) == 0
    assert stored(db, cast.shop)[0]


def test_it_leaves_nothing_half_when_it_is_stopped(
    db: Database, cast: Cast, summer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    days, months = cells(db, DayCount), month_counts(db, cast.shop)

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(settling, "_delete_exact", stop)
        with pytest.raises(KeyboardInterrupt):
            settle_due_units(db, now=SETTLES)
    assert stored(db, cast.shop) == ({}, {}, {})
    assert (cells(db, DayCount), month_counts(db, cast.shop)) == (days, months)
    assert settle_due_units(db, now=SETTLES) == 1


def test_a_fault_at_one_venue_stops_no_other(
    db: Database, cast: Cast, summer: None, caplog: pytest.LogCaptureFixture
) -> None:
    write(db, cast.cafe, JULY, visits(12, roles=[cast.cafe_role]))
    with db.writing() as session:
        session.get_one(DayCount, (cast.shop, JULY, "visits")).measure = "unheard of"
    assert settle_due_units(db, now=SETTLES) == 1
    assert stored(db, cast.cafe)[0]
    assert f"Venue {cast.shop} cannot settle (ValueError)" in caplog.text


def test_a_day_that_is_not_closed_holds_its_unit_back(
    db: Database, cast: Cast, summer: None
) -> None:
    september = dt.date(2026, 9, 1)
    write(db, cast.shop, september, closed=False)
    assert settle_due_units(db, now=SETTLES) == 0
    with db.writing() as session:
        day = session.get_one(Day, (cast.shop, september))
        day.closed, day.state = True, DayState.NOT_COUNTED
        session.add(
            SetAside(
                venue_id=cast.shop,
                service_date=september,
                why="other",
                since=SETTLES,
                tried_at=SETTLES,
            )
        )
    assert settle_due_units(db, now=SETTLES) == 0
    with db.writing() as session:
        session.delete(session.get_one(SetAside, (cast.shop, september)))
    assert settle_due_units(db, now=SETTLES) == 1


def test_a_clock_that_jumped_settles_nothing(
    db: Database, cast: Cast, summer: None, config: Config, clock: Clock
) -> None:
    clock.time = SETTLES - dt.timedelta(hours=3)
    server = create_app(config, clock, clock.elapsed)
    visitor = Visitor(server)
    visitor.get("/")
    clock.jump(days=1)
    clock.pass_(minutes=1)
    visitor.get("/")
    assert stored(db, cast.shop) == ({}, {}, {})
    clock.jump()
    clock.pass_(hours=4)
    visitor.get("/")
    assert list(stored(db, cast.shop)[0]) == [SUMMER.first]
    server.extensions["her_i_dag"].db.close()


def test_it_settles_by_the_month_where_the_venue_does(
    db: Database, cast: Cast, summer: None
) -> None:
    with db.writing() as session:
        session.add(SettlingUnitLength(venue_id=cast.shop, since=SUMMER.first, months=1))
    assert settle_due_units(db, now=day_ends(dt.date(2026, 9, 7))) == 2
    assert list(stored(db, cast.shop)[0]) == [dt.date(2026, 7, 1), dt.date(2026, 8, 1)]


def test_months_from_before_there_were_units_tell_no_roles(
    db: Database, cast: Cast, summer: None
) -> None:
    with db.writing() as session:
        session.get_one(SettlingUnitLength, (cast.shop, dt.date(2020, 1, 1))).since = dt.date(
            2026, 10, 1
        )
    assert settle_due_units(db, now=SETTLES) == 3
    units, roles, within = stored(db, cast.shop)
    assert units == dict.fromkeys(
        [month.first for month in SUMMER.months],
        (Untold.BEFORE_SETTLING, (None, None), (None, None)),
    )
    assert (roles, within) == ({}, {})
    assert cells(db, DayCount) == {"visits"}


def test_a_role_that_was_not_offered_all_along_hides_nothing(db: Database, cast: Cast) -> None:
    """One large role outside activities, and one that was added halfway: too close to tell."""
    write(db, cast.shop, JULY, visits(12, roles=[cast.cooks]))
    with db.writing() as session:
        session.get_one(VenueRole, (cast.shop, cast.welcomes)).since = AUGUST
        session.get_one(Venue, cast.shop).created_on = JULY
    settle_due_units(db, now=SETTLES)
    assert stored(db, cast.shop)[0][SUMMER.first][0] == Untold.TOO_CLOSE


def test_nothing_that_comes_later_touches_a_settled_unit(
    db: Database, cast: Cast, summer: None
) -> None:
    settle_due_units(db, now=SETTLES)
    before = report(db, cast.shop, Period.quarter(SUMMER), SETTLES)
    with db.writing() as session:
        session.get_one(Partnership, cast.partnership).small_number = 20
        session.delete(session.get_one(VenueRole, (cast.shop, cast.cooks)))
        session.get_one(Venue, cast.shop).offers_company = False
        session.add(SettlingUnitLength(venue_id=cast.shop, since=dt.date(2026, 10, 1), months=1))
    settle_due_units(db, now=SETTLES)
    after = report(db, cast.shop, Period.quarter(SUMMER), SETTLES)
    assert after.settled == before.settled
    assert after.settled.roles == {cast.cooks: Interval.of(32), cast.welcomes: Interval.of(15)}


def test_an_import_changes_the_visits_of_a_settled_unit_and_nothing_else(
    db: Database, cast: Cast, summer: None
) -> None:
    settle_due_units(db, now=SETTLES)
    told, days, months = stored(db, cast.shop), day_counts(db), month_counts(db, cast.shop)
    september, kim = dt.date(2026, 9, 2), viewer(db, 2)
    found = [ImportedCount("", september, 40), ImportedCount("", JULY, 3)]
    here = {"": cast.shop}
    assert take(db, kim, cast.partnership, found, here, now=SETTLES).days == 1
    assert stored(db, cast.shop) == told
    assert day_counts(db) == days | {(september, "visits"): 40}
    assert month_counts(db, cast.shop) == months | {
        (dt.date(2026, 9, 1), "visits"): (40, 1),
        (dt.date(2026, 9, 1), "source:import"): (40, 1),
    }
    assert report(db, cast.shop, Period.quarter(SUMMER), SETTLES).settled.told == 1
    imports.take_back(db, kim, imports.imports(db, kim, cast.partnership)[0].id, now=SETTLES)
    assert (stored(db, cast.shop), day_counts(db)) == (told, days)
    assert month_counts(db, cast.shop) == months


def test_an_imported_day_of_a_settled_unit_is_replaced_and_comes_back(
    db: Database, cast: Cast, summer: None
) -> None:
    settle_due_units(db, now=SETTLES)
    told, days, months = stored(db, cast.shop), day_counts(db), month_counts(db, cast.shop)
    day, month, kim = dt.date(2026, 9, 2), dt.date(2026, 9, 1), viewer(db, 2)
    made = []
    for number in (40, 52, 7):
        found, here = [ImportedCount("", day, number)], {"": cast.shop}
        taken = take(
            db, kim, cast.partnership, found, here, now=SETTLES, replaced={(cast.shop, day)}
        )
        assert taken.import_id is not None
        made.append(taken.import_id)
    for number in (7, 52, 40):
        assert day_counts(db) == days | {(day, "visits"): number}
        assert month_counts(db, cast.shop) == months | {
            (month, "visits"): (number, 1),
            (month, "source:import"): (number, 1),
        }
        imports.take_back(db, kim, made.pop(), now=SETTLES)
    assert (stored(db, cast.shop), day_counts(db)) == (told, days)
    assert month_counts(db, cast.shop) == months


def test_a_day_that_ends_in_a_settled_unit_counts_without_roles(
    db: Database, cast: Cast, app: Flask, clock: Clock
) -> None:
    """The clock was far ahead for long enough to be believed."""
    phone = Visitor(app)
    page = phone.press(phone.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    phone.press(page, "laver mad")
    with db.writing() as session:
        session.add(SettledUnit(venue_id=cast.shop, first=dt.date(2026, 10, 1)))
    close_due_days(db, now=clock.at("2026-11-23"))
    date = dt.date(2026, 11, 22)
    assert day_counts(db) == {(date, "visits"): 1}
    assert {cell: number for (_month, cell), number in month_counts(db, cast.shop).items()} == {
        "visits": (1, 1),
        "took_part": (1, 1),
        "source:phone": (1, 1),
        f"activity:{cast.knitting}": (1, 1),
    }


def test_a_day_of_a_settled_unit_cannot_be_opened_again(
    db: Database, cast: Cast, app: Flask, clock: Clock
) -> None:
    Visitor(app).get(f"/c/{cast.shop_code}")
    write(db, cast.shop, dt.date(2026, 11, 22), visits(3))
    clock.at("2026-11-22", 20)
    with db.writing() as session:
        session.add(SettledUnit(venue_id=cast.shop, first=dt.date(2026, 10, 1)))
    said = app.test_cli_runner().invoke(args=["reopen-day", str(cast.shop), "2026-11-22"])
    assert said.exit_code != 0
    assert "have settled" in said.output


def test_a_report_sums_the_settled_units(db: Database, cast: Cast, summer: None) -> None:
    autumn = dt.date(2026, 10, 6)
    write(db, cast.shop, autumn, visits(15, activity=cast.knitting, roles=[cast.cooks]))
    settle_due_units(db, now=SETTLES)
    quarter = report(db, cast.shop, Period.quarter(SUMMER), SETTLES).settled
    assert (quarter.told, quarter.waiting, quarter.longer) == (1, 0, 0)
    assert quarter.roles == {cast.cooks: Interval.of(32), cast.welcomes: Interval.of(15)}

    year = report(db, cast.shop, Period.year(2026), SETTLES)
    assert (year.settled.told, year.settled.waiting) == (1, 1)
    assert year.settled.roles[cast.cooks] == Interval.at_least(32)
    assert year.settles_on == dt.date(2027, 1, 8)
    assert year.figures.visits == 59 + 22 + 15

    july = report(db, cast.shop, Period.month(Month(2026, 7)), SETTLES)
    assert (july.settled.told, july.settled.longer, july.settled.roles) == (0, 1, {})
    assert (july.figures.just_here, july.figures.took_part) == (9, 50)
    assert july.settles_on is None


def test_a_unit_in_which_nobody_was_counted_holds_no_sum_back(
    db: Database, cast: Cast, summer: None
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = dt.date(2026, 1, 5)
    settle_due_units(db, now=SETTLES)
    half = Period.half(2026, 1)
    assert report(db, cast.shop, half, SETTLES).settled.untold == {}
    with db.reading() as session:
        counts = Counts(
            session, [session.get_one(Venue, cast.shop)], Period.year(2026).months, now=SETTLES
        )
        told = counts.report(Period.year(2026)).settled
    assert (told.told, told.untold, told.waiting) == (1, {}, 1)


def test_it_is_exact_for_many_days(db: Database, cast: Cast) -> None:
    """Against a plain counter, with every day a little different."""
    cooks: Counter[str] = Counter()
    for step in range(60):
        date = SUMMER.first + dt.timedelta(days=step)
        number = 1 + step % 5
        write(
            db,
            cast.shop,
            date,
            visits(number, activity=cast.knitting, roles=[cast.cooks]),
            visits(step % 3 + 1, activity=cast.repair, roles=[cast.cooks]),
            visits(6, activity=cast.repair),
            visits(7, activity=cast.knitting),
        )
        cooks["knitting"] += number
        cooks["repair"] += step % 3 + 1
    settle_due_units(db, now=SETTLES)
    _units, roles, within = stored(db, cast.shop)
    assert roles[SUMMER.first, cast.cooks] == (cooks.total(), cooks.total())
    assert within == {
        (SUMMER.first, cast.knitting, cast.cooks): cooks["knitting"],
        (SUMMER.first, cast.repair, cast.cooks): cooks["repair"],
    }
