"""The days that a board shows beside today."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.day_state import DayState
from app.domain.days.earlier_day import BACK, EarlierDay, earlier_day
from app.domain.visits.counting import Cell, Measure
from app.services.visits.closures import said_of


def earlier_days(session: Session, venue: models.Venue, today: dt.date) -> tuple[EarlierDay, ...]:
    """Return yesterday and the same weekday a week ago, in that order.

    Days before the venue was created, and days that are not closed yet, are left out.
    """
    dates = [date for back in BACK if (date := today - dt.timedelta(back)) >= venue.created_on]
    rows = session.execute(
        select(models.Day.service_date, models.Day.closed, models.Day.state, models.DayCount.number)
        .outerjoin(
            models.DayCount,
            and_(
                models.DayCount.venue_id == models.Day.venue_id,
                models.DayCount.service_date == models.Day.service_date,
                models.DayCount.cell == Cell(Measure.VISITS).key,
            ),
        )
        .where(models.Day.venue_id == venue.id, models.Day.service_date.in_(dates))
    )
    known = {date: (closed, state, number) for date, closed, state, number in rows}
    for date in dates:
        if date not in known:
            known[date] = True, said_of(session, venue.id, date)[0], 0
    days = ((date, *known[date]) for date in dates)
    return tuple(
        earlier_day(date, DayState(state) if state else None, number or 0)
        for date, closed, state, number in days
        if closed
    )
