"""Writing imported days, as closing would have. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.visits.counting import Cell, VisitRow, count
from app.domain.visits.source import Source
from app.services.visits.day_counts import write_days


def write_imported(session: Session, venue_id: int, days: Mapping[dt.date, int | None]) -> None:
    """Replace the days with imported ones. None is a day on which the venue was closed."""
    session.execute(
        delete(models.Day).where(models.Day.venue_id == venue_id, models.Day.service_date.in_(days))
    )
    session.execute(
        insert(models.Day),
        [
            {
                "venue_id": venue_id,
                "service_date": date,
                "ends_at": day_ends(date),
                "closed": True,
                "state": state_of(number),
            }
            for date, number in days.items()
        ],
    )
    write_days(session, venue_id, {date: counts_of(number) for date, number in days.items()})


def state_of(number: int | None) -> DayState:
    """The state of an imported day."""
    if number is None:
        return DayState.CLOSED
    return DayState.COUNTED if number else DayState.ZERO


def counts_of(number: int | None) -> dict[Cell, int]:
    """The counts of an imported day.

    Earlier counts don't record what visitors did, so every visit is counted as just here.
    """
    return count([VisitRow(size=number, source=Source.IMPORT)]) if number else {}
