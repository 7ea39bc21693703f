"""Adds the demo partnerships to the database. `build` takes an open session."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.units import MANY, MONTH, QUARTER
from app.domain.venues import defaults
from app.domain.venues.codes import ALPHABET, LENGTH
from app.domain.venues.default_roles import ROLES
from app.services.demo import shapes
from app.services.demo.shapes import DemoActivity, DemoPartnership, DemoVenue
from app.services.venues.unit_length import start_units

LONG_AGO = 400
REPLACED_DAYS_AGO, GRACE_DAYS = 5, 14


@dataclass(frozen=True)
class Built:
    """A demo venue that has been added, with the ids of its row, activities and roles."""

    plan: DemoVenue
    venue_id: int
    activities: dict[int, DemoActivity]
    roles: tuple[int, ...]


def build(
    session: Session, partnership: DemoPartnership, password_hash: str, today: dt.date
) -> list[Built]:
    """Add a partnership with its venues and people, who all get the same `password_hash`."""
    row = models.Partnership(
        name=partnership.name,
        small_number=partnership.small_number,
        created_on=_ago(today, LONG_AGO),
    )
    session.add(row)
    session.flush()
    organisations = {
        name: models.Organisation(partnership_id=row.id, name=name, kind=kind)
        for name, kind in partnership.organisations.items()
    }
    roles = [
        models.Role(partnership_id=row.id, verb=verb, verb_en=verb_en, position=position)
        for position, (verb, verb_en) in enumerate((*partnership.roles, *ROLES), start=1)
    ]
    session.add_all([*organisations.values(), *roles])
    session.flush()
    built = []
    for plan in partnership.plans:
        usual = defaults.offered_at(plan.kind, [role.verb for role in roles])
        own = {verb for verb, _english in partnership.roles}
        offered = [role.id for role in roles if role.verb in usual | own]
        built.append(
            _build(session, row.id, organisations[plan.organisation].id, plan, offered, today)
        )
    venues = {each.plan.code: each.venue_id for each in built}
    for person in partnership.people:
        _invite(session, row.id, person, venues, password_hash)
    return built


def _build(
    session: Session,
    partnership_id: int,
    organisation_id: int,
    plan: DemoVenue,
    roles: list[int],
    today: dt.date,
) -> Built:
    created_on = _ago(today, plan.began)
    venue = models.Venue(
        partnership_id=partnership_id,
        organisation_id=organisation_id,
        name=plan.name,
        kind=plan.kind,
        created_on=created_on,
        offers_company=bool(plan.at_least_today),
        archived_on=None if plan.ended is None else _ago(today, plan.ended),
    )
    session.add(venue)
    session.flush()
    start_units(session, venue, MONTH if plan.visits * 20 >= MANY else QUARTER)
    session.add_all(
        models.VenueRole(venue_id=venue.id, role_id=role_id, since=created_on) for role_id in roles
    )
    session.add_all(
        models.OpeningHours(
            venue_id=venue.id, valid_from=created_on, weekday=day, opens=span.start, closes=span.end
        )
        for day, span in (*plan.hours.items(), *plan.reopens.items())
    )
    _hang(session, plan, venue.id, created_on, today)
    activities = {
        _open(session, venue.id, happening, today): happening for happening in plan.happenings
    }
    return Built(plan, venue.id, activities, tuple(roles))


def _hang(
    session: Session, plan: DemoVenue, venue_id: int, created_on: dt.date, today: dt.date
) -> None:
    """Add the venue's code and, if it has an `old_code`, that one in its grace period."""
    if not plan.old_code:
        session.add(models.Code(code=plan.code, venue_id=venue_id, created_on=created_on))
        return
    replaced_on = _ago(today, REPLACED_DAYS_AGO)
    session.add_all(
        [
            models.Code(
                code=plan.old_code,
                venue_id=venue_id,
                created_on=created_on,
                replaced_on=replaced_on,
                grace_until=replaced_on + dt.timedelta(days=GRACE_DAYS),
            ),
            models.Code(code=plan.code, venue_id=venue_id, version=2, created_on=replaced_on),
        ]
    )


def _open(session: Session, venue_id: int, happening: DemoActivity, today: dt.date) -> int:
    row = models.Activity(
        venue_id=venue_id,
        name=happening.name,
        kind=happening.kind,
        is_cause=happening.is_cause,
        on_date=None if happening.on_day is None else _ago(today, happening.on_day),
        created_on=_ago(today, happening.began),
        archived_on=None if happening.ended is None else _ago(today, happening.ended),
    )
    session.add(row)
    session.flush()
    session.add_all(
        models.ActivityTime(activity_id=row.id, weekday=day, starts=span.start, ends=span.end)
        for day, span in happening.times.items()
    )
    session.add(
        models.Code(
            code=happening.code or _steady_code(happening.name),
            venue_id=venue_id,
            activity_id=row.id,
            created_on=row.created_on,
        )
    )
    return row.id


def _steady_code(name: str) -> str:
    """Return the same code for a name every time, so that printed demo posters keep working."""
    return "".join(random.Random(name).choices(ALPHABET, k=LENGTH))  # noqa: S311


def _invite(
    session: Session,
    partnership_id: int,
    person: shapes.DemoPerson,
    venues: dict[str, int],
    password_hash: str,
) -> None:
    row = session.scalar(select(models.Person).where(models.Person.email == person.email))
    if row is None:
        row = models.Person(email=person.email, name=person.name, password_hash=password_hash)
        session.add(row)
        session.flush()
    session.add(
        models.Membership(person_id=row.id, partnership_id=partnership_id, duty=person.duty)
    )
    session.add_all(
        models.HostVenue(person_id=row.id, venue_id=venues[code]) for code in person.hosts_at
    )
    session.flush()


def _ago(today: dt.date, days: int) -> dt.date:
    return today - dt.timedelta(days=days)
