"""Times of the week as people type them."""

from __future__ import annotations

import pytest

from app.domain.base.opening_hours import Span
from app.domain.venues.typed_times import (
    TimeProblem,
    TimesRefused,
    outside_day,
    read_clock,
    read_span,
    read_week,
)


@pytest.mark.parametrize(
    ("typed", "minute"), [("9", 540), ("9.30", 570), ("09:30", 570), (" 0:00 ", 0), ("24:00", 1440)]
)
def test_it_reads_a_clock(typed: str, minute: int) -> None:
    assert read_clock(typed) == minute


@pytest.mark.parametrize("typed", ["", "25", "9:60", "24:01", "9-30", "ni", "9:3", "-1"])
def test_it_refuses_what_is_no_clock(typed: str) -> None:
    with pytest.raises(TimesRefused) as refused:
        read_clock(typed)
    assert refused.value.problem is TimeProblem.NOT_A_TIME


def test_it_reads_past_midnight_up_to_six() -> None:
    assert read_span("18:00", "01:00") == Span(1080, 1500)
    assert read_span("22:00", "06:00") == Span(1320, 1800)
    assert read_span("00:00", "00:00") == Span(0, 1440)
    with pytest.raises(TimesRefused) as refused:
        read_span("22:00", "06:01")
    assert refused.value.problem is TimeProblem.ENDS_TOO_LATE


def test_it_needs_both_times_or_none() -> None:
    assert read_span("", " ") is None
    for pair in (("10:00", ""), ("", "10:00")):
        with pytest.raises(TimesRefused) as refused:
            read_span(*pair)
        assert refused.value.problem is TimeProblem.ONE_IS_MISSING


def test_it_reads_a_week_and_keeps_what_can_be_used() -> None:
    week = read_week([("10:00", "17:00"), ("", ""), ("10:00", ""), ("x", "y")])
    assert week.spans == {0: Span(600, 1020)}
    assert week.problems == {2: TimeProblem.ONE_IS_MISSING, 3: TimeProblem.NOT_A_TIME}


def test_it_finds_times_that_the_end_of_the_day_cuts() -> None:
    assert outside_day({0: Span(600, 1020)}.items(), 240) is None
    assert outside_day({0: Span(240, 1440 + 240)}.items(), 240) is None
    assert outside_day({0: Span(600, 1020), 4: Span(1080, 1440 + 241)}.items(), 240) == 4
    assert outside_day({6: Span(239, 1020)}.items(), 240) == 6
