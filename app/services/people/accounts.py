"""Signing in, and what an account may do. Participants have no accounts."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import keyed_hash
from app.domain.people.access import Viewer
from app.domain.people.passwords import must_be_hard_to_guess
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.core.viewers import viewer_of
from app.services.people.no_password import is_password
from app.services.people.password_hash import is_right, slow_hash
from app.services.people.sessions import shut_out, start_session
from app.services.people.tries import TriedBy, Tries


class SignInRefused(Exception):
    """Signing in failed; `prove` does not reveal why."""


class SamePassword(Exception):
    """The new password is the one that somebody else set."""


@dataclass(frozen=True)
class Proof:
    """Shows that the password of an account was given. `password_hash` is the hash it matched."""

    person_id: int
    password_hash: str


def proven(session: Session, proof: Proof) -> models.Person:
    """Return the person with their row locked, so that the password can't change in the block.

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


def prove(db: Database, email: str, password: str) -> Proof:
    """Return a proof that the password is that of the account with this e-mail.

    Raises SignInRefused for a wrong password and for an unknown e-mail. Both take equally long, so
    that the answer does not reveal which e-mails have an account. Raises TooManyAtOnce.
    """
    with db.reading() as session:
        person = active_account(session, email.strip().lower())
        # An account without a password takes as long as one that is not there.
        has_one = person is not None and is_password(person.password_hash)
        known = (person.id, person.password_hash) if person and has_one else None
    # Outside any database block: scrypt is slow, and a lock would make others wait for it.
    person_id, stored = known or (None, _nobodys_hash())
    if not is_right(password, stored) or person_id is None:
        raise SignInRefused
    return Proof(person_id, stored)


def viewer(db: Database, person_id: int) -> Viewer | None:
    """Return what the person may do, or None if the account is archived or missing."""
    with db.reading() as session:
        return viewer_of(session, person_id)


def change_password(
    db: Database, tries: Tries, viewer: Viewer, old: str, new: str, *, now: dt.datetime
) -> str:
    """Set a new password, end the person's sessions and reading key, and begin a new session.

    Returns the new session's token. Raises SignInRefused for a wrong old one and after too many of
    them, EasyPassword, and TooManyAtOnce.
    """
    proof, email = prove_own(db, tries, viewer, old, now=now)
    must_be_hard_to_guess(new, viewer.name, email)
    return _take_over(db, viewer, proof, new, now=now)


def prove_own(
    db: Database, tries: Tries, viewer: Viewer, password: str, *, now: dt.datetime
) -> tuple[Proof, str]:
    """Return a proof that the viewer knows their own password, and their e-mail.

    Raises SignInRefused for a wrong one and after too many of them, and TooManyAtOnce.
    """
    name = (TriedBy.DEVICE, f"account {viewer.person_id}")
    if not tries.take(name, now=now):
        raise SignInRefused
    with db.reading() as session:
        email = session.get_one(models.Person, viewer.person_id).email or ""
    proof = prove(db, email, password)
    tries.give_back(name, now=now)
    return proof, email


def choose_password(db: Database, viewer: Viewer, new: str, *, now: dt.datetime) -> str:
    """Replace a password that somebody else set with one that the person has chosen.

    Ends the person's sessions and begins a new one, whose token is returned. Raises
    SignInRefused if the person has chosen their password already, EasyPassword, SamePassword, and
    TooManyAtOnce.
    """
    with db.reading() as session:
        person = session.get_one(models.Person, viewer.person_id)
        proof, email = Proof(person.id, person.password_hash), person.email or ""
        if not person.must_change_password:
            raise SignInRefused
    must_be_hard_to_guess(new, viewer.name, email)
    if is_right(new, proof.password_hash):
        raise SamePassword
    return _take_over(db, viewer, proof, new, now=now)


def _take_over(db: Database, viewer: Viewer, proof: Proof, new: str, *, now: dt.datetime) -> str:
    new_hash = slow_hash(new)
    with db.writing() as session:
        person = proven(session, proof)
        person.password_hash, person.must_change_password = new_hash, False
        shut_out(session, person.id)
        record_of_person(session, viewer, person.id, AuditSubject.PASSWORD, AuditDeed.CHANGED)
        return start_session(session, person.id, now=now)


def choose_language(db: Database, viewer: Viewer, language: str) -> None:
    """Save the language in which the person sees the staff pages."""
    with db.writing() as session:
        session.get_one(models.Person, viewer.person_id).language = language


def active_account(session: Session, email: str) -> models.Person | None:
    """Return the account with this e-mail, in lower case, unless it is archived."""
    return session.scalar(
        select(models.Person).where(
            models.Person.email == email, models.Person.archived_on.is_(None)
        )
    )


def known_device_token(person: models.Person) -> str:
    """Return the token of browsers in which the person has signed in, until the next password."""
    # The hash includes the salt, which never leaves the database, so a token can't be used to
    # guess passwords.
    return keyed_hash(person.password_hash.encode(), f"known device {person.id}")


@cache
def _nobodys_hash() -> str:
    return slow_hash(secrets.token_urlsafe())
