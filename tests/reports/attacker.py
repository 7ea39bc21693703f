"""An attacker who has every export and subtracts one from another.

Each number in a file bounds a sum of unknowns (one for each venue, month and kind of count). The
reader subtracts one sum from another that contains it, and tightens all bounds until nothing
changes. A small number whose bounds meet has been disclosed.

Earlier counts are no secret: comparing visits before and after the import gives their number.
A file from after the import is read as if from before it: `more` is the number of imported visits.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.base.months import Month
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source

Where = tuple[int, str]
"""A venue and its month."""
Unknown = tuple[int, str, str]
Sum = frozenset[Unknown]
Told = dict[Sum, tuple[int, int]]
More = Mapping[Where, int]
NOTHING: More = {}
VISITS, HERE, EARLIER = "visits", "just_here", f"source {Source.IMPORT}"
ALONE = ("took_part", "changed", "several_roles", "company")
NO_TIME, TIMED_HOST = f"part {PartOfDay.NO_TIME}", "host with a time"
MOST = 10**6
SHOWN = re.compile(r"([\d.]+)(?:–([\d.]+))?")


def what_of(cell: Mapping[str, Any]) -> str:
    """What a cell of the report's JSON counts; empty if it is always exact."""
    match cell["what"]:
        case "role":
            return f"role {cell['role']['id']}"
        case "role_in_activity":
            return f"role {cell['role']['id']} in {cell['activity']['id']}"
        case "source":
            return f"source {cell['source']}"
        case "time_of_day":
            return f"part {cell['part_of_day']}"
    return cell["what"] if cell["what"] in (VISITS, HERE, *ALONE) else ""


class Reader:
    """What the files reveal: bounds on sums of unknown numbers."""

    def __init__(self, first: Month, last: Month) -> None:
        self.told: Told = {}
        self._first, self._last = str(first), str(last)

    def say(self, sum_: Sum, low: int, high: int) -> None:
        """Record the bounds of a sum."""
        before = self.told.get(sum_, (0, MOST))
        self.told[sum_] = (max(before[0], low), min(before[1], high))

    def read_report(self, content: Mapping[str, Any], more: More = NOTHING) -> None:
        """Every number in a report's JSON."""
        first, last = (content["period"][end][:7] for end in ("first", "last"))
        months = [month for month in months_between(first, last) if self._has(month)]
        where = [(here["id"], month) for here in content["places"] for month in months]
        for cell in content["cells"]:
            if what := what_of(cell):
                self._say(where, what, cell["shown"], more)

    def read_logbook(
        self, text: str, venue: int, months: list[str], names: Mapping[str, str], more: More
    ) -> None:
        """The tables in a logbook's text file: each month, and the totals.

        `names` maps a row's first cell to what it counts; within an activity, "in 1".
        """
        activity = ""
        for line in text.splitlines():
            name, *cells = re.split(r"  +", line.strip())
            if len(cells) != len(months) + (len(months) > 1):
                continue
            within = line.startswith("  ")
            activity = activity if within else names.get(name, "")
            what = names.get(name, "")
            if within and activity.startswith("in "):
                what = f"{what} {activity}"
            if not what or what.startswith(("in ", " ")):
                continue
            for month, cell in zip(months, cells, strict=False):
                self._say([(venue, month)], what, cell, more)
            if len(months) > 1:
                self._say([(venue, month) for month in months], what, cells[-1], more)

    def knows(self) -> Told:
        """Add what everybody knows about the published numbers."""
        alone: dict[Where, list[str]] = defaultdict(list)
        for venue, month, what in (next(iter(sum_)) for sum_ in self.told if len(sum_) == 1):
            alone[venue, month].append(what)
        for (venue, month), names in alone.items():
            self._sums(venue, month, names)
        return self.told

    def _has(self, month: str) -> bool:
        return self._first <= month <= self._last

    def _say(self, where: list[Where], what: str, shown: str, more: More) -> None:
        ends = SHOWN.fullmatch(shown)
        if ends is None:  # A month in the future.
            return
        low, high = (int((ends[n] or ends[1]).replace(".", "")) for n in (1, 2))
        taken = sum(more.get(one, 0) for one in where) if what in (VISITS, HERE, EARLIER) else 0
        # "Just here": some of those counted here, and everyone imported.
        about = (HERE, EARLIER) if what == HERE else (what,)
        sum_ = frozenset((*one, each) for one in where for each in about)
        self.say(sum_, low - taken, high - taken)

    def _sums(self, venue: int, month: str, alone: list[str]) -> None:
        """The parts that sum to all visits, to a host's count, and to a role."""

        def those(names: Iterable[str]) -> Sum:
            return frozenset((venue, month, name) for name in names)

        low, high = self.told[those([VISITS])]
        self.say(those([HERE, EARLIER, "took_part"]), low, high)
        sources = [f"source {source}" for source in Source]
        for source in sources:
            if those([source]) not in self.told:  # Anything not listed is 0.
                self.say(those([source]), 0, 0)
        self.say(those(sources), low, high)
        if those([NO_TIME]) in self.told:
            # The parts cover phones, the tablet and some of the host's count; the rest of the
            # host's count has no time.
            host = f"source {Source.HOST}"
            untimed = [f"source {Source.PAPER}", EARLIER]
            self.say(those([*(f"part {part}" for part in PartOfDay), *untimed]), low, high)
            self.say(those([*(set(sources) - {host}), TIMED_HOST, NO_TIME]), low, high)
            self.say(those([TIMED_HOST, NO_TIME]), *self.told[those([host])])
        for role in {what for what in alone if re.fullmatch(r"role \d+", what)}:
            within = [what for what in alone if what.startswith(f"{role} in ")]
            self.say(those([*within, f"{role} elsewhere"]), *self.told[those([role])])


