"""Removing the second factor of somebody who has lost it, which they cannot do themselves."""

from __future__ import annotations

import datetime as dt

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import NotFound, Viewer
from app.domain.people.membership import OwnAccess
from app.domain.people.second_factor import RESET_TOLD
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.core.lookup import found
from app.services.core.two_steps import has_second_factor
from app.services.people.account_ownership import must_be_ours
from app.services.people.codes import drop_second_factor
from app.services.people.members import member
from app.services.people.sessions import shut_out


def reset_members_factor(
    db: Database, viewer: Viewer, partnership_id: int, person_id: int, *, now: dt.datetime
) -> None:
    """Remove the second factor of another member of the partnership.

    Raises NotFound, AccountElsewhere, and OwnAccess, as one's own takes a code to remove.
    """
    member(db, viewer, partnership_id, person_id)
    if person_id == viewer.person_id:
        raise OwnAccess
    reset_factor(db, viewer, person_id, now=now)


def reset_factor(db: Database, viewer: Viewer, person_id: int, *, now: dt.datetime) -> None:
    """Remove an account's second factor, and end its sessions and reading key.

    The person is told at sign-in. Raises NotFound, also if there is none, and AccountElsewhere
    unless the viewer sets up every partnership that the account belongs to.
    """
    with db.writing() as session:
        person = found(session, models.Person, person_id, lock=True)
        must_be_ours(session, viewer, person.id)
        if person.archived_on is not None or not has_second_factor(session, person):
            raise NotFound
        drop_second_factor(session, person)
        person.factor_reset_on = service_date(now)
        shut_out(session, person.id)
        record_of_person(session, viewer, person.id, AuditSubject.SECOND_FACTOR, AuditDeed.RESET)


def reset_lately(db: Database, person_id: int, *, now: dt.datetime) -> dt.date | None:
    """Return the date on which somebody else removed the person's second factor, if it is recent.

    It is told at each sign-in, and not only once: the first may be somebody else's.
    """
    with db.reading() as session:
        date = session.get_one(models.Person, person_id).factor_reset_on
    return date if date and service_date(now) < date + RESET_TOLD else None
