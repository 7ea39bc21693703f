"""Removing the demo's accounts from a database that will be used for real."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, and_, delete, select, update

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.services.demo.demo_accounts import DOMAIN
from app.services.people.sessions import shut_out

NO_PASSWORD = "-"  # noqa: S105
"""Stored in place of a password hash; no password matches it."""


def holds_accounts(db: Database) -> bool:
    """Return whether anybody can sign in with one of the demo's accounts."""
    with db.reading() as session:
        return session.scalar(select(models.Person.id).where(_of_the_demo()).limit(1)) is not None


def remove_accounts(db: Database, *, now: dt.datetime) -> int:
    """Archive the demo's accounts without password or access, and return how many there were.

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
