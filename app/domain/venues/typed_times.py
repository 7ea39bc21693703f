"""Times of the week as people type them: opening hours, and when an activity runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.base.opening_hours import Span
from app.domain.base.service_day import DAY_MINUTES

LATEST_END = DAY_MINUTES + 6 * 60
"""Whoever closes later than six in the morning has opened for the next day."""


CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


class TimeProblem(StrEnum):
    """Why a weekday's times cannot be used."""

    NOT_A_TIME = "not_a_time"
    ONE_IS_MISSING = "one_is_missing"
    ENDS_TOO_LATE = "ends_too_late"


class TimesRefused(ValueError):
    """A pair of times that cannot be used; `problem` says why."""

    def __init__(self, problem: TimeProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class TypedWeek:
    """A typed week: what can be used, and what cannot. Monday is 0."""

    spans: dict[int, Span] = field(default_factory=dict)
    problems: dict[int, TimeProblem] = field(default_factory=dict)


def read_clock(text: str) -> int:
    """Minutes after midnight of `9`, `9.30`, `09:30` or `24:00`. Raises TimesRefused."""
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        raise TimesRefused(TimeProblem.NOT_A_TIME)
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > DAY_MINUTES:
        raise TimesRefused(TimeProblem.NOT_A_TIME)
    return hour * 60 + minute


def read_span(start: str, end: str) -> Span | None:
    """A typed pair of times; None where both are empty.

    An end at or before the start is past midnight, up to six in the morning.
    Raises TimesRefused.
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
    """Seven typed pairs of times, Monday first."""
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


def outside_day(spans: Mapping[int, Span], limit: int) -> int | None:
    """The first weekday whose times are cut by the service day's limit, or None.

    Whoever came in the cut-off part would be counted on the wrong day.
    """
    for weekday, span in sorted(spans.items()):
        if span.start < limit or span.end > DAY_MINUTES + limit:
            return weekday
    return None
