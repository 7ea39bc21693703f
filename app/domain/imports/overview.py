"""What a page shows of a file: its sums, and of its rows the first ones alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.imports.account import Account, Clash, Sum
from app.domain.imports.cpr_place import CprPlace
from app.domain.imports.file_plan import FilePlan, FileVenue
from app.domain.imports.rows import Entry, SkipReason
from app.domain.imports.sheet_plan import SheetPlan
from app.domain.imports.shown import MOST_CLASHES, shown_choices

SHOWN_ROWS = 20
SHOWN_LEFT = 200
SHOWN_ABOVE = 8
"""Rows above the heading, to see whether it is the right one."""


class Fault(StrEnum):
    """Why a file cannot be read."""

    LARGE = "large"
    UNREADABLE = "unreadable"
    CPR = "cpr"


@dataclass(frozen=True)
class Refusal:
    """A file that is not read. `place` is where the CPR number is, in one of so many sheets."""

    fault: Fault
    place: CprPlace | None = None
    sheets: int = 0


@dataclass(frozen=True)
class FileOverview:
    """A file as it is understood. `first_row` of a sheet is the index of the first that is kept.

    `reasons` are why numbers are left out: how many, and what they add up to. `added` are the days
    that are made of several numbers. `shown` are the choices as the page shows them, by key.
    """

    sheets: tuple[SheetPlan, ...]
    first_row: tuple[int, ...]
    sheet_venues: tuple[FileVenue, ...]
    names: Mapping[str, FileVenue]
    whole: Sum
    taken: Sum
    left_out: Sum
    reasons: tuple[tuple[SkipReason, int, int], ...]
    texts: int
    left: tuple[Entry, ...]
    left_count: int
    days: int
    closed: int
    venues: int
    added: int
    clashes: tuple[Clash, ...]
    clash_count: int
    shown: Mapping[str, str]

    @property
    def promised(self) -> str:
        """The figures that the page shows, to see that they are those that are saved."""
        return f"{self.taken.numbers}-{self.taken.visits}-{self.days}-{self.venues}"


def overview_of(plan: FilePlan, found: Account, choices: Mapping[str, str]) -> FileOverview:
    """What the page shows of a file and its account."""
    times: Counter[SkipReason] = Counter()
    sums: Counter[SkipReason] = Counter()
    for entry in found.left:
        if entry.why:
            times[entry.why] += 1
            sums[entry.why] += entry.number or 0
    return FileOverview(
        sheets=tuple(map(_trimmed, plan.sheets)),
        first_row=tuple(map(_first_row, plan.sheets)),
        sheet_venues=plan.sheet_venues,
        names=plan.names,
        whole=found.whole,
        taken=found.taken,
        left_out=found.left_out,
        reasons=tuple((why, number, sums[why]) for why, number in times.most_common()),
        texts=sum(entry.number is None for entry in found.left),
        left=found.left[:SHOWN_LEFT],
        left_count=len(found.left),
        days=len(found.days),
        closed=sum(day.number is None for day in found.days),
        venues=found.venues,
        added=_added(found),
        clashes=found.clashes[:MOST_CLASHES],
        clash_count=len(found.clashes),
        shown=shown_choices(plan, found, choices),
    )


def _first_row(plan: SheetPlan) -> int:
    return max(plan.shape.top - SHOWN_ABOVE, 0)


def _trimmed(plan: SheetPlan) -> SheetPlan:
    first = _first_row(plan)
    sheet = plan.sheet
    rows = sheet.rows[first : first + SHOWN_ROWS]
    return replace(plan, sheet=replace(sheet, rows=rows, hidden_rows=frozenset()))


def _added(found: Account) -> int:
    several = Counter(
        (entry.venue.casefold(), entry.sheet, entry.date)
        for entry in found.taken_entries
        if entry.number is not None
    )
    return sum(times > 1 for times in several.values())
