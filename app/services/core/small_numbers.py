"""A partnership's small-number threshold over time. Both functions take an open session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.base.service_day import service_date
from app.domain.reports.small_numbers import SmallNumbers, last_that_stands


def small_numbers_of(session: Session, partnership: models.Partnership) -> SmallNumbers:
    """Return the current threshold and the earlier ones that still apply to settled months."""
    rows = session.scalars(
        select(models.SmallNumberBefore)
        .where(models.SmallNumberBefore.partnership_id == partnership.id)
        .order_by(models.SmallNumberBefore.month)
    )
    before = tuple((Month.of(row.month), row.number) for row in rows)
    return SmallNumbers(partnership.small_number, before)


def keep_small_number(
    session: Session, partnership: models.Partnership, *, now: dt.datetime
) -> None:
    """Store the current threshold for settled months. Call it before changing the threshold.

    A month is settled when none of its days can be corrected any more. Does nothing if the
    partnership has no counts yet.
    """
    counted = exists().where(
        models.MonthCount.venue_id == models.Venue.id, models.Venue.partnership_id == partnership.id
    )
    key = (partnership.id, last_that_stands(service_date(now, 0)).first)
    if session.scalar(select(counted)) and session.get(models.SmallNumberBefore, key) is None:
        session.add(
            models.SmallNumberBefore(
                partnership_id=key[0], month=key[1], number=partnership.small_number
            )
        )
