"""The month's report of a venue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app.db import Database
from app.domain.access import Act, Viewer
from app.domain.report import Report
from app.domain.service_day import Month, service_date
from app.models import Venue
from app.services._places import allowed_venue
from app.services._reports import month_of, months_with_counts


@dataclass(frozen=True)
class ReportVenue:
    """A venue that the viewer may see reports of."""

    id: int
    name: str
    archived: bool


@dataclass(frozen=True)
class Available:
    """What the viewer can choose: the venues, and the chosen venue's months, latest first.

    `months` has every month from the first with counts to now; `month` is the latest with
    counts, or the running one.
    """

    venues: tuple[ReportVenue, ...]
    venue: ReportVenue
    months: tuple[Month, ...]
    month: Month


def available(
    db: Database, viewer: Viewer, venue_id: int | None, *, now: dt.datetime
) -> Available | None:
    """What there is to choose from at the venue, or at the first one by name for None.

    None where the viewer's partnerships have no venue yet. Raises NotFound for a venue that is
    missing or somebody else's.
    """
    with db.reading() as session:
        venues = session.scalars(
            select(Venue)
            .where(Venue.partnership_id.in_(viewer.partnerships(Act.SEE_REPORTS)))
            .order_by(Venue.archived_on.is_not(None), Venue.name, Venue.id)
        ).all()
        if venue_id is None:
            if not venues:
                return None
            venue_id = venues[0].id
        chosen = allowed_venue(session, viewer, Act.SEE_REPORTS, venue_id)
        running = Month.of(service_date(now, chosen.day_limit))
        counted = months_with_counts(session, chosen.id)
        choices = {
            venue.id: ReportVenue(venue.id, venue.name, venue.archived_on is not None)
            for venue in venues
        }
        return Available(
            venues=tuple(choices.values()),
            venue=choices[chosen.id],
            months=_months(counted[-1] if counted else running, running),
            month=counted[0] if counted else running,
        )


def month_report(
    db: Database, viewer: Viewer, venue_id: int, month: Month, *, now: dt.datetime
) -> Report:
    """The venue's month, protected, up to its last closed day. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SEE_REPORTS, venue_id)
        return month_of(session, venue, month, now=now)


def _months(first: Month, last: Month) -> tuple[Month, ...]:
    months = [last]
    while months[-1] > first:
        months.append(months[-1].previous)
    return tuple(months)
