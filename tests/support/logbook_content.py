"""What a quarter's logbook holds, as the rules and files know it."""

from __future__ import annotations

from typing import Any

from app.domain.base.interval import Interval
from app.domain.base.months import Month, Quarter
from app.domain.days.day_state import DayState
from app.domain.days.settling import Settled
from app.domain.logbook.content import Content, HandIn, Numbers
from app.domain.logbook.period_numbers import numbers_of
from app.domain.reports.definitions import DEFINITIONS
from app.domain.reports.figures import ActivityTotal, Figures, SettledFigures, settled_total, total
from app.domain.reports.period import Period
from app.domain.reports.report import Report, ReportVenue
from app.domain.reports.report_days import Coverage, ReportDay
from app.domain.reports.report_lines import activity_lines, role_lines
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.role import RoleOption
from app.domain.visits.source import Source

QUARTER = Quarter(2026, 4)
KNITTING = ScheduledActivity(7, "Strikkecafé", ActivityKind.FIXED)
COOKS = RoleOption(3, "laver mad", "cooking")


def report(
    period: Month | Quarter,
    figures: Figures,
    told: SettledFigures,
    *,
    state: DayState | None = None,
    opening_days: int = 20,
) -> Report:
    days = [ReportDay(period.first, state, 0)] if isinstance(period, Month) else []
    return Report(
        venues=(ReportVenue(1, "Genbrugsbutikken"),),
        name="Genbrugsbutikken",
        period=Period.month(period) if isinstance(period, Month) else Period.quarter(period),
        complete=True,
        coverage=Coverage(10, opening_days),
        figures=figures,
        settled=told,
        activities=activity_lines(figures, told, [(KNITTING, "")], [COOKS]),
        roles=role_lines(told, [COOKS]),
        days=tuple(days),
        begun=state is not None or not days,
    )


def figures(visits: int) -> Figures:
    return Figures(
        visits=visits,
        just_here=2,
        took_part=visits - 2,
        activities={7: ActivityTotal(visits, 2)},
        sources={Source.PHONE: visits},
    )


FIRST = Settled(roles={3: Interval.of(6)}, within={(7, 3): Interval.of(6)})
SECOND = Settled(roles={3: Interval.below(5)})


def numbers(**more: Any) -> Numbers:
    months = [figures(30), figures(20), Figures()]
    told = [settled_total([FIRST]), settled_total([SECOND]), settled_total([])]
    states = [DayState.COUNTED, DayState.NOT_COUNTED, None]
    return numbers_of(
        [
            report(month, shown, roles, state=state, **more)
            for month, shown, roles, state in zip(QUARTER.months, months, told, states, strict=True)
        ],
        report(QUARTER, total(months), settled_total([FIRST, SECOND]), **more),
    )


def content(reflections: tuple[Any, ...] = (), handed_in: HandIn | None = None) -> Content:
    return Content(
        "Genbrugsbutikken", "Landsbyen", QUARTER, reflections, numbers(), DEFINITIONS, handed_in
    )
