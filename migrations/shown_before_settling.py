"""What reports showed of roles and company before units settled; for migration 0023 alone.

Months that were final then are stored as they were shown, and what was hidden stays hidden: told
anew, a number could be subtracted from what had been told of it before. So these rules must stay
as they were. `Range` is a number from the first to the second, exact if the two are equal.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import sqlalchemy as sa

Range = tuple[int, int]
Cells = dict[str, int]
"""The exact counts of a month by the keys of their cells, such as `role:3@0`."""
ZONE = ZoneInfo("Europe/Copenhagen")
A_DAY = dt.timedelta(days=1)


@dataclass
class Shown:
    """What was shown of a month. `roles` is None if they were hidden."""

    roles: dict[int, Range] | None = None
    within: dict[tuple[int, int], int] = field(default_factory=dict)
    several: Range | None = None
    company: Range | None = None


@dataclass
class Venue:
    """A venue's settings. `chosen` are the ids of its roles, archived ones too."""

    id: int
    partnership_id: int
    day_limit: int
    asks_company: bool
    chosen: set[int] = field(default_factory=set)


def shown(cells: Cells, threshold: int, role_ids: set[int]) -> Shown:
    """Return what was shown of a month with these counts, by the ids of the partnership's roles."""
    earlier = min(cells.get("source:import", 0), cells.get("just_here", 0))
    here = cells.get("visits", 0) - earlier
    if 0 < here < 2 * threshold:
        return Shown()
    part, several = cells.get("took_part", 0), cells.get("several_roles", 0)
    activities = {_ids(key)[0]: n for key, n in cells.items() if key.startswith("activity:") and n}
    by_role = dict.fromkeys(role_ids, 0)
    for key, number in cells.items():
        if key.startswith("role:"):
            role_id = _ids(key)[0]
            by_role[role_id] = by_role.get(role_id, 0) + number
    roles = _shield(by_role, threshold, overlap=several, most=part)
    if not _presence_is_exact(here, max(activities.values(), default=0), part, threshold):
        roles = None
    company = _alone(cells.get("company", 0), threshold)
    if roles is None:
        return Shown(company=company)
    within = {
        (_ids(key)[1], _ids(key)[0]): number
        for key, number in cells.items()
        if key.startswith("role:")
        and _ids(key)[1] in activities
        and number >= threshold
        and roles[_ids(key)[0]][0] == roles[_ids(key)[0]][1]
    }
    return Shown(roles, within, _alone(several, threshold), company)


def _ids(key: str) -> tuple[int, int]:
    """Return the ids in a cell's key: `role:3@7` is 3 and 7, `activity:7` is 7 and 0."""
    role, _at, activity = key.partition(":")[2].partition("@")
    return int(role), int(activity or 0)


def _presence_is_exact(visits: int, busiest: int, took_part: int, threshold: int) -> bool:
    """Return whether the numbers of those just here and of those taking part were shown exactly."""
    just_here = visits - took_part
    if just_here <= visits - busiest == 1 or 0 < just_here < threshold:
        return False
    return not (took_part <= threshold and busiest == threshold - 1) and not (
        0 < took_part < threshold
    )


def _alone(number: int, threshold: int) -> Range:
    return (1, threshold - 1) if 0 < number < threshold else (number, number)


def _shield(
    numbers: dict[int, int], threshold: int, *, overlap: int, most: int
) -> dict[int, Range] | None:
    """Hide the small numbers, with the largest as a range that covers for them, or all of them."""
    small = [key for key, number in numbers.items() if 0 < number < threshold]
    small_overlap = 0 < overlap < threshold
    if not small and not small_overlap:
        return {key: (number, number) for key, number in numbers.items()}
    large = [key for key, number in numbers.items() if number >= threshold]
    if not large:
        return None
    *others, cover = sorted(large, key=lambda key: numbers[key])
    low = numbers[cover] + sum(numbers[key] - threshold + 1 for key in small)
    high = numbers[cover] + sum(numbers[key] - 1 for key in small)
    if small_overlap:
        low += 1 - overlap
        high += threshold - 1 - overlap
    if low < threshold or high > most or any(numbers[key] >= low for key in others):
        return None
    if sum(numbers.values()) - overlap > most:
        return None
    if small and overlap >= threshold and overlap > len(small) + sum(numbers[k] for k in others):
        return None
    return {
        key: (low, high) if key == cover else _alone(number, threshold)
        for key, number in numbers.items()
    }


