"""Building reports from counts."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from app.db import Database
from app.domain.base.interval import Interval
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.logbook.logbook import LogbookPer
from app.domain.people.access import Duty, NotFound, Viewer
from app.domain.reports.figures import total
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.report_days import Coverage
from app.domain.reports.selection import Selection
from app.domain.visits.counting import VisitRow, count
from app.domain.visits.source import Source
from app.models import Activity, Day, Partnership, Venue
from app.services.reports.available import available
from app.services.reports.report_builder import months_and_whole
from app.services.reports.reports import overview
from app.services.venues.offered_roles import offer_roles
from app.services.venues.partnerships import change_partnership
from app.services.venues.roles import archive_role, restore_role
from app.services.visits.day_counts import write_day
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on

NOVEMBER = Month(2026, 11)


def close(db: Database, venue_id: int, date: dt.date, visits: list[VisitRow]) -> None:
    """A day as it is after closing."""
    with db.writing() as session:
        state = DayState.COUNTED if visits else DayState.ZERO
        session.add(
            Day(
                venue_id=venue_id,
                service_date=date,
                ends_at=day_ends(date),
                closed=True,
                state=state,
            )
        )
        session.flush()
        write_day(session, venue_id, date, count(visits))


def visits(number: int, *activities: int, **roles: int) -> list[VisitRow]:
    held = dict.fromkeys(roles.values())
    return [
        VisitRow(size=1, source=Source.PHONE, activities=frozenset(activities), roles=dict(held))
    ] * number


def only(venue_id: int) -> Selection:
    return Selection(frozenset({venue_id}))


def month_report(
    db: Database, viewer: Viewer, venue_id: int, month: Month, *, now: dt.datetime
) -> Report:
    return overview(db, viewer, only(venue_id), Period.month(month), now=now).report


@pytest.fixture
def kim(cast: Cast) -> Viewer:
    return Viewer(1, "Kim", "da", {cast.partnership: Duty.COORDINATOR})


def test_it_reports_the_closed_days_of_a_month(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(8, cast.knitting) + visits(6))
    close(db, cast.shop, dt.date(2026, 11, 5), visits(7, cast.knitting, role=cast.cooks))
    close(db, cast.shop, dt.date(2026, 10, 31), visits(50))
    report = month_report(db, kim, cast.shop, NOVEMBER, now=clock())
    assert report.name == "Genbrugsbutikken"
    assert report.figures.visits == 21
    assert report.figures.just_here == Interval.of(6)
    assert report.figures.took_part == Interval.of(15)
    assert [(a.activity.name, a.participations, a.times_held) for a in report.activities] == [
        ("Strikkecafé", 15, 2)
    ]
    assert [(row.role.verb, row.number.text) for row in report.roles] == [
        ("laver mad", "7"),
        ("er vært", "0"),
    ]
    assert [day.visits for day in report.days[2:5]] == [14, None, 7]
    assert not report.complete


def test_it_leaves_today_out(db: Database, cast: Cast, clock: Clock, kim: Viewer) -> None:
    report = month_report(db, kim, cast.shop, NOVEMBER, now=clock())
    states = {day.date.day: day.state for day in report.days}
    assert states[22] is None
    assert states[21] is None  # the shop was created on the 22nd
    assert report.empty


def test_it_says_how_many_opening_days_were_counted(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = dt.date(2026, 11, 1)
    open_on(db, cast.shop, 0, since=dt.date(2026, 11, 1))
    close(db, cast.shop, dt.date(2026, 11, 2), visits(3))
    close(db, cast.shop, dt.date(2026, 11, 9), [])
    close(db, cast.shop, dt.date(2026, 11, 14), visits(2))
    report = month_report(db, kim, cast.shop, NOVEMBER, now=clock())
    # Three Mondays so far, and a Saturday when somebody came.
    assert report.coverage == Coverage(counted=3, opening_days=4)


def test_it_protects_by_the_partnership_own_threshold(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(30, cast.knitting) + visits(8))
    assert month_report(db, kim, cast.shop, NOVEMBER, now=clock()).figures.just_here == Interval.of(
        8
    )
    with db.writing() as session:
        session.get_one(Partnership, cast.partnership).small_number = 10
    figures = month_report(db, kim, cast.shop, NOVEMBER, now=clock()).figures
    assert figures.just_here == Interval(1, 9)
    assert figures.took_part == Interval(29, 37)


def test_a_month_that_stands_keeps_the_threshold_it_has_been_shown_with(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    for date in (dt.date(2026, 9, 1), dt.date(2026, 10, 6), dt.date(2026, 11, 3)):
        close(db, cast.shop, date, visits(30, cast.knitting) + visits(4))

    def change(number: int) -> None:
        change_partnership(
            db,
            kim,
            cast.partnership,
            name="Landsbyen",
            small_number=number,
            logbook_per=LogbookPer.QUARTER,
            now=clock(),
        )

    def just_here() -> list[Interval]:
        reports = [
            month_report(db, kim, cast.shop, Month(2026, month), now=clock())
            for month in (9, 10, 11)
        ]
        return [report.figures.just_here for report in reports]

    clock.at("2026-11-07")  # September is final, October can be corrected.
    change(3)
    assert just_here() == [Interval(1, 4), Interval.of(4), Interval.of(4)]
    clock.at("2026-11-08")
    change(20)
    assert just_here() == [Interval(1, 4), Interval.of(4), Interval(0, 34)]
    change(4)
    assert just_here() == [Interval(1, 4), Interval.of(4), Interval.of(4)]
    autumn = Period.parse("2026-h2")
    clock.at("2027-01-08")
    whole = overview(db, kim, only(cast.shop), autumn, now=clock()).report
    assert (whole.figures.just_here, whole.threshold) == (Interval(9, 12), 5)


def test_a_role_that_comes_later_opens_no_month_from_before_it(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    """The four who took part without an activity had the only role on offer."""
    offer_roles(db, kim, cast.shop, {cast.cooks}, now=clock.at("2026-11-01"))
    for month in (11, 12, 13):
        date = dt.date(2026 + month // 13, month % 12 or 12, 3)
        took_part = visits(9, cast.knitting) + visits(4, role=cast.cooks)
        close(db, cast.shop, date, took_part + visits(7))
    clock.at("2026-12-02")
    offer_roles(db, kim, cast.shop, {cast.cooks, cast.welcomes}, now=clock())
    clock.at("2027-02-01")
    shown = {
        month: month_report(db, kim, cast.shop, month, now=clock()).figures.just_here
        for month in (NOVEMBER, Month(2026, 12), Month(2027, 1))
    }
    assert shown == {
        NOVEMBER: Interval(0, 20),
        Month(2026, 12): Interval(0, 20),
        Month(2027, 1): Interval.of(7),
    }


@pytest.mark.parametrize("way", ["archived", "let go"])
def test_a_role_that_went_and_came_back_moves_no_month(
    db: Database, cast: Cast, clock: Clock, kim: Viewer, way: str
) -> None:
    def stop(now: dt.datetime) -> None:
        if way == "archived":
            archive_role(db, kim, cast.welcomes, now=now)
        else:
            offer_roles(db, kim, cast.shop, {cast.cooks}, now=now)

    def begin(now: dt.datetime) -> None:
        if way == "archived":
            restore_role(db, kim, cast.welcomes, now=now)
        else:
            offer_roles(db, kim, cast.shop, {cast.cooks, cast.welcomes}, now=now)

    months = (Month(2026, 12), Month(2027, 1), Month(2027, 2))
    for month in months:
        took_part = visits(9, cast.knitting) + visits(4, role=cast.cooks)
        close(db, cast.shop, month.first, took_part + visits(7))

    def just_here() -> list[Interval]:
        return [
            month_report(db, kim, cast.shop, month, now=clock()).figures.just_here
            for month in months
        ]

    stop(clock.at("2027-01-01"))
    begin(clock())
    clock.at("2027-03-01")
    assert just_here() == [Interval.of(7)] * 3
    stop(clock.at("2027-01-02"))
    begin(clock.at("2027-02-01"))
    clock.at("2027-03-01")
    expected = [Interval.of(7), Interval(0, 20), Interval.of(7)]
    assert just_here() == expected
    for date in ("2027-03-24", "2027-04-02"):
        for change in (stop, begin, stop):
            change(clock.at(date))
            assert just_here() == expected
        begin(clock.at("2027-03-30"))


def test_it_keeps_an_archived_activity_in_the_report(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(8, cast.repair))
    with db.writing() as session:
        session.execute(
            update(Activity)
            .where(Activity.id == cast.repair)
            .values(archived_on=dt.date(2026, 11, 10))
        )
    [row] = month_report(db, kim, cast.shop, NOVEMBER, now=clock()).activities
    assert (row.activity.name, row.participations) == ("Reparation", 8)
    assert row.activity.archived_on == dt.date(2026, 11, 10)


def test_it_sums_a_quarter_from_what_its_months_show(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    for month, small in ((10, 2), (11, 4)):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting) + visits(small))
    with db.reading() as session:
        venue = session.get_one(Venue, cast.shop)
        months, quarter = months_and_whole(session, venue, Quarter(2026, 4), now=clock())
    assert quarter.figures == total(month.figures for month in months)
    assert quarter.figures.visits == 86
    # They total six, and six could be shown; but then October would give away November.
    assert quarter.figures.just_here == Interval(2, 8)
    assert quarter.activities[0].times_held == 2
    assert quarter.days == ()


def test_it_hides_what_is_somebody_else_s_like_what_is_missing(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    for venue_id in (cast.cafe, 999):
        with pytest.raises(NotFound):
            month_report(db, kim, venue_id, NOVEMBER, now=clock())
        with pytest.raises(NotFound):
            available(db, kim, only(venue_id), now=clock())


def test_it_offers_the_latest_month_with_counts(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    close(db, cast.shop, dt.date(2026, 8, 3), visits(1))
    close(db, cast.shop, dt.date(2026, 9, 3), visits(1))
    choice = available(db, kim, None, now=clock())
    assert choice is not None
    assert choice.selection == only(cast.shop)
    [partnership] = choice.partnerships
    assert [venue.name for venue in partnership.venues] == ["Genbrugsbutikken"]
    assert choice.month == Month(2026, 9)
    assert [str(month) for month in choice.months] == ["2026-11", "2026-10", "2026-09", "2026-08"]


def test_it_offers_the_running_month_where_nothing_is_counted(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    choice = available(db, kim, None, now=clock())
    assert choice is not None
    assert choice.months == (NOVEMBER,)


def test_it_offers_nothing_where_there_is_no_venue(db: Database, clock: Clock) -> None:
    new = Viewer(1, "Kim", "da", {77: Duty.COORDINATOR})
    assert available(db, new, None, now=clock()) is None


@pytest.fixture
def barn(db: Database, cast: Cast) -> int:
    """A second venue in the same partnership."""
    with db.writing() as session:
        barn = Venue(
            partnership_id=cast.partnership,
            name="Laden",
            kind="faelleshus",
            created_on=dt.date(2026, 11, 22),
        )
        session.add(barn)
        session.flush()
        return barn.id


def test_it_sums_venues_from_what_each_of_them_shows(
    db: Database, cast: Cast, clock: Clock, kim: Viewer, barn: int
) -> None:
    for venue_id in (cast.shop, barn):
        close(db, venue_id, dt.date(2026, 11, 3), visits(40, role=cast.cooks) + visits(3))
    both = Selection(frozenset({cast.shop, barn}))
    whole = Selection(partnership_id=cast.partnership)
    november = Period.month(NOVEMBER)
    found = overview(db, kim, both, november, now=clock())
    assert found.report.figures.visits == 86
    # "Just here" totals six, which could be shown; but one venue would give away the other.
    assert found.report.figures.just_here == Interval(2, 8)
    assert [(part.name, part.figures.visits) for part in found.by_venue] == [
        ("Genbrugsbutikken", 43),
        ("Laden", 43),
    ]
    assert found.report.name == ""
    assert overview(db, kim, whole, november, now=clock()).report.name == "Landsbyen"
    assert found.report.days == ()
    assert [(row.weekday, row.days_counted) for row in found.report.weekdays] == [(1, 2)]


def test_it_stands_beside_the_year_so_far_and_the_year_before(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    for date, number in (
        (dt.date(2025, 10, 3), 20),
        (dt.date(2026, 1, 5), 30),
        (dt.date(2026, 10, 3), 40),
        (dt.date(2026, 11, 3), 50),
    ):
        close(db, cast.shop, date, visits(number, cast.knitting))
    october = overview(db, kim, only(cast.shop), Period.month(Month(2026, 10)), now=clock())
    assert [(str(one.period), one.figures.visits) for one in october.columns] == [
        ("2026-10", 40),
        ("2026-til-10", 70),
        ("2025-10", 20),
    ]
    january = overview(db, kim, only(cast.shop), Period.month(Month(2026, 1)), now=clock())
    assert january.before is None  # nobody counted in January 2025
    running = overview(db, kim, only(cast.shop), Period.month(NOVEMBER), now=clock())
    assert running.before is None  # the month is not over, and partial months are not compared
    quarter = overview(db, kim, only(cast.shop), Period.parse("2026-k4"), now=clock())
    assert quarter.report.figures.visits == 90
    assert [one.figures.visits for one in quarter.months] == [40, 50, 0]
    assert quarter.year is None


def test_it_mixes_no_two_partnerships(db: Database, cast: Cast, clock: Clock) -> None:
    of_both = Viewer(
        1,
        "Kim",
        "da",
        {cast.partnership: Duty.COORDINATOR, cast.other_partnership: Duty.COORDINATOR},
    )
    with pytest.raises(NotFound):
        overview(
            db,
            of_both,
            Selection(frozenset({cast.shop, cast.cafe})),
            Period.month(NOVEMBER),
            now=clock(),
        )
    choice = available(db, of_both, None, now=clock())
    assert choice is not None
    assert [partnership.name for partnership in choice.partnerships] == ["Byen", "Landsbyen"]
