"""Closed days, announced ahead or on the day. Every function takes an open session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.day_state import DayState, WhyClosed


def begin(session: Session, day: models.Day) -> None:
    """If the day was announced as closed, move that to the day's row.

    A state that a host has set on the day itself is kept.
    """
    this = (
        models.ClosedAhead.venue_id == day.venue_id,
        models.ClosedAhead.service_date == day.service_date,
    )
    planned = session.execute(select(models.ClosedAhead.reason).where(*this)).first()
    if planned is not None:
        if day.state in (None, DayState.NOT_COUNTED):
            day.state, day.reason = DayState.CLOSED, planned.reason
        session.execute(delete(models.ClosedAhead).where(*this))


def said_of(
    session: Session, venue_id: int, date: dt.date
) -> tuple[DayState | None, WhyClosed | None]:
    """Return the state set for a day, ahead or on the day, and the reason if it is closed.

    Each is None if it was not set.
    """
    day = session.get(models.Day, (venue_id, date))
    if day is not None:
        return (
            DayState(day.state) if day.state else None,
            WhyClosed(day.reason) if day.reason else None,
        )
    planned = session.get(models.ClosedAhead, (venue_id, date))
    if planned is None:
        return None, None
    return DayState.CLOSED, WhyClosed(planned.reason) if planned.reason else None


def is_closed(session: Session, venue_id: int, date: dt.date) -> bool:
    """Return whether the day is marked as closed and has no visits."""
    state, _why = said_of(session, venue_id, date)
    if state is not DayState.CLOSED:
        return False
    came = (
        select(models.Visit.id)
        .where(models.Visit.venue_id == venue_id, models.Visit.service_date == date)
        .limit(1)
    )
    return session.scalar(came) is None
