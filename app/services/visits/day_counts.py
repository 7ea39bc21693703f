"""Counts of closed days and their monthly sums. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.days.count_differences import added
from app.domain.days.units import unit_of
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.services.core.settled_units import lengths_of

Count = TypeVar("Count", models.DayCount, models.MonthCount)
SAID = (Measure.ROLE, Measure.SEVERAL_ROLES, Measure.COMPANY)
"""What is told by the unit, and stands in no month's counts."""


def write_day(session: Session, venue_id: int, date: dt.date, counts: dict[Cell, int]) -> None:
    """Replace a day's counts and recompute its month. The day must not have settled."""
    write_days(session, venue_id, {date: counts})


def write_days(session: Session, venue_id: int, days: Mapping[dt.date, Mapping[Cell, int]]) -> None:
    """Replace the counts of several days that have not settled, and recompute their months.

    Rows are written in the order of their cells. In the order of the first visits, their physical
    order in PostgreSQL would reveal what the first visitors had done.
    """
    session.execute(
        delete(models.DayCount).where(
            models.DayCount.venue_id == venue_id, models.DayCount.service_date.in_(days)
        )
    )
    rows = [
        {
            "venue_id": venue_id,
            "service_date": date,
            "cell": cell.key,
            "measure": cell.measure,
            "activity_id": cell.activity_id,
            "role_id": cell.role_id,
            "source": cell.source,
            "number": number,
        }
        for date, counts in sorted(days.items())
        for cell, number in sorted(counts.items(), key=lambda one: one[0].key)
    ]
    if rows:
        # With explicit nulls all rows have the same columns, so they go in one statement.
        session.execute(insert(models.DayCount).execution_options(render_nulls=True), rows)
    for month in sorted({Month.of(date) for date in days}):
        sum_month(session, venue_id, month)


def change_days(
    session: Session, venue_id: int, days: Mapping[dt.date, Mapping[Cell, int]]
) -> None:
    """Add to the counts of several days, or subtract, and to their months.

    Of a unit that has settled only the visits by day are known. So its months are changed by the
    same numbers, and what visitors said of themselves is left out.
    """
    session.get_one(models.Venue, venue_id, with_for_update=True)
    lengths = lengths_of(session, venue_id)
    settled = set(
        session.scalars(
            select(models.SettledUnit.first).where(models.SettledUnit.venue_id == venue_id)
        )
    )
    before = counts_of_days(session, venue_id, days)
    unsettled, of_settled = {}, {}
    for date, steps in sorted(days.items()):
        if unit_of(Month.of(date), lengths).start.first in settled:
            of_settled[date] = steps
        else:
            after = added(before[date], steps)
            unsettled[date] = {cell: number for cell, number in after.items() if number > 0}
    if of_settled:
        _change_settled_days(session, venue_id, of_settled, before)
    if unsettled:
        write_days(session, venue_id, unsettled)


def _change_settled_days(
    session: Session,
    venue_id: int,
    days: Mapping[dt.date, Mapping[Cell, int]],
    before: Mapping[dt.date, Mapping[Cell, int]],
) -> None:
    months = {Month.of(date).first for date in days}
    day, month = models.DayCount, models.MonthCount
    in_days = select(day).where(day.venue_id == venue_id, day.service_date.in_(days))
    in_months = select(month).where(month.venue_id == venue_id, month.month.in_(months))
    stored_days = {(row.service_date, row.cell): row for row in session.scalars(in_days)}
    stored_months = {(row.month, row.cell): row for row in session.scalars(in_months)}
    for date, steps in days.items():
        first = Month.of(date).first
        for cell, step in sorted(steps.items(), key=lambda one: one[0].key):
            about = {
                "venue_id": venue_id,
                "cell": cell.key,
                "measure": cell.measure,
                "activity_id": cell.activity_id,
                "source": cell.source,
                "number": step,
            }
            if cell.measure is Measure.VISITS:
                _add(session, stored_days, (date, cell.key), day(service_date=date, **about))
            if cell.measure not in SAID:
                was = before[date].get(cell, max(-step, 0))
                more = (was + step > 0) - (was > 0)
                row = month(month=first, days=more, **about)
                stored = _add(session, stored_months, (first, cell.key), row)
                if stored is not row:
                    stored.days += more
    session.flush()


def _add(
    session: Session,
    stored: dict[tuple[dt.date, str], Count],
    key: tuple[dt.date, str],
    row: Count,
) -> Count:
    """Add the row's number to that of the stored row with its key, if there is one; return that."""
    there = stored.get(key)
    if there is None:
        there = row
        if row.number > 0:
            session.add(row)
            stored[key] = row
    elif there.number + row.number > 0:
        there.number += row.number
    else:
        session.delete(stored.pop(key))
    return there


def sum_month(session: Session, venue_id: int, month: Month) -> None:
    """Recompute the month's counts from its days, none of which may have settled.

    Locks the venue's row, as a month has no row of its own to lock: on PostgreSQL two days of one
    month could otherwise be closed at once, and each sum would miss the other day.
    """
    session.get_one(models.Venue, venue_id, with_for_update=True)
    session.execute(
        delete(models.MonthCount).where(
            models.MonthCount.venue_id == venue_id, models.MonthCount.month == month.first
        )
    )
    about = (
        models.DayCount.cell,
        models.DayCount.measure,
        models.DayCount.activity_id,
        models.DayCount.source,
    )
    session.execute(
        insert(models.MonthCount).from_select(
            [
                "venue_id",
                "month",
                "cell",
                "measure",
                "activity_id",
                "source",
                "number",
                "days",
            ],
            select(
                literal(venue_id),
                literal(month.first),
                *about,
                func.sum(models.DayCount.number),
                func.count().filter(models.DayCount.number > 0),
            )
            .where(
                models.DayCount.venue_id == venue_id,
                models.DayCount.service_date.between(month.first, month.last),
                models.DayCount.measure.not_in(SAID),
            )
            .group_by(*about),
        )
    )


def counts_of(session: Session, venue_id: int, date: dt.date) -> dict[Cell, int]:
    """Return the counts of a closed day."""
    return counts_of_days(session, venue_id, [date])[date]


def counts_of_days(
    session: Session, venue_id: int, dates: Collection[dt.date]
) -> dict[dt.date, dict[Cell, int]]:
    """Return the counts of closed days by date; an empty dict for a day without counts."""
    found = _counts(session, venue_id, models.DayCount.service_date.in_(dates))
    return {date: found.get(date, {}) for date in dates}


def counts_between(
    session: Session, venue_id: int, first: dt.date, last: dt.date
) -> dict[dt.date, dict[Cell, int]]:
    """Return the counts of the days from `first` to `last`, inclusive, that have any."""
    return _counts(session, venue_id, models.DayCount.service_date.between(first, last))


def _counts(
    session: Session, venue_id: int, which: ColumnElement[bool]
) -> dict[dt.date, dict[Cell, int]]:
    counts: dict[dt.date, dict[Cell, int]] = defaultdict(dict)
    for row in session.execute(
        select(
            models.DayCount.service_date,
            models.DayCount.measure,
            models.DayCount.activity_id,
            models.DayCount.role_id,
            models.DayCount.source,
            models.DayCount.number,
        ).where(models.DayCount.venue_id == venue_id, which)
    ):
        cell = Cell(
            Measure(row.measure),
            row.activity_id,
            row.role_id,
            Source(row.source) if row.source else None,
        )
        counts[row.service_date][cell] = row.number
    return counts
