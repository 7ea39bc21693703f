"""What is stored of a venue's past days."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.months import Month
from app.models import (
    Correction,
    Day,
    MonthCount,
    SettledActivityRole,
    SettledRole,
    SettledUnit,
    Visit,
)
from app.services.visits.day_counts import counts_between
from tests.support.faults.day_model import Counts


@dataclass(frozen=True)
class StoredUnit:
    """A unit that has settled: roles with their limits, and exact roles within activities."""

    untold: str | None
    roles: dict[int, tuple[int, int]]
    within: dict[tuple[int, int], int]


@dataclass(frozen=True)
class StoredDays:
    """Visits by open day, counts by closed day, and what months, units and the log hold.

    `months` has each number, and on how many days it was above zero; `units` are by first month.
    """

    open_days: set[dt.date]
    visits: dict[dt.date, int]
    days: dict[dt.date, Counts]
    months: dict[Month, dict[str, tuple[int, int]]]
    units: dict[Month, StoredUnit]
    corrections: list[Correction]

    @classmethod
    def read(cls, db: Database, venue_id: int) -> StoredDays:
        with db.reading() as session:
            per_day = (
                select(Visit.service_date, func.sum(Visit.size))
                .where(Visit.venue_id == venue_id)
                .group_by(Visit.service_date)
            )
            open_days = select(Day.service_date).where(
                Day.venue_id == venue_id, Day.closed.is_(False)
            )
            log = select(Correction).where(Correction.venue_id == venue_id)
            return cls(
                open_days=set(session.scalars(open_days)),
                visits=dict(session.execute(per_day).all()),
                days=counts_by_day(session, venue_id),
                months=_months(session, venue_id),
                units=_units(session, venue_id),
                corrections=list(session.scalars(log)),
            )


def counts_by_day(session: Session, venue_id: int) -> dict[dt.date, Counts]:
    """Every number stored for each day that has any."""
    days = counts_between(session, venue_id, dt.date.min, dt.date.max)
    return {date: Counter(counts) for date, counts in days.items()}


def _months(session: Session, venue_id: int) -> dict[Month, dict[str, tuple[int, int]]]:
    months: dict[Month, dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in session.scalars(select(MonthCount).where(MonthCount.venue_id == venue_id)):
        months[Month.of(row.month)][row.cell] = row.number, row.days
    return months


def _units(session: Session, venue_id: int) -> dict[Month, StoredUnit]:
    units = {
        row.first: StoredUnit(row.untold, {}, {})
        for row in session.scalars(select(SettledUnit).where(SettledUnit.venue_id == venue_id))
    }
    for role in session.scalars(select(SettledRole).where(SettledRole.venue_id == venue_id)):
        units[role.first].roles[role.role_id] = role.low, role.high
    for cell in session.scalars(
        select(SettledActivityRole).where(SettledActivityRole.venue_id == venue_id)
    ):
        units[cell.first].within[cell.activity_id, cell.role_id] = cell.number
    return {Month.of(first): unit for first, unit in units.items()}
