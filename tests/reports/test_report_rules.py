"""What a report consists of, and how months add up."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.interval import Interval
from app.domain.base.opening_hours import OpeningHistory, WeekHours
from app.domain.days.day_state import DayState
from app.domain.days.settling import Settled, Untold
from app.domain.reports.definitions import BY_NUMBER, DEFINITIONS, Number
from app.domain.reports.figures import (
    Figures,
    settled_total,
)
from app.domain.reports.report_days import Coverage, ReportDay, visits_per_day, was_counted
from app.domain.reports.report_lines import activity_lines, by_name, role_lines
from app.domain.reports.roles_shown import RolesShown
from app.domain.venues.activity import ActivityKind
from app.domain.visits.source import Source
from tests.support.reports import (
    BITS,
    KNIT,
    MEND,
    NOVEMBER,
    ROLES,
    TEN_TO_FIVE,
    WEEKDAYS,
    date,
    figures,
    november,
    report,
    seen,
    settled,
)


def covered(
    states: dict[int, DayState],
    hours: OpeningHistory = WEEKDAYS,
    *,
    since: int = 1,
    ended: int | None = None,
    until: int = 22,
) -> Coverage:
    opening = BITS.in_use(
        hours, since=date(since), ended=date(ended) if ended else None, until=date(until)
    )
    within = BITS.between(NOVEMBER.first, NOVEMBER.last)
    found = seen(states).coverage(within, opening)
    days = november(states, hours, since=since, ended=ended, until=until)
    missed = sum(day.state is DayState.NOT_COUNTED for day in days)
    counted = sum(was_counted(day.state) for day in days)
    assert found == Coverage(counted, counted + missed if hours.known else None)
    return found


@given(
    changes=st.dictionaries(st.integers(-40, 500), st.sets(st.integers(0, 6)), max_size=4),
    since=st.integers(-5, 430),
    until=st.integers(-5, 430),
)
def test_its_bits_are_the_days_of_the_hours_in_force(
    changes: dict[int, set[int]], since: int, until: int
) -> None:
    def at(step: int) -> dt.date:
        return BITS.first + dt.timedelta(days=step)

    hours = OpeningHistory(
        tuple(
            WeekHours(at(step), dict.fromkeys(weekdays, (TEN_TO_FIVE,)))
            for step, weekdays in changes.items()
        )
    )
    opening = BITS.in_use(hours, since=at(since), ended=None, until=at(until))
    dates = [at(step) for step in range((BITS.last - BITS.first).days + 1)]
    told = [date for date in dates if opening is not None and opening & BITS.of(date)]
    assert (opening is None) == (not changes)
    assert told == [date for date in dates if at(since) <= date < at(until) and hours.on(date)]


def test_it_tells_the_four_states_apart() -> None:
    days = november({2: DayState.COUNTED, 3: DayState.ZERO, 4: DayState.CLOSED})
    assert days[0] == ReportDay(date(1), DayState.CLOSED, None)  # a Sunday
    assert days[1] == ReportDay(date(2), DayState.COUNTED, 7)
    assert days[2] == ReportDay(date(3), DayState.ZERO, 0)
    assert days[3] == ReportDay(date(4), DayState.CLOSED, None)
    assert days[4] == ReportDay(date(5), DayState.NOT_COUNTED, None)


def test_it_leaves_out_the_running_day_and_those_to_come() -> None:
    days = november({}, until=3)
    assert [day.state for day in days[1:4]] == [DayState.NOT_COUNTED, None, None]


def test_it_counts_the_opening_days_that_are_over() -> None:
    states = {2: DayState.COUNTED, 3: DayState.ZERO, 4: DayState.CLOSED}
    # Monday to Friday, except the closed Wednesday.
    assert covered(states, until=7) == Coverage(counted=2, opening_days=4)


def test_it_takes_a_day_counted_outside_the_hours_for_an_opening_day() -> None:
    a_saturday = {7: DayState.COUNTED}
    assert covered(a_saturday, until=8) == Coverage(counted=1, opening_days=6)


def test_it_takes_an_undone_visit_outside_the_hours_for_nothing() -> None:
    days = november({7: DayState.NOT_COUNTED}, until=8)
    assert days[6].state is DayState.CLOSED


@given(
    changes=st.dictionaries(st.integers(-40, 500), st.sets(st.integers(0, 6)), min_size=1),
    later=st.sets(st.integers(0, 6)),
    step=st.integers(1, 30),
)
def test_hours_from_a_later_date_change_no_day_before_it(
    changes: dict[int, set[int]], later: set[int], step: int
) -> None:
    def opening(changes: dict[int, set[int]]) -> int:
        return BITS.opening(
            OpeningHistory(
                tuple(
                    WeekHours(
                        BITS.first + dt.timedelta(days=at), dict.fromkeys(days, (TEN_TO_FIVE,))
                    )
                    for at, days in changes.items()
                )
            )
        )

    at = min(changes) + step
    before = BITS.before(BITS.first + dt.timedelta(days=at))
    assert opening(changes) & before == opening({**changes, at: later}) & before


def test_it_follows_the_opening_hours_of_the_date() -> None:
    hours = OpeningHistory(
        (*WEEKDAYS.sets, WeekHours(date(16), {0: (TEN_TO_FIVE,)})),
    )
    assert covered({}, hours).opening_days == 10 + 1


def test_it_says_nothing_about_opening_days_where_the_hours_are_not_known() -> None:
    days = november({2: DayState.COUNTED}, OpeningHistory())
    assert days[2].state is DayState.NOT_COUNTED
    unknown = covered({2: DayState.COUNTED}, OpeningHistory())
    assert unknown == Coverage(counted=1, opening_days=None)


def test_it_expects_nothing_before_the_first_day_and_after_the_last() -> None:
    days = november({}, since=10, ended=12)
    states = {day.date.day: day.state for day in days}
    assert states[9] is None
    assert states[10] is states[11] is DayState.NOT_COUNTED
    assert states[12] is DayState.CLOSED
    assert covered({}, since=10, ended=12).opening_days == 2


def test_it_adds_up_coverage() -> None:
    assert Coverage(1, 2) + Coverage(3, 4) == Coverage(4, 6)
    assert Coverage(1, 2) + Coverage(3, None) == Coverage(4, None)


def test_it_lists_activities_by_name_archived_ones_too() -> None:
    lines = activity_lines(figures(), settled(), by_name([(KNIT, ""), (MEND, "")]), ROLES)
    assert [(line.activity.name, line.participations, line.times_held) for line in lines] == [
        ("Reparation", 3, 1),
        ("Strikkecafé", 30, 4),
    ]


def test_it_lists_the_roles_told_within_an_activity() -> None:
    knitting = activity_lines(figures(), settled(), by_name([(KNIT, ""), (MEND, "")]), ROLES)[1]
    assert [(line.role.verb, line.number) for line in knitting.roles] == [
        ("laver mad", Interval.of(10))
    ]


def test_it_counts_the_kinds_of_activities() -> None:
    kinds = [
        (row.kind, row.activities, row.participations, row.times_held) for row in report().kinds
    ]
    assert kinds == [(ActivityKind.FIXED, 2, 33, 5)]


def test_it_sums_the_days_of_a_weekday() -> None:
    assert [(row.weekday, row.visits, row.days_counted) for row in report().weekdays] == [
        (0, 7, 1),
        (1, 0, 1),
    ]


def test_it_lists_the_roles_told_in_their_order() -> None:
    lines = role_lines(settled(), ROLES)
    assert [(line.role.id, line.number) for line in lines] == [
        (11, Interval.of(10)),
        (12, Interval.of(8)),
        (13, Interval.below(5)),
    ]


FEW, CLOSE = Settled(untold=Untold.FEW_VISITS), Settled(untold=Untold.TOO_CLOSE)


@pytest.mark.parametrize(
    ("units", "more", "shown"),
    [
        ([Settled()], {}, RolesShown.ALL),
        ([], {}, RolesShown.ALL),
        ([Settled(), FEW], {}, RolesShown.PARTLY),
        ([Settled()], {"waiting": 1}, RolesShown.PARTLY),
        ([FEW, CLOSE, CLOSE], {}, RolesShown.TOO_CLOSE),
        ([FEW], {"waiting": 1}, RolesShown.WAITING),
        ([], {"longer": 1, "waiting": 1}, RolesShown.LONGER),
        ([Settled(untold=Untold.BEFORE_SETTLING)], {}, RolesShown.BEFORE_SETTLING),
    ],
)
def test_it_decides_once_whether_roles_are_told(
    units: list[Settled], more: dict[str, Any], shown: RolesShown
) -> None:
    found = dataclasses.replace(report(), settled=settled_total(units, **more))
    assert found.roles_shown is shown


def test_it_says_nothing_of_roles_where_none_is_offered() -> None:
    few = settled_total([Settled(untold=Untold.FEW_VISITS)])
    found = dataclasses.replace(report(), settled=few, roles=())
    assert found.roles_shown is RolesShown.FEW_VISITS
    assert dataclasses.replace(found, offers_roles=False).roles_shown is RolesShown.ALL


def test_a_sum_of_which_only_zero_is_sure_is_not_told() -> None:
    asks, asks_not = Settled(company=Interval.below(5)), Settled()
    assert settled_total([asks]).company == Interval.below(5)
    assert settled_total([asks, asks_not]).company is None


def test_earlier_counts_are_visits_and_nothing_else() -> None:
    imported = Figures(visits=60, sources={Source.IMPORT: 60})
    waiting = settled_total([], waiting=1)
    found = dataclasses.replace(
        report(), figures=imported, settled=waiting, activities=(), roles=()
    )
    told = [(line.what, line.source) for line in found.lines() if line.weekday is None]
    assert told == [
        (Number.VISITS, None),
        (Number.SOURCE, Source.IMPORT),
        (Number.DAYS_COUNTED, None),
        (Number.OPENING_DAYS, None),
    ]
    assert found.roles_shown is RolesShown.ALL


@pytest.mark.parametrize(
    ("visits", "days", "told"),
    [
        (60, 17, "3.5"),
        (0, 3, "0.0"),  # counted zero
        (0, 0, None),  # not counted
        (1, 20, "0.1"),  # exactly half a tenth, which a binary fraction or a banker would lose
        (9, 20, "0.5"),
        (5, 100, "0.1"),
        (1_000_001, 4, "250000.3"),
    ],
)
def test_it_divides_visits_by_days_counted(visits: int, days: int, told: str | None) -> None:
    found = visits_per_day(visits, days)
    assert (None if found is None else str(found)) == told


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_visits_per_day_are_right_to_half_a_tenth(visits: int, days: int) -> None:
    found = visits_per_day(visits, days)
    assert found is not None
    assert -days < 20 * (found * days - visits) <= days


def test_it_says_every_number_once_and_defines_it() -> None:
    lines = report().lines()
    about = [
        (line.what, line.activity, line.role, line.source, line.weekday, line.kind)
        for line in lines
    ]
    assert not any(one in about[:at] for at, one in enumerate(about))
    assert {line.what for line in lines} <= set(BY_NUMBER)
    assert {line.what for line in lines} == report().numbers


def test_it_defines_every_number_in_both_languages() -> None:
    assert [definition.number for definition in DEFINITIONS] == list(Number)
    for definition in DEFINITIONS:
        assert definition.term("da") != definition.term("en")
        assert definition.text("da") != definition.text("en")
