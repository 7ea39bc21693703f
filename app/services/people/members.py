"""The people with access to a partnership: hosts, coordinators and readers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.people.access import Act, Duty, NotFound, Viewer
from app.services.core.lookup import allowed_partnership
from app.services.core.two_steps import in_two_steps
from app.services.people.account_ownership import accounts_elsewhere


@dataclass(frozen=True)
class Member:
    """Somebody with access to a partnership. `venues` maps the ids of the duty's venues to names.

    `ours` is whether the viewer may change the account's name and password.
    `has_second_factor` is whether a code is asked for at sign-in too.
    """

    person_id: int
    partnership_id: int
    name: str
    email: str
    duty: Duty
    venues: dict[int, str]
    ours: bool
    has_second_factor: bool = False


@dataclass(frozen=True)
class Members:
    """A partnership with its members."""

    partnership_id: int
    partnership_name: str
    people: tuple[Member, ...]

    def meant(self, typed: str) -> Members:
        """Return only the people whose name, e-mail or venues contain `typed`, ignoring case."""

        def is_meant(one: Member) -> bool:
            return (
                typed.casefold() in " ".join((one.name, one.email, *one.venues.values())).casefold()
            )

        return replace(self, people=tuple(filter(is_meant, self.people)))


def members(db: Database, viewer: Viewer) -> tuple[Members, ...]:
    """Return the members of each partnership that the viewer sets up, sorted by name."""
    with db.reading() as session:
        partnerships = session.scalars(
            select(models.Partnership)
            .where(models.Partnership.id.in_(viewer.partnerships(Act.SET_UP)))
            .order_by(models.Partnership.name, models.Partnership.id)
        ).all()
        return tuple(
            Members(each.id, each.name, tuple(_members_of(session, viewer, each.id)))
            for each in partnerships
        )


def member(db: Database, viewer: Viewer, partnership_id: int, person_id: int) -> Member:
    """Return one member of a partnership. Raises NotFound."""
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        for each in _members_of(session, viewer, partnership_id):
            if each.person_id == person_id:
                return each
    raise NotFound


def _members_of(session: Session, viewer: Viewer, partnership_id: int) -> list[Member]:
    rows = session.execute(
        select(models.Person, models.Membership.duty, in_two_steps())
        .join(models.Membership, models.Membership.person_id == models.Person.id)
        .where(
            models.Membership.partnership_id == partnership_id, models.Person.archived_on.is_(None)
        )
        .order_by(models.Person.name, models.Person.id)
    ).all()
    elsewhere = accounts_elsewhere(session, viewer, partnership_id)
    hosted: dict[int, dict[int, str]] = {}
    for person_id, venue_id, name in session.execute(
        select(models.HostVenue.person_id, models.Venue.id, models.Venue.name)
        .join(models.Venue, models.Venue.id == models.HostVenue.venue_id)
        .where(models.Venue.partnership_id == partnership_id)
        .order_by(models.Venue.name, models.Venue.id)
    ):
        hosted.setdefault(person_id, {})[venue_id] = name
    return [
        Member(
            person_id=person.id,
            partnership_id=partnership_id,
            name=person.name,
            email=person.email or "",
            duty=Duty(duty),
            venues=hosted.get(person.id, {}),
            ours=person.id not in elsewhere,
            has_second_factor=is_in_two_steps,
        )
        for person, duty, is_in_two_steps in rows
    ]
