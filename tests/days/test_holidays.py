"""Danish public holidays, and what they suggest for a day without visits."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.days.day_state import proposal
from app.domain.days.holidays import Holiday, easter_sunday, holiday

# Source: the Astronomical Society's tables, https://www.census.gov/data/software/x13as/genhol/easter-dates.html
EASTERS = ("2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
           "2026-04-05", "2027-03-28", "2030-04-21", "2035-03-25", "2038-04-25")  # fmt: skip


@pytest.mark.parametrize("day", EASTERS)
def test_it_finds_easter(day: str) -> None:
    date = dt.date.fromisoformat(day)
    assert easter_sunday(date.year) == date
    assert date.weekday() == 6


def test_it_knows_the_danish_holidays_of_a_year() -> None:
    year = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    assert {d.isoformat()[5:]: h for d in year if (h := holiday(d))} == {
        "01-01": Holiday.NEW_YEAR,
        "04-02": Holiday.MAUNDY_THURSDAY,
        "04-03": Holiday.GOOD_FRIDAY,
        "04-05": Holiday.EASTER_SUNDAY,
        "04-06": Holiday.EASTER_MONDAY,
        "05-14": Holiday.ASCENSION,
        "05-24": Holiday.WHIT_SUNDAY,
        "05-25": Holiday.WHIT_MONDAY,
        "06-05": Holiday.CONSTITUTION_DAY,
        "12-24": Holiday.CHRISTMAS_EVE,
        "12-25": Holiday.CHRISTMAS_DAY,
        "12-26": Holiday.BOXING_DAY,
    }
    # Store bededag, the fourth Friday after Easter, was abolished from 2024 on.
    assert holiday(dt.date(2026, 5, 1)) is None


def test_it_proposes_a_closed_day_by_the_calendar_and_by_the_hours() -> None:
    weekdays = OpeningHistory((WeekHours(dt.date(2026, 1, 1), {0: (Span(600, 900),)}),))
    easter, sunday = (proposal(dt.date(2026, *day), weekdays) for day in ((4, 6), (11, 22)))
    assert easter is not None and easter.holiday is Holiday.EASTER_MONDAY
    assert sunday is not None and sunday.holiday is None
    assert proposal(dt.date(2026, 11, 23), weekdays) is None
    assert proposal(dt.date(2026, 11, 22), OpeningHistory()) is None