def months_between(first: str, last: str) -> list[str]:
    """The months from first to last, such as 2026-11."""
    month, end = (Month.of(dt.date.fromisoformat(f"{one}-01")) for one in (first, last))
    found = []
    while month <= end:
        found.append(str(month))
        month = month.next
    return found


def differences(told: Told) -> Told:
    """What is left of a sum after subtracting another that it contains."""
    found = dict(told)
    by_what: dict[frozenset[str], list[Sum]] = defaultdict(list)
    for sum_ in told:
        by_what[frozenset(what for _, _, what in sum_)].append(sum_)
    for sums in by_what.values():
        for whole in sums:
            for part in sums:
                if part < whole:
                    (low, high), (least, most) = told[whole], told[part]
                    rest = whole - part
                    before = found.get(rest, (0, MOST))
                    found[rest] = (max(before[0], low - most), min(before[1], high - least))
    return found


def solve(told: Told) -> dict[Unknown, tuple[int, int]]:
    """The tightest bounds on every unknown number."""
    told = differences(told)
    names = list(dict.fromkeys(one for sum_ in told for one in sum_))
    number_of = {one: number for number, one in enumerate(names)}
    lows, highs = [0] * len(names), [MOST] * len(names)
    sums = [([number_of[one] for one in sum_], *ends) for sum_, ends in told.items()]
    holding: list[list[int]] = [[] for _ in names]
    for at, (parts, *_ends) in enumerate(sums):
        for number in parts:
            holding[number].append(at)
    waiting = deque(range(len(sums)))
    is_waiting = [True] * len(sums)
    while waiting:
        at = waiting.popleft()
        is_waiting[at] = False
        parts, low, high = sums[at]
        least, most = sum([lows[n] for n in parts]), sum([highs[n] for n in parts])
        for number in parts:
            # A sum can only tighten an unknown whose range is wider than the sum's slack.
            wide = highs[number] - lows[number]
            if wide <= most - low and wide <= high - least:
                continue
            new = (
                max(lows[number], low - (most - highs[number])),
                min(highs[number], high - (least - lows[number])),
            )
            least += new[0] - lows[number]
            most += new[1] - highs[number]
            lows[number], highs[number] = new
            for other in holding[number]:
                if not is_waiting[other]:
                    is_waiting[other] = True
                    waiting.append(other)
    return dict(zip(names, zip(lows, highs, strict=True), strict=True))


def truths(months: Iterable[Any], parts: Iterable[Any]) -> dict[Unknown, int]:
    """The true value of every unknown, from the rows for months and parts of the day."""
    truth: dict[Unknown, int] = defaultdict(int)
    for row in months:
        where = (row.venue_id, str(Month.of(row.month)))
        match row.measure:
            case "role":
                truth[*where, f"role {row.role_id}"] += row.number
                here = f"in {row.activity_id}" if row.activity_id else "elsewhere"
                truth[*where, f"role {row.role_id} {here}"] += row.number
            case "source":
                truth[*where, f"source {row.source}"] += row.number
            case measure:
                truth[*where, measure] += row.number
    for row in parts:
        truth[row.venue_id, str(Month.of(row.month)), f"part {row.part}"] += row.number
    for where in {one[:2] for one in truth}:
        truth[*where, HERE] -= truth[*where, EARLIER]
        untimed = truth[*where, EARLIER] + truth[*where, f"source {Source.PAPER}"]
        live = truth[*where, VISITS] - untimed
        truth[*where, NO_TIME] = live - sum(truth[*where, f"part {part}"] for part in TIMED)
        truth[*where, TIMED_HOST] = truth[*where, f"source {Source.HOST}"] - truth[*where, NO_TIME]
    return truth


def found_out(
    ends: Mapping[Unknown, tuple[int, int]], truth: Mapping[Unknown, int], threshold: int
) -> set[Unknown]:
    """Small numbers known for certain, and true. Visits and earlier counts are no secret."""
    for one, (low, high) in ends.items():
        if "elsewhere" not in one[2]:
            number = truth.get(one, 0)
            assert low <= number <= high, f"{one} is {number}, said to be from {low} to {high}"
    return {
        one
        for one, (low, high) in ends.items()
        if low == high and 0 < low < threshold and one[2] not in (VISITS, EARLIER)
    }
