"""What stands beside the numbers: the share that the codes caught, and what counting took."""

from __future__ import annotations

import datetime as dt

from app.domain.burden import Burden, Part, burden_of
from app.domain.head_check import Caught, HeadCheck, asks_on, caught

DAY = dt.date(2026, 11, 1)


def test_it_asks_now_and_then_on_changing_weekdays():
    asked = [d for n in range(84) if asks_on(d := DAY + dt.timedelta(days=n), 1)]
    assert len(asked) == 14
    assert {d.weekday() for d in asked} == set(range(7))
    assert not set(asked) & {d for d in asked if asks_on(d, 2)}


def test_it_says_the_share_in_steps_of_ten():
    assert caught([HeadCheck(20, 15), HeadCheck(10, 8)], 5) == Caught(2, 80)
    assert caught([HeadCheck(30, 10)], 5) == Caught(1, 30)
    # Who had left again is no gain; a house where nobody was says nothing.
    assert caught([HeadCheck(10, 40), HeadCheck(0, 3)], 5) == Caught(1, 100)


def test_it_says_nothing_of_a_handful():
    assert caught([HeadCheck(9, 3)], 5) is None
    assert caught([], 5) is None


def test_it_tells_the_days_over_a_minute_and_what_took_longest():
    seconds = {
        DAY: {Part.BOARD: 40},
        DAY + dt.timedelta(1): {Part.BOARD: 30, Part.PAPER: 50},
        DAY + dt.timedelta(2): {Part.BOARD: 61, Part.NOTE: 5},
        DAY + dt.timedelta(3): {Part.BOARD: 0},
    }
    assert burden_of(seconds) == Burden(days=3, over=2, median=66, most=Part.BOARD)
    assert burden_of({DAY: {Part.NUMBERS: 20}}) == Burden(1, 0, 20, None)
    assert burden_of({}) is None
