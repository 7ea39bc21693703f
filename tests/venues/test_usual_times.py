"""In which weeks an activity is, and the dates that this means."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.base.opening_hours import Span
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.usual_times import Rhythm, UsualTime, contradict, every_week, spans_on

MORNING, EVENING = Span(600, 720), Span(1020, 1140)
YEAR_WITH_53_WEEKS = dt.date(2026, 12, 1)


def dates(time: UsualTime, first: dt.date = YEAR_WITH_53_WEEKS, days: int = 60) -> list[str]:
    """Return the dates of 60 days on which it is, as month and day."""
    each = (first + dt.timedelta(days=n) for n in range(days))
    return [f"{date:%m-%d}" for date in each if time.is_on(date)]


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm.EVERY_OTHER, ["12-08", "12-22", "01-05", "01-19"]),
        (Rhythm.EVEN_WEEKS, ["12-08", "12-22", "01-12", "01-26"]),
        (Rhythm.ODD_WEEKS, ["12-01", "12-15", "12-29", "01-05", "01-19"]),
        (Rhythm.FIRST, ["12-01", "01-05"]),
        (Rhythm.SECOND, ["12-08", "01-12"]),
        (Rhythm.FOURTH, ["12-22", "01-26"]),
        (Rhythm.LAST, ["12-29", "01-26"]),
    ],
)
def test_it_knows_its_dates(rhythm: Rhythm, expected: list[str]) -> None:
    since = dt.date(2026, 12, 8) if rhythm is Rhythm.EVERY_OTHER else None
    assert dates(UsualTime(1, EVENING, rhythm, since)) == expected


def test_it_runs_on_these_dates_alone_and_can_run_twice_a_day() -> None:
    times = (
        UsualTime(1, EVENING, Rhythm.ODD_WEEKS),
        UsualTime(1, MORNING, Rhythm.FIRST),
        UsualTime(3, MORNING),
    )
    choir = ScheduledActivity(1, "Kor", ActivityKind.FIXED, times=times)
    assert choir.spans_on(dt.date(2026, 12, 1)) == (MORNING, EVENING)
    assert choir.spans_on(dt.date(2026, 12, 3)) == (MORNING,)
    assert not choir.runs_on(dt.date(2026, 12, 8))
    choir.said[dt.date(2026, 12, 8)] = True
    assert choir.runs_on(dt.date(2026, 12, 8))
    assert choir.spans_on(dt.date(2026, 12, 8)) == ()


def test_times_that_meet_on_a_date_are_one() -> None:
    times = (*every_week({1: MORNING}), UsualTime(1, Span(660, 780), Rhythm.FIRST))
    assert spans_on(times, dt.date(2026, 12, 1)) == (Span(600, 780),)
    assert spans_on(times, dt.date(2026, 12, 8)) == (MORNING,)


def test_times_contradict_in_the_same_weeks_alone() -> None:
    early, late = Span(600, 720), Span(700, 800)
    even, odd = Rhythm.EVEN_WEEKS, Rhythm.ODD_WEEKS
    assert contradict([UsualTime(1, early), UsualTime(1, late)])
    assert not contradict([UsualTime(1, early), UsualTime(2, late)])
    assert not contradict([UsualTime(1, early, even), UsualTime(1, late, odd)])
