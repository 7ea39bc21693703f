"""The list of venues that a viewer sets up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.kinds import VenueKind


@dataclass(frozen=True)
class VenueRow:
    """A venue in the list. `activities` is the number that are not over."""

    id: int
    name: str
    kind: VenueKind
    activities: int
    archived_on: dt.date | None


@dataclass(frozen=True)
class PartnershipVenues:
    """A partnership's venues; `venues` are those that are not archived."""

    id: int
    name: str
    venues: tuple[VenueRow, ...]
    archived: tuple[VenueRow, ...]

    def named(self, typed: str) -> PartnershipVenues:
        """Return a copy with only the venues whose name or kind contains `typed`."""

        def meant(row: VenueRow) -> bool:
            return typed.casefold() in f"{row.name} {row.kind.value}".casefold()

        return replace(
            self,
            venues=tuple(filter(meant, self.venues)),
            archived=tuple(filter(meant, self.archived)),
        )


def venues(db: Database, viewer: Viewer, *, now: dt.datetime) -> tuple[PartnershipVenues, ...]:
    """Return the venues that the viewer sets up, by partnership."""
    with db.reading() as session:
        partnerships = session.scalars(
            select(models.Partnership)
            .where(models.Partnership.id.in_(viewer.partnerships(Act.SET_UP)))
            .order_by(models.Partnership.name, models.Partnership.id)
        ).all()
        return tuple(_venues_of(session, each, now) for each in partnerships)


def _venues_of(
    session: Session, partnership: models.Partnership, now: dt.datetime
) -> PartnershipVenues:
    # One query for all venues. The weekly times are left out: `is_over` does not need them.
    activities: dict[int, list[ScheduledActivity]] = {}
    for row in session.scalars(
        select(models.Activity)
        .join(models.Venue)
        .where(models.Venue.partnership_id == partnership.id)
    ):
        activities.setdefault(row.venue_id, []).append(
            ScheduledActivity(
                row.id,
                row.name,
                ActivityKind(row.kind),
                on_date=row.on_date,
                archived_on=row.archived_on,
            )
        )
    rows = [
        VenueRow(
            id=venue.id,
            name=venue.name,
            kind=VenueKind(venue.kind),
            activities=sum(
                not activity.is_over(service_date(now, venue.day_limit))
                for activity in activities.get(venue.id, ())
            ),
            archived_on=venue.archived_on,
        )
        for venue in session.scalars(
            select(models.Venue)
            .where(models.Venue.partnership_id == partnership.id)
            .order_by(models.Venue.name, models.Venue.id)
        )
    ]
    return PartnershipVenues(
        id=partnership.id,
        name=partnership.name,
        venues=tuple(row for row in rows if row.archived_on is None),
        archived=tuple(row for row in rows if row.archived_on is not None),
    )
