"""The venues where a host may count, and the one they chose last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import counting_venue


@dataclass(frozen=True)
class VenueChoice:
    id: int
    name: str


def my_venues(db: Database, viewer: Viewer) -> tuple[VenueChoice, ...]:
    """Return the venues where the viewer may count, sorted by name. Archived ones are left out."""
    with db.reading() as session:
        rows = session.scalars(
            select(models.Venue)
            .where(
                models.Venue.partnership_id.in_(viewer.partnerships(Act.COUNT_TODAY)),
                models.Venue.archived_on.is_(None),
            )
            .order_by(models.Venue.name)
        )
        return tuple(
            VenueChoice(row.id, row.name)
            for row in rows
            if viewer.may(Act.COUNT_TODAY, row.partnership_id, row.id)
        )


def last_venue(db: Database, viewer: Viewer) -> int | None:
    """Return the id of the venue the viewer chose last; None if they may no longer count there.

    For the venue's own phone it is the phone's venue.
    """
    if viewer.known_as is None:
        return next(iter(viewer.venues), None)
    with db.reading() as session:
        person = session.get_one(models.Person, viewer.person_id)
        venue = session.get(models.Venue, person.last_venue_id or 0)
        if venue is None or venue.archived_on is not None:
            return None
        return venue.id if viewer.may(Act.COUNT_TODAY, venue.partnership_id, venue.id) else None


def choose_venue(db: Database, viewer: Viewer, venue_id: int) -> None:
    """Remember the venue as the one the viewer chose last. Raises NotFound."""
    with db.writing() as session:
        counting_venue(session, viewer, venue_id)
        session.get_one(models.Person, viewer.person_id).last_venue_id = venue_id


def today_at(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> dt.date:
    """Return the venue's current service date. Raises NotFound."""
    with db.reading() as session:
        return service_date(now, counting_venue(session, viewer, venue_id).day_limit)
