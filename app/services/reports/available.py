"""The venues and months that a viewer can choose for a report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.months import Month
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.domain.reports.selection import MOST, Selection
from app.services.core.columns import columns
from app.services.reports.months_with_counts import (
    first_month_with_counts,
    last_month_with_counts,
    venues_with_counts,
)
from app.services.reports.reports import selected


@dataclass(frozen=True)
class VenueToChoose:
    id: int
    name: str
    archived: bool


@dataclass(frozen=True)
class OrganisationToChoose:
    """An organisation with several venues."""

    name: str
    venues: Selection


@dataclass(frozen=True)
class PartnershipToChoose:
    """A partnership with its venues, sorted by name, archived ones last; and organisations."""

    id: int
    name: str
    venues: tuple[VenueToChoose, ...]
    organisations: tuple[OrganisationToChoose, ...] = ()


@dataclass(frozen=True)
class Available:
    """The venues and months to choose from, and what is chosen now.

    `months` runs from the current month back to the first with counts at any venue to choose, so
    that a venue and one of its months can be chosen together. `first` is the first with counts at
    the selected venues, and `month` the latest; without counts, both are the current one.
    """

    partnerships: tuple[PartnershipToChoose, ...]
    selection: Selection
    months: tuple[Month, ...]
    first: Month
    month: Month


def available(
    db: Database, viewer: Viewer, selection: Selection | None, *, now: dt.datetime
) -> Available | None:
    """Return the choices for a report of the selected venues.

    Without a selection, the first venue of the first partnership that has counts is selected, or
    the first at all; None if the viewer's partnerships have no venues. Raises NotFound for venues
    that don't exist or that the viewer may not see reports of.
    """
    with db.reading() as session:
        partnerships = tuple(
            partnership for partnership in _partnerships(session, viewer) if partnership.venues
        )
        if selection is None:
            if not partnerships:
                return None
            selection = Selection(frozenset({_first(session, partnerships[0].venues).id}))
        chosen = selected(session, viewer, Act.SEE_REPORTS, selection)
        running = max(Month.of(service_date(now, venue.day_limit)) for venue in chosen)
        ids = {venue.id for venue in chosen}
        others = {venue.id for each in partnerships for venue in each.venues}
        return Available(
            partnerships=partnerships,
            selection=selection,
            months=_months(first_month_with_counts(session, ids | others) or running, running),
            first=first_month_with_counts(session, ids) or running,
            month=last_month_with_counts(session, ids) or running,
        )


def _first(session: Session, venues: tuple[VenueToChoose, ...]) -> VenueToChoose:
    """Return the first venue that has something to show; it need not be the first of the list."""
    counted = venues_with_counts(session, [venue.id for venue in venues])
    with_counts = (venue for venue in venues if venue.id in counted and not venue.archived)
    return next(with_counts, venues[0])


def _partnerships(session: Session, viewer: Viewer) -> list[PartnershipToChoose]:
    mine = viewer.partnerships(Act.SEE_REPORTS)
    venues: dict[int, list[VenueToChoose]] = defaultdict(list)
    of_organisation: dict[int, set[int]] = defaultdict(set)
    venue, organisation = models.Venue, models.Organisation
    for partnership_id, venue_id, name, archived_on, organisation_id in columns(
        session,
        select(venue.partnership_id, venue.id, venue.name, venue.archived_on, venue.organisation_id)
        .where(venue.partnership_id.in_(mine))
        .order_by(venue.archived_on.is_not(None), venue.name, venue.id),
    ):
        venues[partnership_id].append(VenueToChoose(venue_id, name, archived_on is not None))
        if organisation_id is not None:
            of_organisation[organisation_id].add(venue_id)
    organisations: dict[int, list[OrganisationToChoose]] = defaultdict(list)
    for partnership_id, organisation_id, name in columns(
        session,
        select(organisation.partnership_id, organisation.id, organisation.name)
        .where(organisation.partnership_id.in_(mine))
        .order_by(organisation.name, organisation.id),
    ):
        ids = of_organisation[organisation_id]
        if 1 < len(ids) < len(venues[partnership_id]) and len(ids) <= MOST:
            organisations[partnership_id].append(
                OrganisationToChoose(name, Selection(frozenset(ids)))
            )
    return [
        PartnershipToChoose(row.id, row.name, tuple(venues[row.id]), tuple(organisations[row.id]))
        for row in session.scalars(
            select(models.Partnership)
            .where(models.Partnership.id.in_(mine))
            .order_by(models.Partnership.name, models.Partnership.id)
        )
    ]


def _months(first: Month, last: Month) -> tuple[Month, ...]:
    months = [last]
    while months[-1] > first:
        months.append(months[-1].previous)
    return tuple(months)
