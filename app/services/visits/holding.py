"""Holding a visit for a host to confirm, when more come than the venue can expect.

Every function takes an open session, with the day locked.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app import models
from app.domain.visits.held import HeldReason
from app.domain.visits.pace import Pace
from app.domain.visits.source import Source


def hold_if_too_many(
    session: Session,
    venue: models.Venue,
    visit: models.Visit,
    *,
    more: int,
    pace: Pace | None,
    now: dt.datetime,
) -> None:
    """Hold the visit if the `more` people who arrive with it now exceed a cap of the venue.

    There is a cap for a day, and one for phones in a minute unless
    `pace` is None. Held visits do not count towards the day's cap, so a flood leaves room for
    others. A visit that is held already stays in its batch.
    """
    day = session.get_one(models.Day, (venue.id, visit.service_date))
    too_fast = _too_fast(venue, day, visit, more, pace, now)
    if visit.held or not (too_fast or day.visits + more > venue.daily_cap):
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
    # A tablet was started by a host, and may send a whole afternoon at once when its network
    # is back. A phone's late taps count as they arrive: any phone can claim any minute.
    if visit.source != Source.PHONE:
        return False
    before = day.arrivals
    day.arrivals += more
    if pace is None or not venue.minute_cap:
        return False
    known = pace.in_last_minute(venue.id, day.service_date, before, now=now)
    return known + more > venue.minute_cap
