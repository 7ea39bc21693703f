"""Parses typed times for opening hours and activities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from app.domain.base.opening_hours import Openings, Span, WeekOpenings
from app.domain.base.service_day import DAY_MINUTES

LATEST_END = DAY_MINUTES + 6 * 60
"""The latest end is 06:00 the next day; later times belong to that day."""
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


class TimeProblem(StrEnum):
    """Why a weekday's times cannot be used."""

    NOT_A_TIME = "not_a_time"
    ONE_IS_MISSING = "one_is_missing"
    ENDS_TOO_LATE = "ends_too_late"
    OVERLAP = "overlap"


class TimesRefused(ValueError):
    """The times cannot be used; `problem` says why."""

    def __init__(self, problem: TimeProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class TypedWeek:
    """A typed week: valid times and problems, by weekday (Monday is 0)."""

    spans: dict[int, Span] = field(default_factory=dict)
    problems: dict[int, TimeProblem] = field(default_factory=dict)


@dataclass(frozen=True)
class TypedOpenings:
    """A typed week of openings: those that are valid, and problems, by weekday (Monday is 0)."""

    spans: WeekOpenings = field(default_factory=dict)
    problems: dict[int, TimeProblem] = field(default_factory=dict)


def read_clock(text: str) -> int:
    """Parse `9`, `9.30`, `09:30` or `24:00` into minutes after midnight. Raises TimesRefused."""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        raise TimesRefused(TimeProblem.NOT_A_TIME)
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > DAY_MINUTES:
        raise TimesRefused(TimeProblem.NOT_A_TIME)
    return hour * 60 + minute


def read_span(start: str, end: str) -> Span | None:
    """Parse a start and an end. Returns None if both are empty.

    An end at or before the start is on the next day, up to 06:00. Raises TimesRefused.
    """
    if not start.strip() and not end.strip():
        return None
    if not start.strip() or not end.strip():
        raise TimesRefused(TimeProblem.ONE_IS_MISSING)
    starts, ends = read_clock(start) % DAY_MINUTES, read_clock(end)
    if ends <= starts:
        ends += DAY_MINUTES
    if ends > LATEST_END:
        raise TimesRefused(TimeProblem.ENDS_TOO_LATE)
    return Span(starts, ends)


def read_week(pairs: Sequence[tuple[str, str]]) -> TypedWeek:
    """Parse seven pairs of start and end times, Monday first."""
    spans: dict[int, Span] = {}
    problems: dict[int, TimeProblem] = {}
    for weekday, (start, end) in enumerate(pairs):
        try:
            span = read_span(start, end)
        except TimesRefused as refused:
            problems[weekday] = refused.problem
        else:
            if span:
                spans[weekday] = span
    return TypedWeek(spans, problems)


def read_openings(pairs: Sequence[tuple[str, str]]) -> TypedOpenings:
    """Parse pairs of start and end times: seven, Monday first, then seven more for a second
    opening.
    """
    weeks = [read_week(pairs[at : at + 7]) for at in range(0, len(pairs), 7)]
    problems = {day: problem for week in weeks for day, problem in week.problems.items()}
    spans: dict[int, Openings] = {}
    for weekday in range(7):
        try:
            found = in_order(week.spans[weekday] for week in weeks if weekday in week.spans)
        except TimesRefused as refused:
            problems.setdefault(weekday, refused.problem)
        else:
            if found:
                spans[weekday] = found
    return TypedOpenings(spans, problems)


def in_order(spans: Iterable[Span]) -> Openings:
    """Return the openings of a day, earliest first. Raises TimesRefused if two meet or overlap."""
    found = tuple(sorted(spans))
    if any(later.start <= earlier.end for earlier, later in pairwise(found)):
        raise TimesRefused(TimeProblem.OVERLAP)
    return found


def outside_day(spans: Iterable[tuple[int, Span]], limit: int) -> int | None:
    """Return the first weekday (Monday is 0) whose times extend beyond its service day, or None.

    `limit` is in minutes after midnight. Visits in the excess time would be counted on the wrong
    day.
    """
    for weekday, span in sorted(spans):
        if span.start < limit or span.end > DAY_MINUTES + limit:
            return weekday
    return None
