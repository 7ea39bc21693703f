"""Looking at what is set up: the list of venues, and everything about one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import service_date
from app.domain.days.closed_days import Closing, closings
from app.domain.people.access import Act, Duty, Viewer
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.kinds import VenueKind
from app.domain.venues.role import RoleOption
from app.models import Activity as ActivityTable
from app.models import HostVenue, Membership, Organisation, Partnership, Person, Venue, VenueRole
from app.models import Role as RoleTable
from app.services._closed_days import closed_ahead
from app.services._places import activities_of, allowed_venue, opening_hours_of
from app.services.codes import Code, codes_of


@dataclass(frozen=True)
class VenueRow:
    """A venue in the list. `activities` is how many go on there."""

    id: int
    name: str
    kind: VenueKind
    activities: int
    archived_on: dt.date | None


@dataclass(frozen=True)
class PartnershipVenues:
    """A partnership and its venues, archived ones apart."""

    id: int
    name: str
    venues: tuple[VenueRow, ...]
    archived: tuple[VenueRow, ...]

    def named(self, typed: str) -> PartnershipVenues:
        """The same with only those places in whose name, or kind, stands what was typed."""

        def meant(row: VenueRow) -> bool:
            return typed.casefold() in f"{row.name} {row.kind.value}".casefold()

        return replace(
            self,
            venues=tuple(filter(meant, self.venues)),
            archived=tuple(filter(meant, self.archived)),
        )


@dataclass(frozen=True)
class RoleChoice:
    """A role of the partnership, and whether the venue offers it."""

    role: RoleOption
    offered: bool


NEW = dt.timedelta(days=14)
"""For how long a place shows the steps of setting it up."""


@dataclass(frozen=True)
class House:
    """All that is set up at a venue.

    `hours` maps weekdays (Monday is 0) to the hours in force today; empty where there are none.
    `closings` are days from today on.
    `activities` go on, `earlier` ones are archived or over. `day_limit` is minutes after midnight.
    """

    id: int
    partnership_id: int
    partnership_name: str
    organisation_id: int | None
    organisation_name: str
    name: str
    kind: VenueKind
    day_limit: int
    is_new: bool
    archived_on: dt.date | None
    hours: dict[int, Span]
    closings: tuple[Closing, ...]
    activities: tuple[ScheduledActivity, ...]
    earlier: tuple[ScheduledActivity, ...]
    roles: tuple[RoleChoice, ...]
    codes: tuple[Code, ...]
    hosts: tuple[str, ...]

    def meant(self, typed: str) -> House:
        """The same with only those activities, and their codes, that are called what was typed."""
        word = typed.casefold()
        return replace(
            self,
            activities=tuple(a for a in self.activities if word in a.name.casefold()),
            earlier=tuple(a for a in self.earlier if word in a.name.casefold()),
            codes=tuple(c for c in self.codes if c.activity is None or word in c.name.casefold()),
        )

    @property
    def own_code(self) -> str | None:
        """The place's own code, that its calendar goes by."""
        return next((code.code for code in self.hanging if code.activity is None), None)

    @property
    def hanging(self) -> tuple[Code, ...]:
        """The codes whose posters are worth hanging."""
        return tuple(code for code in self.codes if code.hangs)

    @property
    def old_codes(self) -> tuple[Code, ...]:
        """The codes that have a successor."""
        return tuple(code for code in self.codes if code.grace_until is not None)


def venues(db: Database, viewer: Viewer, *, now: dt.datetime) -> tuple[PartnershipVenues, ...]:
    """The venues that the viewer sets up, by partnership."""
    with db.reading() as session:
        partnerships = session.scalars(
            select(Partnership)
            .where(Partnership.id.in_(viewer.partnerships(Act.SET_UP)))
            .order_by(Partnership.name, Partnership.id)
        ).all()
        return tuple(_venues_of(session, each, now) for each in partnerships)


def house(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> House:
    """Everything about one venue. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        today = service_date(now, venue.day_limit)
        in_force = opening_hours_of(session, venue.id).in_force(today)
        activities = sorted(activities_of(session, venue.id), key=lambda a: a.name.casefold())
        organisation = session.get(Organisation, venue.organisation_id or 0)
        return House(
            id=venue.id,
            partnership_id=venue.partnership_id,
            partnership_name=session.get_one(Partnership, venue.partnership_id).name,
            organisation_id=venue.organisation_id,
            organisation_name=organisation.name if organisation else "",
            name=venue.name,
            kind=VenueKind(venue.kind),
            day_limit=venue.day_limit,
            is_new=today - venue.made_on < NEW,
            archived_on=venue.archived_on,
            hours=in_force.spans if in_force else {},
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


def _venues_of(session: Session, partnership: Partnership, now: dt.datetime) -> PartnershipVenues:
    # One reading for all places: without times, which say nothing about what is over.
    activities: dict[int, list[ScheduledActivity]] = {}
    for row in session.scalars(
        select(ActivityTable).join(Venue).where(Venue.partnership_id == partnership.id)
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
            select(Venue)
            .where(Venue.partnership_id == partnership.id)
            .order_by(Venue.name, Venue.id)
        )
    ]
    return PartnershipVenues(
        id=partnership.id,
        name=partnership.name,
        venues=tuple(row for row in rows if row.archived_on is None),
        archived=tuple(row for row in rows if row.archived_on is not None),
    )


def _role_choices(session: Session, venue: Venue) -> tuple[RoleChoice, ...]:
    offered = set(session.scalars(select(VenueRole.role_id).where(VenueRole.venue_id == venue.id)))
    return tuple(
        RoleChoice(RoleOption(row.id, row.verb, row.verb_en, row.sign), row.id in offered)
        for row in session.scalars(
            select(RoleTable)
            .where(
                RoleTable.partnership_id == venue.partnership_id, RoleTable.archived_on.is_(None)
            )
            .order_by(RoleTable.position, RoleTable.id)
        )
    )


def _hosts(session: Session, venue: Venue) -> tuple[str, ...]:
    """The names of those who host here; coordinators may count everywhere and are not listed."""
    return tuple(
        session.scalars(
            select(Person.name)
            .join(HostVenue, HostVenue.person_id == Person.id)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                HostVenue.venue_id == venue.id,
                Membership.partnership_id == venue.partnership_id,
                Membership.duty == Duty.HOST,
                Person.archived_on.is_(None),
            )
            .order_by(Person.name, Person.id)
        )
    )
