"""The logbooks of the last quarter or month that are not handed in. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import corrected_until
from app.domain.logbook.logbook import LogbookPeriod, can_be_handed_in_from
from app.services.logbook.periods import period_of, periods_of


@dataclass(frozen=True)
class LogbookDue:
    """A venue's logbook that is not handed in, or is being corrected.

    `until` is the last date on which its numbers can be corrected, None if it can be handed in.
    """

    venue_id: int
    venue_name: str
    period: LogbookPeriod
    correcting: bool
    until: dt.date | None


def logbooks_due(
    session: Session, venues: Sequence[models.Venue], *, now: dt.datetime
) -> tuple[LogbookDue, ...]:
    """Return the latest logbook that is over of each venue, unless it is handed in.

    A partnership that never hands any in sees one for each venue, rather than every year's.
    """
    ids = [venue.id for venue in venues]
    handed_in = exists().where(models.HandedIn.logbook_id == models.Logbook.id)
    correcting = {
        (row.venue_id, period_of(row)): row.correcting
        for row in session.scalars(
            select(models.Logbook).where(models.Logbook.venue_id.in_(ids), handed_in)
        )
    }
    periods = periods_of(session, venues, now=now)
    found = []
    for venue in venues:
        today = service_date(now, venue.day_limit)
        latest = next((period for period in periods[venue.id] if period.last < today), None)
        if latest is None or correcting.get((venue.id, latest)) is False:
            continue
        is_final = now >= can_be_handed_in_from(latest, venue.day_limit)
        found.append(
            LogbookDue(
                venue.id,
                venue.name,
                latest,
                correcting=(venue.id, latest) in correcting,
                until=None if is_final else corrected_until(latest.last),
            )
        )
    return tuple(found)
