"""Signing in, and what an account may do. Participants have no accounts."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash

from app import models
from app.db import Database
from app.domain.people.access import Duty, Viewer
from app.domain.people.passwords import must_be_hard_to_guess
from app.services.people.password_hash import slow_hash
from app.services.people.sessions import shut_out, start_session

FREE_TRIES = 5
LONGEST_WAIT = dt.timedelta(minutes=15)


class SignInRefused(Exception):
    """Signing in failed; `prove` does not reveal why."""


class SamePassword(Exception):
    """The new password is the one that somebody else gave."""


@dataclass(frozen=True)
class Proof:
    """Somebody knew the password of an account, whose hash it was."""

    person_id: int
    password_hash: str


def sign_in(db: Database, email: str, password: str, *, now: dt.datetime) -> str:
    """Begin a session for the person with this e-mail and password, and return its token.

    Raises SignInRefused, as `prove` does.
    """
    proof = prove(db, email, password, now=now)
    with db.writing() as session:
        proven(session, proof)
        return start_session(session, proof.person_id, now=now)


def check_password(db: Database, email: str, password: str, *, now: dt.datetime) -> int:
    """Return the id of the person with this e-mail and password. Raises as `prove` does."""
    return prove(db, email, password, now=now).person_id


def proven(session: Session, proof: Proof) -> models.Person:
    """Return the person with their row locked, so that the password stays until the block ends.

    Raises SignInRefused if it was changed, or the account archived, since it was checked.
    """
    person = session.get(models.Person, proof.person_id, with_for_update=True)
    if (
        person is None
        or person.archived_on is not None
        or person.password_hash != proof.password_hash
    ):
        raise SignInRefused
    return person


def prove(db: Database, email: str, password: str, *, now: dt.datetime) -> Proof:
    """Return the proof that this is the password of the account with this e-mail.

    Raises SignInRefused for a wrong password, an unknown e-mail, and an account that has to wait
    after five or more failures in a row. All three take equally long, so that the answer does not
    reveal which e-mails have an account.
    """
    email = email.strip().lower()
    with db.reading() as session:
        person = _active(session, email)
        waits = person.wait_until if person else None
        stored = person.password_hash if person else _nobodys_hash()
    # Outside any database block: scrypt is slow, and a lock would make others wait for it.
    right = check_password_hash(stored, password)
    with db.writing() as session:
        person = _active(session, email)
        if person is None or (waits is not None and waits > now):
            raise SignInRefused
        if right:
            person.failed_sign_ins, person.wait_until = 0, None
            return Proof(person.id, stored)
        person.failed_sign_ins += 1
        person.wait_until = _wait_until(person.failed_sign_ins, now)
    raise SignInRefused


def viewer(db: Database, person_id: int) -> Viewer | None:
    """Return what the person may do, or None if the account is archived or missing."""
    with db.reading() as session:
        person = session.get(models.Person, person_id)
        if person is None or person.archived_on is not None:
            return None
        duties = session.execute(
            select(models.Membership.partnership_id, models.Membership.duty).where(
                models.Membership.person_id == person_id
            )
        )
        venues = session.scalars(
            select(models.HostVenue.venue_id).where(models.HostVenue.person_id == person_id)
        )
        return Viewer(
            person_id=person.id,
            name=person.name,
            language=person.language,
            duties={partnership: Duty(duty) for partnership, duty in duties},
            host_venues=frozenset(venues),
            must_change_password=person.must_change_password,
        )


def change_password(db: Database, viewer: Viewer, old: str, new: str, *, now: dt.datetime) -> str:
    """Set a new password, end the person's sessions and reading key, and begin a new session.

    Returns the new session's token. Raises SignInRefused, EasyPassword.
    """
    with db.reading() as session:
        email = session.get_one(models.Person, viewer.person_id).email
    proof = prove(db, email, old, now=now)
    must_be_hard_to_guess(new, viewer.name, email)
    return _take_over(db, proof, new, now=now)


def choose_password(db: Database, viewer: Viewer, new: str, *, now: dt.datetime) -> str:
    """Set a password of the person's own in place of one that somebody else gave.

    Ends the person's sessions and begins a new one, whose token is returned. Raises
    SignInRefused if the password is the person's own already, EasyPassword, and SamePassword.
    """
    with db.reading() as session:
        person = session.get_one(models.Person, viewer.person_id)
        proof, email = Proof(person.id, person.password_hash), person.email
        if not person.must_change_password:
            raise SignInRefused
    must_be_hard_to_guess(new, viewer.name, email)
    if check_password_hash(proof.password_hash, new):
        raise SamePassword
    return _take_over(db, proof, new, now=now)


def _take_over(db: Database, proof: Proof, new: str, *, now: dt.datetime) -> str:
    new_hash = slow_hash(new)
    with db.writing() as session:
        person = proven(session, proof)
        person.password_hash, person.must_change_password = new_hash, False
        shut_out(session, person.id)
        return start_session(session, person.id, now=now)


def choose_language(db: Database, viewer: Viewer, language: str) -> None:
    """Save the language in which the person sees the staff pages."""
    with db.writing() as session:
        session.get_one(models.Person, viewer.person_id).language = language


def _active(session: Session, email: str) -> models.Person | None:
    return session.scalar(
        select(models.Person).where(
            models.Person.email == email, models.Person.archived_on.is_(None)
        )
    )


def _wait_until(failed: int, now: dt.datetime) -> dt.datetime | None:
    if failed < FREE_TRIES:
        return None
    return now + min(dt.timedelta(seconds=2 ** min(failed - FREE_TRIES, 10)), LONGEST_WAIT)


@cache
def _nobodys_hash() -> str:
    return slow_hash(secrets.token_urlsafe())
