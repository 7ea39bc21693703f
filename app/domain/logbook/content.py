"""The content of a logbook: its texts and its numbers, month by month.

A draft built from today's counts and a logbook that was handed in use the same classes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.days.day_note import Note
from app.domain.logbook.logbook import LogbookPeriod, Prompt, ReflectionText
from app.domain.reports.definitions import Definition, Number
from app.domain.reports.report_days import visits_per_day
from app.domain.reports.roles_shown import RolesShown
from app.domain.venues.activity import ActivityKind


@dataclass(frozen=True)
class LogbookLine:
    """One number for each month of the period, and for the whole period.

    A month is None if it has not begun or, except for numbers of days, if nobody counted in it.
    """

    months: tuple[Interval | None, ...]
    whole: Interval


@dataclass(frozen=True)
class LogbookRatio:
    """Visits per day counted, for each month and the whole; None where no day was counted."""

    months: tuple[Decimal | None, ...]
    whole: Decimal | None


@dataclass(frozen=True)
class LogbookRoleLine:
    verb: str
    verb_en: str
    visits: LogbookLine

    def label(self, language: str) -> str:
        """Return the English verb if there is one and the language is not Danish."""
        return (language != "da" and self.verb_en) or self.verb


@dataclass(frozen=True)
class LogbookActivity:
    name: str
    kind: ActivityKind
    is_cause: bool
    participations: LogbookLine
    times_held: LogbookLine
    roles: tuple[LogbookRoleLine, ...] = ()


@dataclass(frozen=True)
class LogbookVenue:
    """A venue's part in the logbook of a whole partnership."""

    name: str
    visits: LogbookLine
    days_counted: LogbookLine


@dataclass(frozen=True)
class Numbers:
    """A period's numbers.

    `imported` are the earlier counts among the visits, None if there are none; `opening_days` is
    None if the venue has set no opening hours, and `several_roles` and `company` are None if they
    are not told. Roles that are yet to be settled are so on `settles_on`.

    `venues` are those of a whole partnership, whose logbook has no activities: theirs add up to
    nothing that has a name. Visits and days are sums over the venues.

    `threshold` is that of a logbook handed in before numbers were settled, whose small numbers are
    ranges such as 1–4; otherwise None.
    """

    visits: LogbookLine
    days_counted: LogbookLine
    opening_days: LogbookLine | None
    just_here: LogbookLine
    took_part: LogbookLine
    changed: LogbookLine
    several_roles: LogbookLine | None
    company: LogbookLine | None
    activities: tuple[LogbookActivity, ...]
    roles: tuple[LogbookRoleLine, ...]
    threshold: int | None = None
    imported: LogbookLine | None = None
    roles_shown: RolesShown = RolesShown.ALL
    settles_on: dt.date | None = None
    venues: tuple[LogbookVenue, ...] = ()

    @property
    def only_imported(self) -> bool:
        """Whether all visits are earlier counts, of which nothing else is known."""
        return self.imported is not None and self.imported.whole == self.visits.whole

    def hides(self, line: LogbookLine, at: int) -> bool:
        """Whether the line's month is not shown, although somebody counted in it."""
        return line.months[at] is None and self.visits.months[at] is not None

    @property
    def hides_some(self) -> bool:
        """Whether any number that depends on roles or company is hidden."""
        roles = [*self.roles, *(role for one in self.activities for role in one.roles)]
        lines = (self.several_roles, self.company, *(role.visits for role in roles))
        months = range(len(self.visits.months))
        return any(self.hides(line, at) for line in lines if line for at in months)


@dataclass(frozen=True)
class HandIn:
    """Who handed the logbook in, and when.

    `version` starts at 1 and goes up with each correction; `why` says what was corrected.
    """

    version: int
    by: str
    at: dt.datetime
    why: str = ""


@dataclass(frozen=True)
class Changes:
    """What differs between two versions of a logbook.

    `visits` and `days_counted` are (old, new) pairs, or None if unchanged. `other_numbers` is true
    only if both are unchanged and some other number differs.
    """

    prompts: tuple[Prompt, ...]
    visits: tuple[Interval, Interval] | None
    days_counted: tuple[Interval, Interval] | None
    other_numbers: bool


@dataclass(frozen=True)
class Content:
    """A whole logbook. `handed_in` is None for a draft."""

    venue: str
    partnership: str
    period: LogbookPeriod
    reflections: tuple[ReflectionText, ...]
    numbers: Numbers
    definitions: tuple[Definition, ...]
    handed_in: HandIn | None = None
    notes: tuple[Note, ...] = ()

    @property
    def visits_per_day(self) -> LogbookRatio | None:
        """Visits per day counted, or None in a version that was handed in without its definition.

        A version that was handed in stays as it was.
        """
        if all(one.number is not Number.VISITS_PER_DAY for one in self.definitions):
            return None
        visits, days = self.numbers.visits, self.numbers.days_counted
        return LogbookRatio(
            tuple(
                _per_day(number, counted)
                for number, counted in zip(visits.months, days.months, strict=True)
            ),
            _per_day(visits.whole, days.whole),
        )

    @property
    def meanings(self) -> tuple[Definition, ...]:
        """The definitions of the numbers that this logbook contains."""
        numbers = self.numbers
        absent = {
            Number.KIND,
            Number.WEEKDAY,
            Number.TIME_OF_DAY,
            Number.HELD,
            Number.CODES_CAUGHT,
        }
        if numbers.imported is None:
            absent.add(Number.SOURCE)
        if not numbers.activities:
            absent |= {Number.PARTICIPATIONS, Number.TIMES_HELD}
        if not any(activity.roles for activity in numbers.activities):
            absent.add(Number.ROLE_IN_ACTIVITY)
        if not numbers.roles:
            absent.add(Number.ROLE)
        if numbers.several_roles is None:
            absent.add(Number.SEVERAL_ROLES)
        if numbers.company is None and numbers.threshold is None:
            absent.add(Number.COMPANY)
        if numbers.opening_days is None:
            absent.add(Number.OPENING_DAYS)
        if not numbers.days_counted.whole.low:
            absent.add(Number.VISITS_PER_DAY)
        return tuple(one for one in self.definitions if one.number not in absent)


def _per_day(visits: Interval | None, days: Interval | None) -> Decimal | None:
    """Return visits per day; both are exact."""
    return visits_per_day(visits.low, days.low) if visits and days else None


def changes(before: Content, after: Content) -> Changes:
    """Compare two versions; `prompts` are those whose answers in `after` are new or different."""
    said = {one.prompt: one for one in before.reflections}
    old, new = before.numbers, after.numbers

    def pair(one: LogbookLine, other: LogbookLine) -> tuple[Interval, Interval] | None:
        return (one.whole, other.whole) if one.whole != other.whole else None

    visits, days = pair(old.visits, new.visits), pair(old.days_counted, new.days_counted)
    return Changes(
        prompts=tuple(
            one.prompt
            for one in after.reflections
            if not said.get(one.prompt, ReflectionText(one.prompt)).says(one.text, one.step)
        ),
        visits=visits,
        days_counted=days,
        other_numbers=old != new and visits is None and days is None,
    )
