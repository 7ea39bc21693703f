"""Days as they are after closing."""

from __future__ import annotations

import datetime as dt

from app.db import Database
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.visits.counting import VisitRow, count
from app.domain.visits.source import Source
from app.models import Day
from app.services.visits.day_counts import write_day


def ended(venue_id: int, date: dt.date, **more: object) -> Day:
    """The row of a day that is over."""
    ends_at = day_ends(date)
    return Day(venue_id=venue_id, service_date=date, ends_at=ends_at, closed=True, **more)


def close(db: Database, venue_id: int, date: dt.date, visits: list[VisitRow]) -> None:
    """A day as it is after closing."""
    with db.writing() as session:
        state = DayState.COUNTED if visits else DayState.ZERO
        session.add(ended(venue_id, date, state=state))
        session.flush()
        write_day(session, venue_id, date, count(visits))


def visits(number: int, *activities: int, **roles: int) -> list[VisitRow]:
    held = dict.fromkeys(roles.values())
    return [
        VisitRow(size=1, source=Source.PHONE, activities=frozenset(activities), roles=dict(held))
    ] * number
