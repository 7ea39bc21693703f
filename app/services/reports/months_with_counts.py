"""Which venues have counts, and the first and the last month of them. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.visits.counting import Cell, Measure


def first_month_with_counts(session: Session, venue_ids: Iterable[int]) -> Month | None:
    """Return the first month in which any of the venues has counts, if any."""
    return _month_with_counts(session, venue_ids, func.min(models.MonthCount.month))


def last_month_with_counts(session: Session, venue_ids: Iterable[int]) -> Month | None:
    """Return the latest month in which any of the venues has counts, if any."""
    return _month_with_counts(session, venue_ids, func.max(models.MonthCount.month))


def venues_with_counts(session: Session, venue_ids: Iterable[int]) -> frozenset[int]:
    """Return those of the venues that have counts of any month."""
    count = models.MonthCount
    venues = select(count.venue_id).where(
        count.venue_id.in_(list(venue_ids)), count.cell == Cell(Measure.VISITS).key
    )
    return frozenset(session.scalars(venues.distinct()))


def _month_with_counts(
    session: Session, venue_ids: Iterable[int], which: ColumnElement[dt.date]
) -> Month | None:
    date = session.scalar(
        select(which).where(
            models.MonthCount.venue_id.in_(list(venue_ids)),
            models.MonthCount.cell == Cell(Measure.VISITS).key,
        )
    )
    return Month.of(date) if date else None
