"""Holding a visit for a host to confirm, when more come than the venue can expect.

Every function takes an open session, with the day locked.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.visits.held import HeldReason
from app.domain.visits.pace import Pace
from app.domain.visits.source import Source


def hold_if_too_many(
    session: Session,
    venue: models.Venue,
    visit: models.Visit,
    size: int,
    *,
    more: int,
    pace: Pace | None,
    now: dt.datetime,
) -> None:
    """Hold the visit if with its `size` people there are too many.

    `more` of them come now. Too many are more than the venue's cap for a minute, or more than its
    cap for a day. Held visits take none of the day's room, so a flood leaves it for others. A
    visit that is held already stays in its batch. Without a `pace` there is no cap for a minute.
    """
    day = session.get_one(models.Day, (venue.id, visit.service_date))
    too_fast = _too_fast(venue, day, visit, more, pace, now)
    if visit.held or not (too_fast or _too_many(session, venue, visit, size)):
        return
    visit.held = True
    visit.held_reason = HeldReason.MINUTE if too_fast else HeldReason.DAY
    visit.held_batch = day.held_batch = (pace or Pace()).batch(
        venue.id, day.service_date, day.held_batch, now=now
    )


def _too_fast(
    venue: models.Venue,
    day: models.Day,
    visit: models.Visit,
    more: int,
    pace: Pace | None,
    now: dt.datetime,
) -> bool:
    # A tablet has been started by a host, and sends a whole afternoon at once when its network
    # is back. A phone's late taps count as they arrive: any phone can claim any minute.
    if visit.source != Source.PHONE:
        return False
    before = day.arrivals
    day.arrivals += more
    if pace is None or not venue.minute_cap:
        return False
    known = pace.in_last_minute(venue.id, day.service_date, before, now=now)
    return known + more > venue.minute_cap


def _too_many(session: Session, venue: models.Venue, visit: models.Visit, size: int) -> bool:
    others = select(func.sum(models.Visit.size)).where(
        models.Visit.venue_id == venue.id,
        models.Visit.service_date == visit.service_date,
        models.Visit.held.is_(False),
        models.Visit.id != visit.id,
    )
    return (session.scalar(others) or 0) + size > venue.daily_cap
