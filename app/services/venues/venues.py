"""Adding, changing, archiving and restoring venues."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.opening_hours import WeekOpenings
from app.domain.base.service_day import DEFAULT_LIMIT, service_date
from app.domain.base.text import same_name
from app.domain.days.units import QUARTER
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues import defaults
from app.domain.venues.kinds import VenueKind
from app.domain.venues.set_up import NameTaken, NightIsOver
from app.services.core.lookup import allowed_partnership, allowed_venue, found
from app.services.core.venue_profile import opening_hours_of
from app.services.venues.make_code import make_code
from app.services.venues.opening_hours import move_day_ends, must_fit_the_day, write_hours
from app.services.venues.unit_length import start_units
from app.services.visits.day_row import touch


@dataclass(frozen=True)
class Outline:
    """What to store for a venue. `day_limit` is a value of `set_up.DAY_LIMITS`."""

    name: str
    kind: VenueKind
    organisation_id: int | None = None
    day_limit: int = DEFAULT_LIMIT


def add_venue(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    outline: Outline,
    hours: WeekOpenings,
    *,
    unit_length: int = QUARTER,
    now: dt.datetime,
) -> int:
    """Add a venue with a code, opening hours and the roles that suit its kind; returns its id.

    Without any `hours`, the venue is never shown as closed.
    `unit_length` is in months, 1 or 3. Raises NotFound, NameTaken, OutsideDay.
    """
    with db.writing() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        return make_venue(
            session, partnership_id, outline, hours, unit_length=unit_length, now=now
        ).id


def make_venue(
    session: Session,
    partnership_id: int,
    outline: Outline,
    hours: WeekOpenings,
    *,
    unit_length: int = QUARTER,
    now: dt.datetime,
) -> models.Venue:
    """Do what `add_venue` does, in an open session. Raises NotFound, NameTaken, OutsideDay."""
    today = service_date(now, outline.day_limit)
    venue = models.Venue(partnership_id=partnership_id, created_on=today)
    must_fit_the_day(hours, outline.day_limit)
    _write(session, venue, outline)
    write_hours(session, venue.id, hours, today)
    start_units(session, venue, unit_length)
    _offer_usual_roles(session, venue, outline.kind)
    make_code(session, venue.id, None, today)
    return venue


def change_venue(
    db: Database, viewer: Viewer, venue_id: int, outline: Outline, *, now: dt.datetime
) -> None:
    """Change a venue. A new day limit also applies to the day in progress.

    Raises NotFound, NameTaken, OutsideDay, and NightIsOver if a later limit would reopen a day
    that is already closed.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        day = session.get(models.Day, (venue.id, service_date(now, outline.day_limit)))
        if day is not None and day.closed:
            raise NightIsOver
        allowed_partnership(session, viewer, Act.SET_UP, venue.partnership_id, lock=True)
        today, history = service_date(now, venue.day_limit), opening_hours_of(session, venue.id)
        for hours in (history.in_force(today), *history.coming(today)):
            must_fit_the_day(hours.spans if hours else {}, outline.day_limit)
        _write(session, venue, outline)
        move_day_ends(session, venue)
        touch(session, venue.id, now)


def archive_venue(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> None:
    """Stop counting at a venue; its counts are kept. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        venue.archived_on = venue.archived_on or service_date(now, venue.day_limit)
        touch(session, venue.id, now)


def restore_venue(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> None:
    """Restore an archived venue. Raises NotFound, NameTaken."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        allowed_partnership(session, viewer, Act.SET_UP, venue.partnership_id, lock=True)
        _must_be_free(session, venue, venue.name)
        venue.archived_on = None
        touch(session, venue.id, now)


def _write(session: Session, venue: models.Venue, outline: Outline) -> None:
    if outline.organisation_id is not None:
        organisation = found(session, models.Organisation, outline.organisation_id)
        if organisation.partnership_id != venue.partnership_id:
            raise NotFound
    _must_be_free(session, venue, outline.name)
    venue.name, venue.kind = outline.name, outline.kind
    venue.organisation_id, venue.day_limit = outline.organisation_id, outline.day_limit
    session.add(venue)
    session.flush()


def _must_be_free(session: Session, venue: models.Venue, name: str) -> None:
    others = session.scalars(
        select(models.Venue).where(
            models.Venue.partnership_id == venue.partnership_id, models.Venue.archived_on.is_(None)
        )
    )
    if any(same_name(other.name, name) for other in others if other.id != venue.id):
        raise NameTaken


def _offer_usual_roles(session: Session, venue: models.Venue, kind: VenueKind) -> None:
    roles = session.scalars(
        select(models.Role).where(
            models.Role.partnership_id == venue.partnership_id, models.Role.archived_on.is_(None)
        )
    ).all()
    verbs = defaults.offered_at(kind, [role.verb for role in roles])
    session.add_all(
        models.VenueRole(venue_id=venue.id, role_id=role.id, since=venue.created_on)
        for role in roles
        if role.verb in verbs
    )
