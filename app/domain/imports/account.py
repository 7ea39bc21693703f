"""The account of a file: every number is taken or left out, and the sums are equal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from app.domain.imports.file_plan import FilePlan, Target
from app.domain.imports.rows import Entry, SkipReason

EARLIEST = dt.date(2000, 1, 1)
"""Reports begin with this day."""


@dataclass(frozen=True)
class KnownDay:
    """A day that is counted here already. It can be replaced if all of it is from an import."""

    visits: int
    is_imported: bool = False


class NewDay(NamedTuple):
    """What will be saved for a venue and day. `number` is None if the venue was closed.

    `replaces` is what is saved there now.
    """

    venue: int | str
    date: dt.date
    number: int | None
    replaces: KnownDay | None = None


@dataclass(frozen=True)
class Clash:
    """A day that is counted here already, with both numbers."""

    venue: int
    date: dt.date
    number: int
    known: KnownDay
    is_replaced: bool

    @property
    def key(self) -> str:
        """The key of the choice to replace it."""
        return f"replace-{self.venue}-{self.date.isoformat()}"


@dataclass(frozen=True)
class Sum:
    """How many numbers there are, and what they add up to."""

    numbers: int
    visits: int


@dataclass(frozen=True)
class Account:
    """Every entry with its reason, if it is left out, and the days that the others make."""

    entries: tuple[Entry, ...]
    days: tuple[NewDay, ...]
    clashes: tuple[Clash, ...]

    @cached_property
    def whole(self) -> Sum:
        return sum_of(self.entries)

    @cached_property
    def taken(self) -> Sum:
        return sum_of(self.taken_entries)

    @cached_property
    def left_out(self) -> Sum:
        return sum_of(self.left)

    @cached_property
    def taken_entries(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.why is None)

    @cached_property
    def left(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.why is not None)

    @cached_property
    def venues(self) -> int:
        return len({day.venue for day in self.days})


def sum_of(entries: tuple[Entry, ...]) -> Sum:
    """Count the entries that are numbers, and add them up."""
    numbers = [entry.number for entry in entries if entry.number is not None]
    return Sum(len(numbers), sum(numbers))


def account(
    plan: FilePlan,
    choices: Mapping[str, str],
    known: Mapping[tuple[int, dt.date], KnownDay],
    today: dt.date,
) -> Account:
    """Account for a file. `known` are the days counted here; those from `today` on are to come."""
    first_sheet: dict[tuple[Target, dt.date], int] = {}
    clashing: dict[tuple[int, dt.date], int] = {}
    taken: dict[tuple[int | str, dt.date], list[Entry]] = {}
    entries = []
    for entry in plan.entries:
        target = _folded(plan.target(entry))
        date = entry.date
        why = entry.why or _outside(target, date, today)
        if why is None and date is not None and target:
            at = first_sheet.setdefault((target, date), entry.sheet)
            if at != entry.sheet and choices.get(f"{entry.sheet}-twice") != "add":
                why = SkipReason.TWICE
        if why is None and date is not None and isinstance(target, int):
            here = known.get((target, date))
            if here:
                clashing[target, date] = clashing.get((target, date), 0) + (entry.number or 0)
                if not is_replaced(choices, target, date, here):
                    why = SkipReason.COUNTED
        entries.append(entry if why is entry.why else entry._replace(why=why))
        if why is None and date is not None and target:
            taken.setdefault((target, date), []).append(entry)
    names = {_folded(c.target): c.target for c in (*plan.names.values(), *plan.sheet_venues)}
    days = []
    for (venue, date), some in taken.items():
        is_closed = all(entry.closed for entry in some)
        number = None if is_closed else sum(entry.number or 0 for entry in some)
        named = names[venue]
        here = known.get((venue, date)) if isinstance(venue, int) else None
        if named:
            days.append(NewDay(named, date, number, here))
    clashes = tuple(
        Clash(
            venue,
            date,
            number,
            known[venue, date],
            is_replaced(choices, venue, date, known[venue, date]),
        )
        for (venue, date), number in sorted(clashing.items())
    )
    return Account(tuple(entries), tuple(days), clashes)


def is_replaced(choices: Mapping[str, str], venue: int, date: dt.date, here: KnownDay) -> bool:
    """Whether a person has chosen to replace a day that an earlier import made."""
    one = choices.get(f"replace-{venue}-{date.isoformat()}", choices.get("replace"))
    return here.is_imported and one == "1"


def _outside(target: Target, date: dt.date | None, today: dt.date) -> SkipReason | None:
    if date is None:
        return SkipReason.NO_DATE
    if date < EARLIEST:
        return SkipReason.TOO_OLD
    if date >= today:
        return SkipReason.TO_COME
    if target is None:
        return SkipReason.NO_VENUE
    return SkipReason.VENUE_OFF if target == "" else None


def _folded(target: Target) -> Target:
    """Names that differ in case alone are one venue."""
    return target.casefold() if isinstance(target, str) else target
