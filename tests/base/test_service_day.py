"""Which day it is: nights, months, quarters and opening hours."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.base.months import Month, Quarter
from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.base.service_day import ZONE, day_ends, day_starts, minute_of, service_date

INSTANTS = st.datetimes(
    dt.datetime(2026, 1, 1), dt.datetime(2037, 12, 31), timezones=st.just(dt.UTC)
)
LIMITS = st.integers(0, 720)
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2037, 12, 31))


def local(year: int, month: int, day: int, hour: int, minute: int) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(dt.UTC)


@given(INSTANTS, LIMITS)
@example(dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC), 150)
@example(dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC), 150)
@example(dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC), 150)
def test_it_gives_every_instant_exactly_one_day(now: dt.datetime, limit: int) -> None:
    date = service_date(now, limit)
    assert day_starts(date, limit) <= now < day_ends(date, limit)


@given(DATES, LIMITS)
def test_its_days_follow_each_other_without_a_gap(date: dt.date, limit: int) -> None:
    assert day_ends(date, limit) == day_starts(date + dt.timedelta(days=1), limit)
    hours = (day_ends(date, limit) - day_starts(date, limit)).total_seconds() / 3600
    assert 23 <= hours <= 25


@pytest.mark.parametrize(
    ("when", "date"),
    [
        ((2026, 11, 22, 3, 59), dt.date(2026, 11, 21)),
        ((2026, 11, 22, 4, 0), dt.date(2026, 11, 22)),
        ((2027, 1, 1, 1, 0), dt.date(2026, 12, 31)),
        ((2028, 3, 1, 0, 30), dt.date(2028, 2, 29)),
    ],
)
def test_it_ends_the_day_at_four(when: tuple[int, int, int, int, int], date: dt.date) -> None:
    assert service_date(local(*when)) == date


def test_it_has_a_day_of_23_and_one_of_25_hours() -> None:
    assert day_ends(dt.date(2027, 3, 27)) - day_starts(dt.date(2027, 3, 27)) == dt.timedelta(
        hours=23
    )
    assert day_ends(dt.date(2026, 10, 24)) - day_starts(dt.date(2026, 10, 24)) == dt.timedelta(
        hours=25
    )


def test_it_counts_minutes_on_past_midnight() -> None:
    assert minute_of(local(2026, 11, 23, 1, 30), dt.date(2026, 11, 22)) == 25 * 60 + 30


@given(DATES)
def test_a_month_and_a_quarter_hold_their_dates(date: dt.date) -> None:
    month, quarter = Month.of(date), Quarter.of(date)
    assert date in list(month.dates())
    assert month.first <= date <= month.last
    assert month in quarter.months
    assert quarter.first <= date <= quarter.last
    assert month.next.previous == month
    assert quarter.next.previous == quarter
    assert Month.parse(str(month)) == month
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-01", "2026-1", "2026-١١", "1999-01"]
)
def test_it_refuses_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError):
        Month.parse(text)


@pytest.mark.parametrize("text", ["", "2026", "2026-0", "2026-5", "2026-04", "2026-x", "2026-²"])
def test_it_refuses_what_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError):
        Quarter.parse(text)


def test_opening_hours_keep_their_history() -> None:
    summer = WeekHours(dt.date(2026, 6, 1), {0: (Span(600, 960),)})
    winter = WeekHours(dt.date(2026, 10, 1), {1: (Span(720, 900), Span(960, 1500))})
    hours = OpeningHistory((summer, winter))
    assert hours.on(dt.date(2026, 9, 28)) == (Span(600, 960),)
    assert hours.on(dt.date(2026, 10, 5)) == ()
    assert hours.on(dt.date(2026, 10, 6)) == (Span(720, 900), Span(960, 1500))
    assert hours.on(dt.date(2026, 1, 5)) == (Span(600, 960),)
    assert hours.next_opening(dt.date(2026, 10, 6)) == (
        dt.date(2026, 10, 13),
        (Span(720, 900), Span(960, 1500)),
    )
    assert hours.coming(dt.date(2026, 9, 30)) == (winter,)
    assert hours.coming(dt.date(2026, 10, 1)) == ()


def test_a_venue_without_hours_never_says_that_it_is_closed() -> None:
    assert not OpeningHistory().known
    assert OpeningHistory().next_opening(dt.date(2026, 1, 1)) is None


def test_a_span_holds_its_start_and_not_its_end() -> None:
    span = Span(600, 660)
    assert [span.holds(minute) for minute in (599, 600, 659, 660)] == [False, True, True, False]
    assert span.holds(599, margin=1) and span.holds(660, margin=1)
