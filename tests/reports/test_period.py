"""Periods: months, quarters, halves and years, and how they are written."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.base.months import Month, Quarter
from app.domain.reports.period import LONGEST, Period, PeriodKind

NOVEMBER = Month(2026, 11)


def test_it_names_every_period_that_a_month_is_in() -> None:
    names = [str(period) for period in Period.around(NOVEMBER)]
    assert names == ["2026-11", "2026-k4", "2026-h2", "2026", "2026-til-11"]
    assert str(Period.around(Month(2026, 6))[2]) == "2026-h1"
    in_files = [period.iso for period in Period.around(NOVEMBER)]
    assert in_files == ["2026-11", "2026-10/2026-12", "2026-07/2026-12", "2026", "2026-01/2026-11"]


@pytest.mark.parametrize("month", [Month(2026, number) for number in range(1, 13)])
def test_it_reads_what_it_has_written(month: Month) -> None:
    for period in Period.around(month):
        assert Period.parse(str(period)) == period
        assert month in period.months


@pytest.mark.parametrize("months", range(1, LONGEST + 1))
def test_it_reads_any_span_it_has_written(months: int) -> None:
    for start in (Month(2025, 1), Month(2025, 10), Month(2025, 11)):
        period = Period.span(start, start.later(months - 1))
        assert Period.parse(str(period)) == period
        assert len(period.months) == period.length == months
        assert period.months[0] == start


def test_a_span_that_has_a_name_is_called_by_it() -> None:
    spans = [((2026, 4), (2026, 6)), ((2026, 1), (2026, 8)), ((2025, 11), (2026, 2))]
    told = [str(Period.span(Month(*first), Month(*last))) for first, last in spans]
    assert told == ["2026-k2", "2026-til-08", "2025-11-m4"]
    assert Period.span(Month(2025, 11), Month(2026, 2)).iso == "2025-11/2026-02"


def test_a_span_has_an_end_after_its_start_and_is_not_endless() -> None:
    for first, last in (((2026, 2), (2026, 1)), ((2020, 1), (2026, 1))):
        with pytest.raises(ValueError, match="not a period"):
            Period.span(Month(*first), Month(*last))


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-m0",
        "2026-02-m1",
        "2026-04-m3",
        "2026-02-m37",
        "2026-02-m",
        "2199-11-m4",
        "",
        "26",
        "2026-",
        "2026-13",
        "2026-k5",
        "2026-h0",
        "2026-til-00",
        "2026-4",
        "２０２６",
    ],
)
def test_it_reads_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        Period.parse(text)


def test_it_runs_from_a_first_day_to_a_last() -> None:
    half = Period.half(2026, 1)
    assert (half.first, half.last) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert len(half.months) == 6
    assert Period.quarter(Quarter(2026, 4)).months == Quarter(2026, 4).months


def test_it_knows_the_same_period_a_year_before() -> None:
    assert Period.so_far(NOVEMBER).a_year_before == Period.so_far(Month(2025, 11))
    assert Period.year(2026).a_year_before.kind is PeriodKind.YEAR


@pytest.mark.parametrize(
    ("running", "ended"),
    [
        (Month(2026, 11), "2026-10 2026-k3 2026-h1 2025"),
        (Month(2027, 1), "2026-12 2026-k4 2026-h2 2026"),
        (Month(2026, 4), "2026-03 2026-k1 2025-h2 2025"),
    ],
)
def test_it_knows_what_ended_last(running: Month, ended: str) -> None:
    assert " ".join(str(period) for period in Period.just_ended(running)) == ended
