"""What several venues of a partnership have now, so that it can be changed at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.base.opening_hours import WeekOpenings
from app.domain.base.service_day import service_date
from app.domain.days.closed_days import Closing, closings
from app.domain.days.day_state import WhyClosed
from app.domain.people.access import Act, Viewer
from app.domain.venues.role import RoleOption
from app.services.core.lookup import allowed_partnership
from app.services.core.role_options import role_option
from app.services.core.venue_profile import opening_hours_of_all


@dataclass(frozen=True)
class VenueNow:
    """A venue that is not archived.

    `hours` are those in force today, `closings` the closed days after today, and `role_ids` the
    roles it offers. `has_hours` is whether it has ever had any hours.
    """

    id: int
    name: str
    today: dt.date
    hours: WeekOpenings
    has_hours: bool
    closings: tuple[Closing, ...]
    role_ids: frozenset[int]

    def closed_between(self, first: dt.date, last: dt.date) -> int:
        """How many of the days from `first` to `last` are closed already."""
        spans = ((max(one.first, first), min(one.last, last)) for one in self.closings)
        return sum((end - start).days + 1 for start, end in spans if start <= end)


@dataclass(frozen=True)
class SeveralVenues:
    """A partnership with its venues that are not archived, by name, and its roles."""

    id: int
    name: str
    venues: tuple[VenueNow, ...]
    roles: tuple[RoleOption, ...]

    @property
    def closed_together(self) -> dict[tuple[dt.date, dt.date], tuple[VenueNow, ...]]:
        """The spans of closed days that two venues or more share, in order."""
        found: dict[tuple[dt.date, dt.date], list[VenueNow]] = defaultdict(list)
        for venue in self.venues:
            for one in venue.closings:
                found[one.first, one.last].append(venue)
        return {span: tuple(here) for span, here in sorted(found.items()) if len(here) > 1}


def several_venues(
    db: Database, viewer: Viewer, partnership_id: int, *, now: dt.datetime
) -> SeveralVenues:
    """Return the venues of the partnership with what they have now. Raises NotFound."""
    with db.reading() as session:
        partnership = allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        rows = session.scalars(
            select(models.Venue)
            .where(
                models.Venue.partnership_id == partnership.id, models.Venue.archived_on.is_(None)
            )
            .order_by(models.Venue.name, models.Venue.id)
        ).all()
        ids = [row.id for row in rows]
        history = opening_hours_of_all(session, ids)
        closed: dict[int, dict[dt.date, WhyClosed | None]] = defaultdict(dict)
        for day in session.scalars(
            select(models.ClosedAhead).where(models.ClosedAhead.venue_id.in_(ids))
        ):
            closed[day.venue_id][day.service_date] = WhyClosed(day.reason) if day.reason else None
        offered: dict[int, set[int]] = defaultdict(set)
        for role in session.scalars(
            select(models.VenueRole).where(models.VenueRole.venue_id.in_(ids))
        ):
            offered[role.venue_id].add(role.role_id)
        roles = session.scalars(
            select(models.Role)
            .where(models.Role.partnership_id == partnership.id, models.Role.archived_on.is_(None))
            .order_by(models.Role.position, models.Role.id)
        )
        venues = []
        for row in rows:
            today = service_date(now, row.day_limit)
            in_force = history[row.id].in_force(today)
            ahead = {date: why for date, why in closed[row.id].items() if date > today}
            venues.append(
                VenueNow(
                    id=row.id,
                    name=row.name,
                    today=today,
                    hours=in_force.spans if in_force else {},
                    has_hours=history[row.id].known,
                    closings=closings(ahead, ()),
                    role_ids=frozenset(offered[row.id]),
                )
            )
        return SeveralVenues(
            partnership.id, partnership.name, tuple(venues), tuple(map(role_option, roles))
        )
