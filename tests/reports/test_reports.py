"""Building reports from counts."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import update

from app.db import Database
from app.domain.base.months import Month, Quarter
from app.domain.people.access import Duty, NotFound, Viewer
from app.domain.reports.figures import total
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.report_days import Coverage
from app.domain.reports.selection import Selection
from app.models import Activity, Venue
from app.services.reports.available import available
from app.services.reports.report_builder import months_and_whole
from app.services.reports.reports import overview
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.hours import open_on

NOVEMBER = Month(2026, 11)


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
    assert report.figures.just_here == 6
    assert report.figures.took_part == 15
    assert [(a.activity.name, a.participations, a.times_held) for a in report.activities] == [
        ("Strikkecafé", 15, 2)
    ]
    assert report.roles == ()  # The quarter has not settled.
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


def test_it_sums_a_quarter_from_its_months(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    for month, small in ((10, 2), (11, 4)):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting) + visits(small))
    with db.reading() as session:
        venue = session.get_one(Venue, cast.shop)
        months, quarter = months_and_whole(session, [venue], Quarter(2026, 4), now=clock())
    assert quarter.figures == total(month.figures for month in months)
    assert quarter.figures.visits == 86
    assert quarter.figures.just_here == 6
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


def test_it_begins_at_a_venue_with_counts(
    db: Database, cast: Cast, clock: Clock, kim: Viewer, barn: int
) -> None:
    def begins_at() -> int:
        choice = available(db, kim, None, now=clock())
        assert choice is not None
        [venue_id] = choice.selection.venue_ids
        return venue_id

    assert begins_at() == cast.shop, "the first in the list"
    close(db, barn, dt.date(2026, 11, 3), visits(1))
    assert begins_at() == barn
    close(db, cast.shop, dt.date(2026, 11, 3), visits(1))
    assert begins_at() == cast.shop


def test_it_sums_venues(db: Database, cast: Cast, clock: Clock, kim: Viewer, barn: int) -> None:
    for venue_id in (cast.shop, barn):
        close(db, venue_id, dt.date(2026, 11, 3), visits(40, role=cast.cooks) + visits(3))
    both = Selection(frozenset({cast.shop, barn}))
    whole = Selection(partnership_id=cast.partnership)
    november = Period.month(NOVEMBER)
    found = overview(db, kim, both, november, now=clock())
    assert found.report.figures.visits == 86
    assert found.report.figures.just_here == 6
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
