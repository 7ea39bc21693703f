"""Signing in. Tries are counted by known device, or else by account and source.

A known device has a cookie derived from the account's password hash. So nothing is stored about
devices, and a new password makes them all unknown.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.services.core.two_steps import has_second_factor
from app.services.people import new_device
from app.services.people.accounts import active_account, known_device_token, prove, proven
from app.services.people.password_hash import TooManyAtOnce, is_old, slow_hash
from app.services.people.second_step import start_second_step
from app.services.people.sessions import start_session
from app.services.people.tries import Name, TooManyTries, TriedBy, Tries


@dataclass(frozen=True)
class HalfWay:
    """The password was right, and a code is needed too. `token` is of the half sign-in."""

    token: str


def sign_in(
    db: Database,
    tries: Tries,
    email: str,
    password: str,
    *,
    source: str,
    devices: Collection[str],
    sends_mail: bool = False,
    renews: bool = True,
    now: dt.datetime,
) -> str | HalfWay:
    """Begin a session for the person with this e-mail and password, and return its token.

    A person with a second factor gets a half sign-in instead.

    `source` is where the request comes from, and `devices` the browser's known-device tokens. With
    `sends_mail`, a member gets a mail about a device that is none of them.
    With `renews`, a hash from before is replaced by a slower one. Browsers that know the person by
    the old one no longer do, and a form that was kept for them is then nobody's.
    Raises SignInRefused, TooManyTries and TooManyAtOnce, which reveal nothing about
    which e-mails have an account.
    """
    email = email.strip().lower()
    names: tuple[Name, ...] = ()
    known = _known(db, email, devices)
    if known:
        names = ((TriedBy.DEVICE, known),)
    if not names or not tries.take(*names, now=now):
        names = ((TriedBy.SOURCE, source), (TriedBy.ACCOUNT, email))
        if not tries.take(*names, now=now):
            raise TooManyTries
    try:
        proof = prove(db, email, password)
        slower = slow_hash(password) if renews and is_old(proof.password_hash) else None
    except TooManyAtOnce:
        tries.give_back(*names, now=now)
        raise
    tries.give_back(*names, now=now)
    with db.writing() as session:
        person = proven(session, proof)
        person.password_hash = slower or person.password_hash
        if has_second_factor(session, person):
            return HalfWay(start_second_step(session, person.id, now=now))
        if sends_mail and not known:
            new_device.tell(session, person.id, now)
        return start_session(session, person.id, now=now)


def begin_session(
    session: Session,
    person: models.Person,
    devices: Collection[str],
    *,
    sends_mail: bool,
    now: dt.datetime,
) -> str:
    """Begin a session for somebody who has proven otherwise who they are, and return its token.

    With `sends_mail`, a member gets a mail if this browser, with these known-device tokens, is new.
    Takes an open session.
    """
    known = known_device_token(person)
    if sends_mail and not any(hmac.compare_digest(known, each) for each in devices):
        new_device.tell(session, person.id, now)
    return start_session(session, person.id, now=now)


def device_token(db: Database, person_id: int) -> str:
    """Return the known-device token of the person, which is valid until the password changes."""
    with db.reading() as session:
        return known_device_token(session.get_one(models.Person, person_id))


def _known(db: Database, email: str, devices: Collection[str]) -> str | None:
    with db.reading() as session:
        person = active_account(session, email)
        token = known_device_token(person) if person else ""
    return token if any(hmac.compare_digest(token, each) for each in devices if token) else None
