"""Days of a unit that settles, as closing has written them."""

from __future__ import annotations

import datetime as dt

from app.db import Database
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.visits.counting import VisitRow, count
from app.domain.visits.source import Source
from app.models import (
    Day,
)
from app.services.visits.day_counts import write_day

JULY, AUGUST = dt.date(2026, 7, 7), dt.date(2026, 8, 11)
SETTLES = day_ends(dt.date(2026, 10, 7))
"""Quarter 3 ends on 30 September; its last day can be corrected until 7 October is over."""


def write(db: Database, venue: int, date: dt.date, *visits: VisitRow, closed: bool = True) -> None:
    """Write a day as closing would have."""
    with db.writing() as session:
        state = DayState.COUNTED if closed else None
        ends_at = day_ends(date)
        session.merge(
            Day(venue_id=venue, service_date=date, ends_at=ends_at, closed=closed, state=state)
        )
        session.flush()
        write_day(session, venue, date, count(visits))


def visits(
    number: int,
    *,
    source: Source = Source.PHONE,
    activity: int | None = None,
    roles: list[int] | tuple[()] = (),
    company: bool = False,
) -> VisitRow:
    """That many visits, all alike."""
    activities = frozenset() if activity is None else frozenset({activity})
    chosen: dict[int, int | None] = dict.fromkeys(roles, activity)
    return VisitRow(number, source, wants_company=company, activities=activities, roles=chosen)
