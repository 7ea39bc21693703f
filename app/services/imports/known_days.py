"""Which venues and counted days exist already. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.day_state import DayState


def venue_names(session: Session, partnership_id: int) -> dict[int, str]:
    rows = session.execute(
        select(models.Venue.id, models.Venue.name)
        .where(models.Venue.partnership_id == partnership_id)
        .order_by(models.Venue.name, models.Venue.id)
    )
    return {row.id: row.name for row in rows}


def counted_days(session: Session, venue_ids: Iterable[int]) -> set[tuple[int, dt.date]]:
    """Return (venue id, date) for the days that are open, have counts, or have a host's mark.

    Days closed as NOT_COUNTED are left out, so an import may fill them.
    """
    ids = list(venue_ids)
    days = session.execute(
        select(models.Day.venue_id, models.Day.service_date).where(
            models.Day.venue_id.in_(ids),
            (models.Day.closed.is_(False)) | (models.Day.state != DayState.NOT_COUNTED),
        )
    )
    counts = session.execute(
        select(models.DayCount.venue_id, models.DayCount.service_date).where(
            models.DayCount.venue_id.in_(ids)
        )
    )
    return {(row.venue_id, row.service_date) for row in (*days, *counts)}
