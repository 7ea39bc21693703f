"""Takes the demo's accounts out of a database that is to be used in earnest."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, delete, select, update

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.services.demo.demo_accounts import DOMAIN
from app.services.people.sessions import shut_out

NO_PASSWORD = "-"  # noqa: S105
"""Stands where a password's hash would be; no password fits it."""


def holds_accounts(db: Database) -> bool:
    """Return whether anybody can sign in with one of the demo's accounts."""
    with db.reading() as session:
        return session.scalar(select(models.Person.id).where(_of_the_demo()).limit(1)) is not None


def remove_accounts(db: Database, *, now: dt.datetime) -> int:
    """Archive the demo's accounts with no password and no access, and return how many they were.

    Ends their sessions, reading keys and unused invitations. What they have written and counted
    stays, as with anybody whose access is removed.
    """
    with db.writing() as session:
        people = session.scalars(select(models.Person).where(_of_the_demo())).all()
        for person in people:
            person.password_hash, person.archived_on = NO_PASSWORD, service_date(now)
            person.email = None
            shut_out(session, person.id)
            for table in (models.HostVenue, models.Membership):
                session.execute(delete(table).where(table.person_id == person.id))
            session.execute(
                update(models.Invitation)
                .where(
                    models.Invitation.made_by == person.id,
                    models.Invitation.used_at.is_(None),
                    models.Invitation.ends_at > now,
                )
                .values(ends_at=now)
            )
        return len(people)


def _of_the_demo() -> ColumnElement[bool]:
    return and_(models.Person.email.endswith(DOMAIN), models.Person.archived_on.is_(None))
