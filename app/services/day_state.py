"""What a host says of a day on which nobody was counted: nobody came, or the house was closed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from app.db import Database
from app.domain.access import Viewer
from app.domain.counting import DayState
from app.domain.service_day import service_date
from app.models import Visit
from app.services._days import locked_day
from app.services._places import counting_venue

TO_SAY = (DayState.ZERO, DayState.CLOSED)


class SomebodyCame(Exception):
    """The day has visits, so it is counted whatever is said of it."""


def say(
    db: Database, viewer: Viewer, venue_id: int, state: DayState | None, *, now: dt.datetime
) -> None:
    """Say that nobody came today, that the house is closed, or (None) take that back.

    It stands when the day is closed, unless somebody has come after all. Raises NotFound,
    SomebodyCame, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        day = locked_day(session, venue, date)
        visits = select(func.count()).where(
            Visit.venue_id == venue.id, Visit.service_date == date, Visit.held.is_(False)
        )
        if state is not None and session.scalar(visits):
            raise SomebodyCame
        day.state = state
