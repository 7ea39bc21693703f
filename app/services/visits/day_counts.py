"""Counts of closed days and their monthly sums. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source


def write_day(session: Session, venue_id: int, date: dt.date, counts: dict[Cell, int]) -> None:
    """Replace a day's counts and recompute its month."""
    write_days(session, venue_id, {date: counts})


def write_days(session: Session, venue_id: int, days: Mapping[dt.date, Mapping[Cell, int]]) -> None:
    """Replace the counts of several days and recompute their months.

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
        for date, counts in days.items()
        for cell, number in sorted(counts.items(), key=lambda one: one[0].key)
    ]
    if rows:
        # With explicit nulls all rows have the same columns, so they go in one statement.
        session.execute(insert(models.DayCount).execution_options(render_nulls=True), rows)
    for month in sorted({Month.of(date) for date in days}):
        sum_month(session, venue_id, month)


def sum_month(session: Session, venue_id: int, month: Month) -> None:
    """Recompute the month's counts from its days.

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
        models.DayCount.role_id,
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
                "role_id",
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
    counts: dict[dt.date, dict[Cell, int]] = {date: {} for date in dates}
    for row in session.execute(
        select(
            models.DayCount.service_date,
            models.DayCount.measure,
            models.DayCount.activity_id,
            models.DayCount.role_id,
            models.DayCount.source,
            models.DayCount.number,
        ).where(models.DayCount.venue_id == venue_id, models.DayCount.service_date.in_(dates))
    ):
        cell = Cell(
            Measure(row.measure),
            row.activity_id,
            row.role_id,
            Source(row.source) if row.source else None,
        )
        counts[row.service_date][cell] = row.number
    return counts
