"""Visits above the venue's daily cap: a host confirms or discards them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Viewer
from app.services.core.lookup import counting_venue
from app.services.visits.day_parts import raise_part
from app.services.visits.day_row import locked_day


def settle_held(
    db: Database, viewer: Viewer, venue_id: int, *, confirmed: bool, now: dt.datetime
) -> None:
    """Count today's held visits, or delete them. Raises NotFound, DayClosed."""
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        held = (
            models.Visit.venue_id == venue.id,
            models.Visit.service_date == date,
            models.Visit.held,
        )
        if confirmed:
            # Visits store no time, so they count in the part of the day when they are confirmed.
            number = session.scalar(select(func.sum(models.Visit.size)).where(*held))
            if number:
                raise_part(session, venue.id, date, number, now)
            session.execute(update(models.Visit).where(*held).values(held=False))
        else:
            session.execute(delete(models.Visit).where(*held))
