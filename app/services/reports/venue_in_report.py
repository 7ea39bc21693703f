"""What a report asks of each venue thousands of times, read from its row once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app import models
from app.domain.reports.report import ReportVenue
from app.services.reports.report_rows import ReportRows


@dataclass(frozen=True, slots=True)
class VenueInReport:
    """A venue. `since` is its first day, `ended` the first on which it is archived, if it is.

    `until` is the first day that is not over, and `opening` the opening days before it as bits of
    `ReportRows.days`, or None if its hours are not known.
    """

    id: int
    name: str
    day_limit: int
    since: dt.date
    ended: dt.date | None
    until: dt.date
    opening: int | None
    named: ReportVenue


def venue_in_report(venue: models.Venue, rows: ReportRows, until: dt.date) -> VenueInReport:
    since = rows.days.since[venue.id]
    return VenueInReport(
        id=venue.id,
        name=venue.name,
        day_limit=venue.day_limit,
        since=since,
        ended=venue.archived_on,
        until=until,
        opening=rows.days.bits.in_use(
            rows.hours[venue.id], since=since, ended=venue.archived_on, until=until
        ),
        named=ReportVenue(venue.id, venue.name),
    )
