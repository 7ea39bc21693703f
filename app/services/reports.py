"""Reports: a period of one place, of several, or of a whole partnership."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.months import Month
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.models import MonthCount, Partnership, Venue
from app.services._places import allowed_partnership, allowed_venues
from app.services._reach import reach_of
from app.services._reports import (
    Counts,
    first_month_with_counts,
    last_month_with_counts,
)


@dataclass(frozen=True)
class ReportVenue:
    """A venue that the viewer may see reports of."""

    id: int
    name: str
    archived: bool


@dataclass(frozen=True)
class ReportPartnership:
    """A partnership, and its venues by name."""

    id: int
    name: str
    venues: tuple[ReportVenue, ...]


@dataclass(frozen=True)
class Available:
    """What the viewer can choose: the partnerships' venues, and the months, latest first.

    `months` has every month from the first with counts to now, at the chosen venues; `month` is
    the latest with counts, or the running one.
    """

    partnerships: tuple[ReportPartnership, ...]
    selection: Selection
    months: tuple[Month, ...]
    month: Month


def available(
    db: Database, viewer: Viewer, selection: Selection | None, *, now: dt.datetime
) -> Available | None:
    """What there is to choose from at the selected venues, or at the first one by name.

    None where the viewer's partnerships have no venue yet. Raises NotFound for venues that are
    missing or somebody else's.
    """
    with db.reading() as session:
        partnerships = tuple(
            partnership for partnership in _partnerships(session, viewer) if partnership.venues
        )
        if selection is None:
            if not partnerships:
                return None
            selection = Selection(frozenset({partnerships[0].venues[0].id}))
        chosen = selected(session, viewer, Act.SEE_REPORTS, selection)
        running = max(Month.of(service_date(now, venue.day_limit)) for venue in chosen)
        ids = [venue.id for venue in chosen]
        return Available(
            partnerships=partnerships,
            selection=selection,
            months=_months(first_month_with_counts(session, ids) or running, running),
            month=last_month_with_counts(session, ids) or running,
        )


def overview(
    db: Database,
    viewer: Viewer,
    selection: Selection,
    period: Period,
    *,
    now: dt.datetime,
    settled_only: bool = False,
) -> Overview:
    """The period of the selected venues, protected, up to their last closed days.

    A file is `settled_only`: it leaves the house, and the next one could be subtracted from it.

    Raises NotFound.
    """
    with db.reading() as session:
        chosen = selected(session, viewer, Act.SEE_REPORTS, selection)
        chosen = there_in(session, chosen, selection, period)
        counts = Counts(session, chosen, span_of(period), now=now, settled_only=settled_only)
        found = counts.overview(period, name_of(session, selection))
        return replace(found, reach=reach_of(session, chosen, found.report))


def there_in(
    session: Session, venues: list[Venue], selection: Selection, period: Period
) -> list[Venue]:
    """Of a whole partnership the venues that were there: a later one changes no earlier report.

    One that was made later and has earlier counts was there too. Venues that somebody has chosen
    one by one are all told of.
    """
    later = {venue.id for venue in venues if venue.made_on > period.last}
    if selection.partnership_id is None or not later:
        return venues
    earlier_counts = select(MonthCount.venue_id).where(
        MonthCount.venue_id.in_(later), MonthCount.month <= period.last
    )
    missing = later.difference(session.scalars(earlier_counts.distinct()))
    return [venue for venue in venues if venue.id not in missing] or venues


def span_of(period: Period) -> list[Month]:
    """The first and the last month that a report of the period needs to know."""
    return [Month(period.a_year_before.start.year, 1), period.end]


def name_of(session: Session, selection: Selection) -> str:
    """The partnership's name where all of it is selected, else empty."""
    if selection.partnership_id is None:
        return ""
    return session.get_one(Partnership, selection.partnership_id).name


def _partnerships(session: Session, viewer: Viewer) -> list[ReportPartnership]:
    mine = viewer.partnerships(Act.SEE_REPORTS)
    venues: dict[int, list[ReportVenue]] = {}
    for venue in session.scalars(
        select(Venue)
        .where(Venue.partnership_id.in_(mine))
        .order_by(Venue.archived_on.is_not(None), Venue.name, Venue.id)
    ):
        venues.setdefault(venue.partnership_id, []).append(
            ReportVenue(venue.id, venue.name, venue.archived_on is not None)
        )
    return [
        ReportPartnership(row.id, row.name, tuple(venues.get(row.id, ())))
        for row in session.scalars(
            select(Partnership)
            .where(Partnership.id.in_(mine))
            .order_by(Partnership.name, Partnership.id)
        )
    ]


def selected(session: Session, viewer: Viewer, act: Act, selection: Selection) -> list[Venue]:
    """The selected venues by name; all of one partnership, which has one small number.

    Raises NotFound for what is missing or not the viewer's to do this with.
    """
    if selection.partnership_id is not None:
        partnership = allowed_partnership(session, viewer, act, selection.partnership_id)
        found = list(session.scalars(select(Venue).where(Venue.partnership_id == partnership.id)))
    else:
        found = allowed_venues(session, viewer, act, selection.venue_ids)
    if not found or len({venue.partnership_id for venue in found}) > 1:
        raise NotFound
    return sorted(found, key=lambda venue: (venue.name.casefold(), venue.id))


def _months(first: Month, last: Month) -> tuple[Month, ...]:
    months = [last]
    while months[-1] > first:
        months.append(months[-1].previous)
    return tuple(months)