class Months:
    """What was shown of the months that are final at `now`, and the rows to store."""

    def __init__(self, connection: sa.Connection, now: dt.datetime) -> None:
        self.units: list[dict[str, object]] = []
        self.roles: list[dict[str, object]] = []
        self.within: list[dict[str, object]] = []
        self.last: dict[int, dt.date] = {}
        """The last date of each venue's final months."""
        self._connection, self._now = connection, now
        months = self._counts()
        not_closed = self._not_closed()
        role_ids = self._role_ids()
        thresholds = self._thresholds()
        for venue in self._venues():
            for first in sorted(months[venue.id]):
                last = _last_of(first)
                if not self._is_over(venue, last) or (venue.id, first) in not_closed:
                    break
                found = shown(
                    months[venue.id][first],
                    _threshold(thresholds[venue.partnership_id], first),
                    role_ids[venue.partnership_id],
                )
                self._add(venue, first, found)
                self.last[venue.id] = last

    def _add(self, venue: Venue, first: dt.date, found: Shown) -> None:
        key = {"venue_id": venue.id, "first": first}
        several, company = found.several or (None, None), found.company or (None, None)
        if company == (0, 0) and not venue.asks_company:
            company = (None, None)
        self.units.append(
            {
                **key,
                "untold": "before_settling" if found.roles is None else None,
                "several_low": several[0],
                "several_high": several[1],
                "company_low": company[0],
                "company_high": company[1],
            }
        )
        self.roles += [
            {**key, "role_id": role_id, "low": low, "high": high}
            for role_id, (low, high) in sorted((found.roles or {}).items())
            if low or role_id in venue.chosen
        ]
        self.within += [
            {**key, "activity_id": activity_id, "role_id": role_id, "number": number}
            for (activity_id, role_id), number in sorted(found.within.items())
        ]

    def _is_over(self, venue: Venue, last: dt.date) -> bool:
        """Return whether the month's last day can no longer be corrected."""
        limit = dt.time(venue.day_limit // 60, venue.day_limit % 60)
        return self._now >= dt.datetime.combine(last + 8 * A_DAY, limit, tzinfo=ZONE)

    def _counts(self) -> dict[int, dict[dt.date, Cells]]:
        months: dict[int, dict[dt.date, Cells]] = defaultdict(lambda: defaultdict(dict))
        count = sa.table(
            "month_count", *_columns("venue_id", "cell", "number"), sa.column("month", sa.Date)
        )
        for row in self._connection.execute(sa.select(count)):
            months[row.venue_id][row.month][row.cell] = row.number
        return months

    def _not_closed(self) -> set[tuple[int, dt.date]]:
        """Return the months with a day that is not closed, by venue and first date."""
        day = sa.table("day", *_dated(), sa.column("closed", sa.Boolean))
        aside = sa.table("set_aside", *_dated())
        open_ = sa.select(day.c.venue_id, day.c.service_date).where(day.c.closed.is_(False))
        return {
            (row.venue_id, row.service_date.replace(day=1))
            for query in (open_, sa.select(aside))
            for row in self._connection.execute(query)
        }

    def _role_ids(self) -> dict[int, set[int]]:
        ids: dict[int, set[int]] = defaultdict(set)
        role = sa.table("role", *_columns("id", "partnership_id"))
        for row in self._connection.execute(sa.select(role)):
            ids[row.partnership_id].add(row.id)
        return ids

    def _thresholds(self) -> dict[int, list[tuple[dt.date, int]]]:
        """Return each partnership's thresholds with the last month of each, and the present one."""
        thresholds: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
        before = sa.table(
            "small_number_before",
            *_columns("partnership_id", "number"),
            sa.column("month", sa.Date),
        )
        for row in self._connection.execute(sa.select(before).order_by(before.c.month)):
            thresholds[row.partnership_id].append((row.month, row.number))
        partnership = sa.table("partnership", *_columns("id", "small_number"))
        for row in self._connection.execute(sa.select(partnership)):
            thresholds[row.id].append((dt.date.max, row.small_number))
        return thresholds

    def _venues(self) -> list[Venue]:
        venue = sa.table(
            "venue",
            *_columns("id", "partnership_id", "day_limit"),
            sa.column("offers_company", sa.Boolean),
        )
        rows = self._connection.execute(sa.select(venue).order_by(venue.c.id)).all()
        venues = {row.id: Venue(*row) for row in rows}
        offered = sa.table("venue_role", *_columns("venue_id", "role_id"))
        for row in self._connection.execute(sa.select(offered)):
            venues[row.venue_id].chosen.add(row.role_id)
        return list(venues.values())


def _threshold(thresholds: list[tuple[dt.date, int]], month: dt.date) -> int:
    return next(number for last, number in thresholds if month <= last)


def _last_of(first: dt.date) -> dt.date:
    return (first.replace(day=28) + 4 * A_DAY).replace(day=1) - A_DAY


def _dated() -> list[sa.ColumnClause[object]]:
    return [*_columns("venue_id"), sa.column("service_date", sa.Date)]


def _columns(*names: str) -> list[sa.ColumnClause[object]]:
    return [sa.column(name) for name in names]
