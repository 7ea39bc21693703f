"""Everything that is set up at a venue, as its page shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.opening_hours import WeekHours, WeekOpenings
from app.domain.base.service_day import service_date
from app.domain.days.closed_days import Closing, closings
from app.domain.people.access import Act, Duty, Viewer
from app.domain.venues.activity import ScheduledActivity
from app.domain.venues.kinds import VenueKind
from app.domain.venues.role import RoleOption
from app.services.core.lookup import allowed_venue
from app.services.core.role_options import role_option
from app.services.core.venue_profile import activities_of, closed_ahead, opening_hours_of
from app.services.venues.codes import PosterCode, codes_of
from app.services.venues.unit_length import UnitLength, unit_length_of


@dataclass(frozen=True)
class RoleChoice:
    """A role of the partnership, and whether the venue offers it."""

    role: RoleOption
    offered: bool


NEW = dt.timedelta(days=14)
"""How long a new venue's page shows the steps of setting it up."""


@dataclass(frozen=True)
class VenueSetUp:
    """What is set up at a venue.

    `hours` maps weekdays (Monday is 0) to the opening hours in force, and may be empty;
    `coming_hours` are the sets from a later date, and `has_hours` whether it has ever had any.
    `closings` are from today on. `earlier` activities are archived or over. `day_limit` is in
    minutes after midnight. `hosts` are names.
    """

    id: int
    partnership_id: int
    partnership_name: str
    organisation_id: int | None
    organisation_name: str
    name: str
    kind: VenueKind
    day_limit: int
    unit_length: UnitLength
    is_new: bool
    archived_on: dt.date | None
    hours: WeekOpenings
    coming_hours: tuple[WeekHours, ...]
    has_hours: bool
    today: dt.date
    closings: tuple[Closing, ...]
    activities: tuple[ScheduledActivity, ...]
    earlier: tuple[ScheduledActivity, ...]
    roles: tuple[RoleChoice, ...]
    codes: tuple[PosterCode, ...]
    hosts: tuple[str, ...]

    def meant(self, typed: str) -> VenueSetUp:
        """Return a copy with only the activities, and their codes, whose name contains `typed`."""
        word = typed.casefold()
        return replace(
            self,
            activities=tuple(a for a in self.activities if word in a.name.casefold()),
            earlier=tuple(a for a in self.earlier if word in a.name.casefold()),
            codes=tuple(c for c in self.codes if c.activity is None or word in c.name.casefold()),
        )

    @property
    def own_code(self) -> str | None:
        """The venue's own code, which is also the address of its calendar."""
        return next((code.code for code in self.hanging if code.activity is None), None)

    @property
    def hanging(self) -> tuple[PosterCode, ...]:
        """The codes whose posters should be up."""
        return tuple(code for code in self.codes if code.hangs)

    @property
    def old_codes(self) -> tuple[PosterCode, ...]:
        """The codes that have been replaced."""
        return tuple(code for code in self.codes if code.grace_until is not None)


def venue_set_up(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> VenueSetUp:
    """Return everything that is set up at a venue. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        today = service_date(now, venue.day_limit)
        history = opening_hours_of(session, venue.id)
        in_force = history.in_force(today)
        activities = sorted(activities_of(session, venue.id), key=lambda a: a.name.casefold())
        organisation = session.get(models.Organisation, venue.organisation_id or 0)
        return VenueSetUp(
            id=venue.id,
            partnership_id=venue.partnership_id,
            partnership_name=session.get_one(models.Partnership, venue.partnership_id).name,
            organisation_id=venue.organisation_id,
            organisation_name=organisation.name if organisation else "",
            name=venue.name,
            kind=VenueKind(venue.kind),
            day_limit=venue.day_limit,
            unit_length=unit_length_of(session, venue.id, today),
            is_new=today - venue.created_on < NEW,
            archived_on=venue.archived_on,
            hours=in_force.spans if in_force else {},
            coming_hours=history.coming(today),
            has_hours=history.known,
            today=today,
            closings=closings(
                {day: why for day, why in closed_ahead(session, venue.id).items() if day >= today},
                activities,
            ),
            activities=tuple(a for a in activities if not a.is_over(today)),
            earlier=tuple(a for a in activities if a.is_over(today)),
            roles=_role_choices(session, venue),
            codes=tuple(codes_of(session, venue, now)),
            hosts=_hosts(session, venue),
        )


def _role_choices(session: Session, venue: models.Venue) -> tuple[RoleChoice, ...]:
    offered = set(
        session.scalars(
            select(models.VenueRole.role_id).where(models.VenueRole.venue_id == venue.id)
        )
    )
    return tuple(
        RoleChoice(role_option(row), row.id in offered)
        for row in session.scalars(
            select(models.Role)
            .where(
                models.Role.partnership_id == venue.partnership_id,
                models.Role.archived_on.is_(None),
            )
            .order_by(models.Role.position, models.Role.id)
        )
    )


def _hosts(session: Session, venue: models.Venue) -> tuple[str, ...]:
    """Return the names of the venue's hosts. Coordinators may count too but are not listed."""
    return tuple(
        session.scalars(
            select(models.Person.name)
            .join(models.HostVenue, models.HostVenue.person_id == models.Person.id)
            .join(models.Membership, models.Membership.person_id == models.Person.id)
            .where(
                models.HostVenue.venue_id == venue.id,
                models.Membership.partnership_id == venue.partnership_id,
                models.Membership.duty == Duty.HOST,
                models.Person.archived_on.is_(None),
            )
            .order_by(models.Person.name, models.Person.id)
        )
    )
