"""A report of a November, with everything that a file of it shows."""

from __future__ import annotations

import datetime as dt

from app.domain.base.interval import Interval
from app.domain.base.months import Month
from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.days.day_state import DayState
from app.domain.days.settling import Settled
from app.domain.reports.day_bits import DayBits, DaysSeen, days_by_weekday, weekday_sums
from app.domain.reports.figures import (
    ActivityTotal,
    Figures,
    SettledFigures,
    settled_total,
)
from app.domain.reports.period import Period
from app.domain.reports.report import Report, ReportVenue
from app.domain.reports.report_days import Coverage, ReportDay, days_of
from app.domain.reports.report_lines import activity_lines, by_name, role_lines, weekday_lines
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.role import RoleOption
from app.domain.visits.source import Source

NOVEMBER = Month(2026, 11)
BITS = DayBits(dt.date(2025, 11, 1), dt.date(2026, 12, 31))
TEN_TO_FIVE = Span(600, 1020)
WEEKDAYS = OpeningHistory(
    (WeekHours(dt.date(2026, 1, 1), dict.fromkeys(range(5), (TEN_TO_FIVE,))),)
)


def date(day: int) -> dt.date:
    return dt.date(2026, 11, day)


def november(
    states: dict[int, DayState],
    hours: OpeningHistory = WEEKDAYS,
    *,
    since: int = 1,
    ended: int | None = None,
    until: int = 22,
) -> tuple[ReportDay, ...]:
    return days_of(
        NOVEMBER,
        hours,
        {date(day): state for day, state in states.items()},
        {date(day): 7 for day, state in states.items() if state is DayState.COUNTED},
        since=date(since),
        ended=date(ended) if ended else None,
        until=date(until),
    )


def seen(states: dict[int, DayState]) -> DaysSeen:
    found = DaysSeen()
    for day, state in states.items():
        found.set_state(BITS.of(date(day)), state)
    return found


ROLES = (RoleOption(11, "laver mad"), RoleOption(12, "er vært"), RoleOption(13, "passer kassen"))
KNIT = ScheduledActivity(1, "Strikkecafé", ActivityKind.FIXED)
MEND = ScheduledActivity(2, "Reparation", ActivityKind.FIXED, archived_on=date(3))


def figures() -> Figures:
    return Figures(
        visits=60,
        just_here=20,
        took_part=40,
        changed=0,
        activities={1: ActivityTotal(30, 4), 2: ActivityTotal(3, 1)},
        sources={Source.PHONE: 60},
    )


def settled() -> SettledFigures:
    return settled_total(
        [
            Settled(
                roles={11: Interval.of(10), 12: Interval.of(8), 13: Interval.below(5)},
                within={(1, 11): Interval.of(10)},
            )
        ]
    )


def report() -> Report:
    shown = figures()
    return Report(
        venues=(ReportVenue(1, "Genbrugsbutikken"),),
        name="Genbrugsbutikken",
        period=Period.month(NOVEMBER),
        complete=True,
        coverage=Coverage(17, 21),
        figures=shown,
        settled=settled(),
        activities=activity_lines(shown, settled(), by_name([(KNIT, ""), (MEND, "")]), ROLES),
        roles=role_lines(settled(), ROLES),
        days=(days := november({2: DayState.COUNTED, 3: DayState.ZERO}, until=5)),
        weekdays=weekday_lines(
            weekday_sums({day.date: day.visits for day in days if day.visits}),
            days_by_weekday(
                [seen({2: DayState.COUNTED, 3: DayState.ZERO})],
                BITS.between(NOVEMBER.first, NOVEMBER.last),
                BITS,
            ),
        ),
    )
