"""The quarters and months that a venue has logbooks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import service_date
from app.domain.logbook.logbook import LogbookPer, LogbookPeriod, latest_first


def periods_of(
    session: Session, venues: Iterable[models.Venue], *, now: dt.datetime
) -> dict[int, tuple[LogbookPeriod, ...]]:
    """Return the quarters or months with a logbook by venue id, latest first.

    The partnership chooses between quarters and months. They run from the venue's creation or its
    first counts, whichever is earlier, to the current period or the one in which it was archived.
    Logbooks started under an earlier choice are included. Takes an open session.
    """
    by_id = {venue.id: venue for venue in venues}
    first = {venue.id: venue.created_on for venue in by_id.values()}
    for venue_id, month in session.execute(
        select(models.MonthCount.venue_id, func.min(models.MonthCount.month))
        .where(models.MonthCount.venue_id.in_(by_id))
        .group_by(models.MonthCount.venue_id)
    ):
        first[venue_id] = min(first[venue_id], month)
    monthly = set(
        session.scalars(
            select(models.Partnership.id).where(models.Partnership.logbook_per == LogbookPer.MONTH)
        )
    )
    periods: dict[int, set[LogbookPeriod]] = {
        venue.id: set(
            _between(
                Month if venue.partnership_id in monthly else Quarter,
                first[venue.id],
                venue.archived_on or service_date(now, venue.day_limit),
            )
        )
        for venue in by_id.values()
    }
    for row in session.scalars(select(models.Logbook).where(models.Logbook.venue_id.in_(by_id))):
        periods[row.venue_id or 0].add(period_of(row))
    return {venue_id: latest_first(some) for venue_id, some in periods.items()}


def whole_periods(of_venues: Iterable[Iterable[LogbookPeriod]], length: int) -> set[LogbookPeriod]:
    """Return the periods of a whole partnership: those of `length` months of any of its venues.

    A venue's logbook that was begun under an earlier choice makes none of the partnership.
    """
    return {period for some in of_venues for period in some if len(period.months) == length}


def period_of(row: models.Logbook) -> LogbookPeriod:
    """Return the quarter or month that a logbook covers."""
    return Month.of(row.quarter) if row.months == 1 else Quarter.of(row.quarter)


def _between(kind: type[Month | Quarter], first: dt.date, last: dt.date) -> Iterator[LogbookPeriod]:
    period = kind.of(first)
    while period.first <= last:
        yield period
        period = period.next
