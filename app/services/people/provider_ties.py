"""Whose account at the provider is whose here: looking it up, tying and untying it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Viewer
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.people.accounts import prove_own, proven
from app.services.people.no_password import is_password
from app.services.people.provider import Subject
from app.services.people.tries import Tries


class SubjectTaken(Exception):
    """Somebody else here has tied that account, or this person has tied another one."""


@dataclass(frozen=True)
class OwnTie:
    """Whether the person has tied an account of the provider, and since when; whether they have a
    password, without which they could not sign in otherwise.
    """

    since: dt.date | None
    has_password: bool


def own_tie(db: Database, viewer: Viewer) -> OwnTie:
    with db.reading() as session:
        row = session.get(models.TiedSubject, viewer.person_id)
        person = session.get_one(models.Person, viewer.person_id)
        return OwnTie(row.tied_on if row else None, is_password(person.password_hash))


def owner_of(session: Session, subject: Subject) -> models.Person | None:
    """Return the person who signs in with that account, locked. Takes an open session."""
    return session.scalar(
        select(models.Person)
        .join(models.TiedSubject, models.TiedSubject.person_id == models.Person.id)
        .where(
            models.TiedSubject.issuer == subject.issuer,
            models.TiedSubject.subject == subject.subject,
            models.Person.archived_on.is_(None),
        )
        .with_for_update(of=models.Person)
    )


def tie(
    session: Session, viewer: Viewer, person_id: int, subject: Subject, now: dt.datetime
) -> None:
    """Tie the account at the provider to the viewer's own. Raises SubjectTaken."""
    add(session, person_id, subject, now)
    record_of_person(session, viewer, person_id, AuditSubject.PROVIDER, AuditDeed.ADDED)


def add(session: Session, person_id: int, subject: Subject, now: dt.datetime) -> None:
    """Add the row. Raises SubjectTaken. Takes an open session."""
    row = models.TiedSubject(
        person_id=person_id,
        issuer=subject.issuer,
        subject=subject.subject,
        tied_on=service_date(now),
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise SubjectTaken from error


def untie(db: Database, tries: Tries, viewer: Viewer, password: str, *, now: dt.datetime) -> None:
    """Untie the viewer's account at the provider. Only who has a password can, so that it is never
    the last way in. Raises SignInRefused and TooManyAtOnce.
    """
    proof, _email = prove_own(db, tries, viewer, password, now=now)
    with db.writing() as session:
        proven(session, proof)
        if drop(session, viewer.person_id):
            record_of_person(
                session, viewer, viewer.person_id, AuditSubject.PROVIDER, AuditDeed.REMOVED
            )


def drop(session: Session, person_id: int) -> bool:
    """Delete the row, and return whether there was one. Takes an open session."""
    gone = session.execute(
        delete(models.TiedSubject)
        .where(models.TiedSubject.person_id == person_id)
        .returning(models.TiedSubject.person_id)
    )
    return gone.first() is not None
