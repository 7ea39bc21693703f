"""Marking a day without visits as zero (nobody came) or closed."""

from __future__ import annotations

import datetime as dt

from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.day_state import DayState, SomebodyCame, WhyClosed
from app.domain.people.access import Viewer
from app.domain.visits.counting import Cell, Measure
from app.services.core.lookup import counting_venue
from app.services.days.correctable_day import closed_day, venue_and_today
from app.services.visits.day_counts import counts_of
from app.services.visits.day_row import locked_day
from app.services.visits.manual_visits import total_of


def say(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    state: DayState | None,
    *,
    why: WhyClosed | None = None,
    now: dt.datetime,
) -> None:
    """Mark today as zero or closed, or clear the mark if `state` is None.

    The mark is dropped at closing if the day has visits by then. Raises NotFound, SomebodyCame,
    DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        day = locked_day(session, venue, date)
        if state is not None and total_of(session, venue.id, date):
            raise SomebodyCame
        day.state = state
        day.reason = why if state is DayState.CLOSED else None


def say_of(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    state: DayState | None,
    *,
    why: WhyClosed | None = None,
    now: dt.datetime,
) -> None:
    """Do the same for today or one of the last seven days. Raises NotFound, SomebodyCame."""
    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        if date == today:
            day = locked_day(session, venue, date)
            visits = total_of(session, venue.id, date)
        else:
            day = closed_day(session, venue, date)
            visits = counts_of(session, venue.id, date).get(Cell(Measure.VISITS), 0)
        if visits:
            raise SomebodyCame
        nothing_said = None if date == today else DayState.NOT_COUNTED
        day.state = state or nothing_said
        day.reason = why if state is DayState.CLOSED else None
