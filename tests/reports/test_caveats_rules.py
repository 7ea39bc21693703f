"""Caveats next to the numbers: the share the codes caught, and the effort of counting."""

from __future__ import annotations

import datetime as dt

from app.domain.board.attendance_estimate import AttendanceEstimate, Caught, asks_on, caught
from app.domain.board.host_workload import HostPage, HostWorkload, workload_of

DAY = dt.date(2026, 11, 1)


def test_it_asks_now_and_then_on_changing_weekdays() -> None:
    asked = [d for n in range(84) if asks_on(d := DAY + dt.timedelta(days=n), 1)]
    assert len(asked) == 14
    assert {d.weekday() for d in asked} == set(range(7))
    assert not set(asked) & {d for d in asked if asks_on(d, 2)}


def test_it_says_the_share_in_steps_of_ten() -> None:
    assert caught([AttendanceEstimate(20, 15), AttendanceEstimate(10, 8)], 5) == Caught(2, 80)
    assert caught([AttendanceEstimate(30, 10)], 5) == Caught(1, 30)
    # People who had already left are no gain; a venue with no visitors says nothing.
    assert caught([AttendanceEstimate(10, 40), AttendanceEstimate(0, 3)], 5) == Caught(1, 100)


def test_it_says_nothing_of_a_handful() -> None:
    assert caught([AttendanceEstimate(9, 3)], 5) is None
    assert caught([], 5) is None


def test_it_tells_the_days_over_a_minute_and_what_took_longest() -> None:
    seconds = {
        DAY: {HostPage.BOARD: 40},
        DAY + dt.timedelta(1): {HostPage.BOARD: 30, HostPage.PAPER: 50},
        DAY + dt.timedelta(2): {HostPage.BOARD: 61, HostPage.NOTE: 5},
        DAY + dt.timedelta(3): {HostPage.BOARD: 0},
    }
    assert workload_of(seconds) == HostWorkload(days=3, over=2, median=66, most=HostPage.BOARD)
    assert workload_of({DAY: {HostPage.NUMBERS: 20}}) == HostWorkload(1, 0, 20, None)
    assert workload_of({}) is None
