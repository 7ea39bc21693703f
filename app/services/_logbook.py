"""Steps on logbooks that several services share. They take the session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.logbook_content import Numbers
from app.domain.logbook_numbers import numbers_of
from app.domain.service_day import Quarter, service_date
from app.models import HandedIn, Logbook, MonthCount, Venue
from app.services._reports import quarter_of


def quarters_of(
    session: Session, venues: Iterable[Venue], *, now: dt.datetime
) -> dict[int, tuple[Quarter, ...]]:
    """The quarters that each venue has logbooks of, latest first.

    From its first counts, or the day it was made if that is earlier, to the running quarter, or
    to the one in which it was archived.
    """
    by_id = {venue.id: venue for venue in venues}
    first = {venue.id: venue.made_on for venue in by_id.values()}
    for venue_id, month in session.execute(
        select(MonthCount.venue_id, func.min(MonthCount.month))
        .where(MonthCount.venue_id.in_(by_id))
        .group_by(MonthCount.venue_id)
    ):
        first[venue_id] = min(first[venue_id], month)
    return {
        venue.id: _down_to(
            Quarter.of(first[venue.id]),
            Quarter.of(venue.archived_on or service_date(now, venue.day_limit)),
        )
        for venue in by_id.values()
    }


def latest_hand_in(session: Session, logbook: Logbook | None) -> HandedIn | None:
    """What stands: the latest version that was handed in."""
    if logbook is None:
        return None
    return session.scalar(
        select(HandedIn)
        .where(HandedIn.logbook_id == logbook.id)
        .order_by(HandedIn.version.desc())
        .limit(1)
    )


def quarter_numbers(
    session: Session, venue: Venue, quarter: Quarter, *, now: dt.datetime
) -> Numbers:
    """The quarter's numbers month by month, protected, up to the last closed day."""
    return numbers_of(*quarter_of(session, venue, quarter, now=now))


def _down_to(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    quarters = []
    while last >= first:
        quarters.append(last)
        last = last.previous
    return tuple(quarters)
