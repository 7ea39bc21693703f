"""Which roles a venue offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, NotFound, Viewer
from app.services.core.lookup import allowed_venue
from app.services.visits.day_row import touch


def offer_roles(
    db: Database, viewer: Viewer, venue_id: int, role_ids: Set[int], *, now: dt.datetime
) -> None:
    """Set which roles the venue offers. The choices for archived roles are left as they are.

    Raises NotFound, also for a role that is archived or belongs to another partnership.
    """
    offer_roles_at_several(db, viewer, (venue_id,), role_ids, now=now)


def offer_roles_at_several(
    db: Database,
    viewer: Viewer,
    venue_ids: Iterable[int],
    role_ids: Set[int],
    *,
    now: dt.datetime,
) -> None:
    """Do what `offer_roles` does at several venues: at all of them, or, if it raises, at none."""
    with db.writing() as session:
        # In the order of ids, so that two requests never wait for one another.
        for venue_id in sorted(set(venue_ids)):
            venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
            _offer(session, venue, role_ids, now)


def _offer(session: Session, venue: models.Venue, role_ids: Set[int], now: dt.datetime) -> None:
    ours = set(
        session.scalars(
            select(models.Role.id).where(
                models.Role.partnership_id == venue.partnership_id,
                models.Role.archived_on.is_(None),
            )
        )
    )
    if not role_ids <= ours:
        raise NotFound
    of_ours = (models.VenueRole.venue_id == venue.id, models.VenueRole.role_id.in_(ours))
    offered = {
        row.role_id: row for row in session.scalars(select(models.VenueRole).where(*of_ours))
    }
    today = service_date(now, venue.day_limit)
    for role_id in sorted(offered.keys() - role_ids):
        session.delete(offered[role_id])
    for role_id in sorted(role_ids - offered.keys()):
        session.add(models.VenueRole(venue_id=venue.id, role_id=role_id, since=today))
    session.flush()
    touch(session, venue.id, now)


def touch_where_offered(session: Session, row: models.Role, now: dt.datetime) -> None:
    session.flush()
    for venue_id in session.scalars(
        select(models.VenueRole.venue_id)
        .where(models.VenueRole.role_id == row.id)
        .order_by(models.VenueRole.venue_id)
    ).all():
        touch(session, venue_id, now)
