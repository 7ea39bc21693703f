"""New passwords for people who have lost theirs."""

from __future__ import annotations

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.people.access import NotFound, Viewer
from app.domain.people.passwords import new_password
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.core.lookup import found
from app.services.people import provider_ties
from app.services.people.account_ownership import must_be_ours
from app.services.people.members import member
from app.services.people.password_hash import slow_hash
from app.services.people.sessions import shut_out


def person_id_of(db: Database, email: str) -> int:
    """Return the id of the account with this e-mail, for the operator. Raises NotFound."""
    with db.reading() as session:
        person_id = session.scalar(
            select(models.Person.id).where(models.Person.email == email.strip().lower())
        )
    if person_id is None:
        raise NotFound
    return person_id


def give_new_password(db: Database, viewer: Viewer, partnership_id: int, person_id: int) -> str:
    """Set a new password for a member of the partnership, and return it.

    Ends the person's sessions. Raises NotFound, AccountElsewhere.
    """
    member(db, viewer, partnership_id, person_id)
    return renew_password(db, viewer, person_id)


def renew_password(db: Database, viewer: Viewer, person_id: int) -> str:
    """Set a new password for an account, which its owner must change at once, and return it.

    Ends the person's sessions and reading key. Raises NotFound, and AccountElsewhere unless the
    viewer sets up every partnership that the account belongs to.
    """
    password = new_password()
    password_hash = slow_hash(password)
    with db.writing() as session:
        person = found(session, models.Person, person_id, lock=True)
        if person.archived_on is not None:
            raise NotFound
        must_be_ours(session, viewer, person.id)
        person.password_hash, person.must_change_password = password_hash, True
        # Whoever had the old one may have tied an account of theirs.
        provider_ties.drop(session, person.id)
        shut_out(session, person.id)
        record_of_person(session, viewer, person.id, AuditSubject.PASSWORD, AuditDeed.RESET)
    return password
