"""Parameter types for the operator's commands, and error messages for refusals."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

import click

from app.domain.base.cpr import find_cpr
from app.domain.base.opening_hours import MOST_A_DAY, Span, WeekOpenings
from app.domain.base.refusals import SetUpRefused
from app.domain.base.text import is_visible, is_writable, tidy
from app.domain.days.closed_days import AlreadyOver, TooFarAhead
from app.domain.days.reopening import DayHasSettled, DayIsOpen, DayNotRunning
from app.domain.people.access import NotFound, Viewer
from app.domain.people.membership import AccountElsewhere, AlreadyMember, LastCoordinator, OwnAccess
from app.domain.venues.set_up import (
    DAY_LIMITS,
    AlreadyReplaced,
    NameTaken,
    OutsideDay,
    SingleNeedsDate,
    TimesOverlap,
)
from app.domain.venues.typed_times import TimesRefused, in_order, read_span
from app.services.venues.partnerships import operator
from app.web.platform.context import db

DAY = click.DateTime(["%Y-%m-%d"])
DAY_ENDS = click.Choice([str(limit // 60) for limit in DAY_LIMITS])
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

REFUSALS: dict[type[SetUpRefused], str] = {
    NameTaken: "That name is in use there. Find another.",
    SingleNeedsDate: "A single activity needs --date.",
    TimesOverlap: "Two of the times overlap. Give them apart.",
    AlreadyReplaced: "That code has been replaced already.",
    AlreadyMember: "That person has access to the partnership already.",
    LastCoordinator: "The partnership needs a coordinator. Give somebody else that duty first.",
    OwnAccess: "Nobody can change their own access.",
    DayIsOpen: "That day is not closed.",
    DayNotRunning: "Only the day that runs now can be opened again. Correct a day that is over on"
    " its page.",
    DayHasSettled: "The numbers of that day's period have settled, so the day stays closed.",
    AccountElsewhere: "The account serves another partnership too.",
}


class Name(click.ParamType[Any]):
    """A name or verb of at most `longest` characters."""

    name = "text"

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the name with tidy spaces. Refuses what the web forms would refuse."""
        text = tidy(str(value))
        if not is_writable(text) or not is_visible(text):
            self.fail("give a name that can be seen", param, ctx)
        if len(text) > self.longest:
            self.fail(f"give at most {self.longest} signs", param, ctx)
        if find_cpr(text):
            self.fail("give no CPR number", param, ctx)
        return text


class Email(click.ParamType[Any]):
    name = "email"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the address in lower case."""
        text = str(value).strip().lower()
        if not ADDRESS.fullmatch(text) or len(text) > 254 or not is_writable(text):
            self.fail("give an e-mail as name@example.org", param, ctx)
        return text


class WeekdayTimes(click.ParamType[Any]):
    """A weekday and its times, such as `tue 10:00-12:00`."""

    name = "times"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[int, Span]:
        """Return the weekday (Monday is 0) and the span."""
        if isinstance(value, tuple):
            return value
        day, _space, times = str(value).strip().lower().partition(" ")
        start, _dash, end = times.partition("-")
        try:
            span = read_span(start, end)
        except TimesRefused:
            span = None
        if day not in WEEKDAYS or span is None:
            self.fail('give times as "tue 10:00-12:00"', param, ctx)
        return WEEKDAYS.index(day), span


def openings_of(typed: Iterable[tuple[int, Span]]) -> WeekOpenings:
    """Return the openings of each weekday. Refuses too many on one, or some that meet."""
    found: dict[int, list[Span]] = defaultdict(list)
    for weekday, span in typed:
        found[weekday].append(span)
    if any(len(spans) > MOST_A_DAY for spans in found.values()):
        raise click.ClickException(f"Give at most {MOST_A_DAY} openings a weekday.")
    try:
        return {weekday: in_order(spans) for weekday, spans in found.items()}
    except TimesRefused as error:
        raise click.ClickException("Leave time between the two openings of a day.") from error


def choice_of(kinds: type[Enum] | Sequence[Enum]) -> click.Choice[str]:
    return click.Choice([str(each.value) for each in kinds])


def acting() -> Viewer:
    """Return the operator, with access to the partnerships that exist now."""
    return operator(db())


@contextlib.contextmanager
def plain_refusals(missing: str = "There is no such id. `list` shows them.") -> Iterator[None]:
    """Turn a refusal into a one-sentence error. `missing` is the one for NotFound."""
    try:
        yield
    except NotFound as error:
        raise click.ClickException(missing) from error
    except OutsideDay as error:
        day = WEEKDAYS[error.weekday]
        raise click.ClickException(
            f"The times of {day} reach over the moment when the day ends."
        ) from error
    except AlreadyOver as error:
        raise click.ClickException("Give today or a later date.") from error
    except TooFarAhead as error:
        raise click.ClickException("Give a date within a year.") from error
    except SetUpRefused as error:
        raise click.ClickException(REFUSALS[type(error)]) from error
