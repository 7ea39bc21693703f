"""Reports: a period of one place, of several, or of a whole partnership."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.months import Month
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.core.lookup import allowed_partnership, allowed_venues
from app.services.reports.caveats import caveats_of
from app.services.reports.report_builder import Counts


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
        return replace(found, reach=caveats_of(session, chosen, found.report))


def there_in(
    session: Session, venues: list[models.Venue], selection: Selection, period: Period
) -> list[models.Venue]:
    """Of a whole partnership the venues that were there: a later one changes no earlier report.

    One that was made later and has earlier counts was there too. Venues that somebody has chosen
    one by one are all told of.
    """
    later = {venue.id for venue in venues if venue.made_on > period.last}
    if selection.partnership_id is None or not later:
        return venues
    earlier_counts = select(models.MonthCount.venue_id).where(
        models.MonthCount.venue_id.in_(later), models.MonthCount.month <= period.last
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
    return session.get_one(models.Partnership, selection.partnership_id).name


def selected(
    session: Session, viewer: Viewer, act: Act, selection: Selection
) -> list[models.Venue]:
    """The selected venues by name; all of one partnership, which has one small number.

    Raises NotFound for what is missing or not the viewer's to do this with.
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
