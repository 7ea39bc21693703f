"""Demo data for an empty database: fictional venues, a year of counts and a day in progress."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Viewer
from app.services.days.settling import settle_due_units
from app.services.demo.building import build
from app.services.demo.demo_accounts import PASSWORD
from app.services.demo.host_records import write_corrections, write_told
from app.services.demo.reflections import write_logbooks
from app.services.demo.released import write_released
from app.services.demo.running_day import write_today
from app.services.demo.shapes import COORDINATOR, READER
from app.services.demo.town_venues import CULTURE_CENTRE
from app.services.demo.trail import write_trail
from app.services.demo.venues import PARTNERSHIPS
from app.services.demo.year import write_year
from app.services.people import accounts
from app.services.people.password_hash import slow_hash


@dataclass(frozen=True)
class Filled:
    """The venue to try first: its code and its name."""

    code: str
    name: str


class NotEmpty(Exception):
    """The database already has a partnership or a person; nothing was written."""


def standing(db: Database) -> Filled | None:
    """Return the venue to try if the database already contains it, otherwise None."""
    with db.reading() as session:
        code = session.get(models.Code, CULTURE_CENTRE.code)
        venue = session.get_one(models.Venue, code.venue_id) if code else None
        return Filled(CULTURE_CENTRE.code, venue.name) if venue else None


def fill(db: Database, *, now: dt.datetime) -> Filled:
    """Fill an empty, migrated database and return the venue to try. Raises NotEmpty.

    Apart from random keys and password salts, the same `now` always gives the same data.
    """
    password_hash = slow_hash(PASSWORD)
    today = service_date(now)
    with db.writing() as session:
        for table in (models.Partnership, models.Person):
            if session.scalar(select(table.id).limit(1)) is not None:
                raise NotEmpty
        plans = [
            built
            for partnership in PARTNERSHIPS
            for built in build(session, partnership, password_hash, today)
        ]
        for built in plans:
            write_year(session, built, today)
            write_told(session, built, today)
            write_today(session, built, today, now=now)
        write_trail(session, plans, today)
    write_corrections(db, plans, now=now)
    settle_due_units(db, now=now)
    coordinator, reader = (_viewer(db, email) for email in (COORDINATOR, READER))
    write_logbooks(db, coordinator, plans, now=now)
    write_released(db, coordinator, reader, plans, now=now)
    return Filled(CULTURE_CENTRE.code, CULTURE_CENTRE.name)


def _viewer(db: Database, email: str) -> Viewer:
    with db.reading() as session:
        person_id = session.scalars(
            select(models.Person.id).where(models.Person.email == email)
        ).one()
    found = accounts.viewer(db, person_id)
    assert found is not None, "one of the demo's own people is gone"  # noqa: S101
    return found
