"""What hosts said of a venue's days, beside its numbers. Takes the session."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.domain.counting import DayState
from app.domain.day_state import WhyClosed
from app.domain.period import Period
from app.domain.reach import Reach
from app.models import Day, Venue
from app.services.head_checks import caught_in


def reach_of(session: Session, venue: Venue, period: Period) -> Reach:
    """How far the venue's numbers of a period reach."""
    first, last = period.start.first, period.end.last
    rows = session.execute(
        select(Day.service_date, Day.reason)
        .where(
            Day.venue_id == venue.id,
            Day.service_date.between(first, last),
            or_(Day.reason.in_(list(WhyClosed)), Day.state == DayState.CLOSED),
        )
        .order_by(Day.service_date)
    )
    return Reach(
        closed=tuple((date, WhyClosed(reason) if reason else None) for date, reason in rows),
        caught=caught_in(session, venue, first, last),
    )
