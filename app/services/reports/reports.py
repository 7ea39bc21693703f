"""Reports of a period for one venue, several venues or a whole partnership."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.months import Month
from app.domain.base.service_day import ZONE
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.detail import ALL_LINES, Detail
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.core.lookup import allowed_partnership, allowed_venues
from app.services.core.venue_profile import look_on_paper
from app.services.reports.caveats import caveats_of
from app.services.reports.report_builder import Counts


def overview(
    db: Database,
    viewer: Viewer,
    selection: Selection,
    period: Period,
    *,
    now: dt.datetime,
    detail: Detail = ALL_LINES,
) -> Overview:
    """Return the report of the selected venues, up to their last closed days. Raises NotFound."""
    with db.reading() as session:
        chosen = selected(session, viewer, Act.SEE_REPORTS, selection)
        chosen = there_in(session, chosen, selection, period)
        partnership = session.get_one(models.Partnership, chosen[0].partnership_id)
        counts = Counts(session, chosen, months_of(period), now=now, detail=detail)
        found = counts.overview(period, name_of(session, selection))
        return replace(
            found,
            caveats=caveats_of(session, chosen, found.report),
            partnership=partnership.name,
            drawn_on=now.astimezone(ZONE).date(),
            look=look_on_paper(session, chosen),
        )


def how_many(db: Database, viewer: Viewer, act: Act, selection: Selection) -> int:
    """Return the number of selected venues. Raises NotFound."""
    with db.reading() as session:
        return len(selected(session, viewer, act, selection))


def there_in(
    session: Session, venues: list[models.Venue], selection: Selection, period: Period
) -> list[models.Venue]:
    """Leave out the venues of a whole partnership that were created after the period.

    So adding a venue doesn't change earlier reports. A venue with imported counts from the period
    or before it is kept, and so are venues that were selected one by one. If none would be left,
    all are kept. Takes an open session.
    """
    later = {venue.id for venue in venues if venue.created_on > period.last}
    if selection.partnership_id is None or not later:
        return venues
    imported_counts = select(models.MonthCount.venue_id).where(
        models.MonthCount.venue_id.in_(later), models.MonthCount.month <= period.last
    )
    missing = later.difference(session.scalars(imported_counts.distinct()))
    return [venue for venue in venues if venue.id not in missing] or venues


def months_of(period: Period) -> list[Month]:
    """Return the months whose counts an overview of the period needs, with those to compare."""
    year = Period.so_far(period.end) if len(period.months) == 1 else period
    before = period.a_year_before.months if period.has_year_before else ()
    return [*before, *year.months]


def name_of(session: Session, selection: Selection) -> str:
    """Return the name of the partnership or the organisation whose venues are selected, all of
    them, else "". Takes an open session.
    """
    if selection.partnership_id is not None:
        return session.get_one(models.Partnership, selection.partnership_id).name
    venue = models.Venue
    organisation = (
        select(venue.organisation_id)
        .where(venue.id.in_(selection.venue_ids))
        .limit(1)
        .scalar_subquery()
    )
    of_one = select(venue.id).where(venue.organisation_id == organisation)
    if len(selection.venue_ids) < 2 or set(session.scalars(of_one)) != selection.venue_ids:
        return ""
    named = select(models.Organisation.name).where(models.Organisation.id == organisation)
    return session.scalars(named).one()


def report_name(session: Session, selection: Selection, venues: list[models.Venue]) -> str:
    """Return what a report is of, in one line. Takes an open session."""
    return name_of(session, selection) or ", ".join(venue.name for venue in venues)


def selected(
    session: Session, viewer: Viewer, act: Act, selection: Selection
) -> list[models.Venue]:
    """Return the selected venues, sorted by name. Takes an open session.

    Raises NotFound if a venue doesn't exist, if the viewer may not do this there, or if the venues
    belong to different partnerships, whose small-number thresholds may differ.
    """
    if selection.partnership_id is not None:
        partnership = allowed_partnership(session, viewer, act, selection.partnership_id)
        found = list(
            session.scalars(
                select(models.Venue).where(models.Venue.partnership_id == partnership.id)
            )
        )
    else:
        found = allowed_venues(session, viewer, act, selection.venue_ids)
    if not found or len({venue.partnership_id for venue in found}) > 1:
        raise NotFound
    return sorted(found, key=lambda venue: (venue.name.casefold(), venue.id))
