"""Writing imported days, as closing would have. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.visits.counting import imported
from app.services.visits.day_counts import change_days


def write_imported(
    session: Session,
    venue_id: int,
    days: Mapping[dt.date, int | None],
    replaced: Mapping[dt.date, int],
) -> None:
    """Save imported days. None is a day on which the venue was closed.

    `replaced` are the earlier visits that some of the days have now.
    """
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
    change_imported(
        session,
        venue_id,
        away=replaced,
        more={date: number or 0 for date, number in days.items()},
    )


def change_imported(
    session: Session, venue_id: int, *, away: Mapping[dt.date, int], more: Mapping[dt.date, int]
) -> None:
    """Take earlier visits out of days, then add others.

    One after the other, so that a month that has settled knows on how many days it has some.
    """
    for sign, numbers in ((-1, away), (1, more)):
        steps = {date: imported(sign * number) for date, number in numbers.items() if number}
        if steps:
            change_days(session, venue_id, steps)


def state_of(number: int | None) -> DayState:
    """The state of an imported day."""
    if number is None:
        return DayState.CLOSED
    return DayState.COUNTED if number else DayState.ZERO
