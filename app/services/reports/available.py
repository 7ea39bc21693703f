"""The venues and months that a viewer can see reports of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.months import Month
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.domain.reports.selection import Selection
from app.services.reports.report_builder import first_month_with_counts, last_month_with_counts
from app.services.reports.reports import selected


@dataclass(frozen=True)
class VenueToChoose:
    """A venue that the viewer may see reports of."""

    id: int
    name: str
    archived: bool


@dataclass(frozen=True)
class PartnershipToChoose:
    """A partnership, and its venues by name."""

    id: int
    name: str
    venues: tuple[VenueToChoose, ...]


@dataclass(frozen=True)
class Available:
    """What the viewer can choose: the partnerships' venues, and the months, latest first.

    `months` has every month from the first with counts to now, at the chosen venues; `month` is
    the latest with counts, or the running one.
    """

    partnerships: tuple[PartnershipToChoose, ...]
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


def _partnerships(session: Session, viewer: Viewer) -> list[PartnershipToChoose]:
    mine = viewer.partnerships(Act.SEE_REPORTS)
    venues: dict[int, list[VenueToChoose]] = {}
    for venue in session.scalars(
        select(models.Venue)
        .where(models.Venue.partnership_id.in_(mine))
        .order_by(models.Venue.archived_on.is_not(None), models.Venue.name, models.Venue.id)
    ):
        venues.setdefault(venue.partnership_id, []).append(
            VenueToChoose(venue.id, venue.name, venue.archived_on is not None)
        )
    return [
        PartnershipToChoose(row.id, row.name, tuple(venues.get(row.id, ())))
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
