"""The second step of signing in, for people with a second factor.

Between the two steps somebody has a half sign-in, which is no session: it is a row of another table
and its token is in the page of the code alone.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import new_token, token_hash
from app.domain.people.second_factor import HALF_LASTS
from app.services.people import new_device
from app.services.people.accounts import known_device_token
from app.services.people.codes import use_code
from app.services.people.sessions import start_session
from app.services.people.tries import Name, TooManyTries, TriedBy, Tries


class SecondStepOver(Exception):
    """There is no such half sign-in, or it has ended: the person begins anew."""


def start_second_step(session: Session, person_id: int, *, now: dt.datetime) -> str:
    """Add a half sign-in for somebody whose password was right, and return its token."""
    token = new_token()
    session.execute(delete(models.HalfSignIn).where(models.HalfSignIn.ends_at <= now))
    session.add(
        models.HalfSignIn(
            token_hash=token_hash(token), person_id=person_id, ends_at=now + HALF_LASTS
        )
    )
    return token


def take_second_step(
    db: Database,
    tries: Tries,
    token: str,
    typed: str,
    *,
    source: str,
    devices: Collection[str],
    sends_mail: bool = False,
    now: dt.datetime,
) -> str:
    """Begin a session for who has the half sign-in and a right code, and return its token.

    With `sends_mail`, a member gets a mail about a device that they have not signed in with before.
    Raises SecondStepOver, WrongCode, and TooManyTries. Wrong codes from elsewhere keep nobody out
    in a browser that they have signed in with before.
    """
    with db.reading() as session:
        person = half_signed_in(session, token, now=now)
        person_id, known = person.id, known_device_token(person)
    names: tuple[Name, ...] = ((TriedBy.CODE_DEVICE, known),)
    is_known = any(hmac.compare_digest(known, each) for each in devices)
    if not is_known or not tries.take(*names, now=now):
        names = (
            (TriedBy.SECOND_SOURCE, f"{person_id} {source}"),
            (TriedBy.SECOND_ACCOUNT, str(person_id)),
        )
        if not tries.take(*names, now=now):
            raise TooManyTries
    with db.writing() as session:
        # Locked in the order in which a new password locks them.
        person = session.get_one(models.Person, person_id, with_for_update=True)
        half_signed_in(session, token, now=now)
        use_code(session, person, typed, now=now)
        session.execute(
            delete(models.HalfSignIn).where(models.HalfSignIn.token_hash == token_hash(token))
        )
        if sends_mail and not is_known:
            new_device.tell(session, person_id, now)
        begun = start_session(session, person_id, now=now)
    tries.give_back(*names, now=now)
    return begun


def has_app(db: Database, token: str, *, now: dt.datetime) -> bool:
    """Return whether who has this half sign-in has an app with codes. Raises SecondStepOver."""
    with db.reading() as session:
        return half_signed_in(session, token, now=now).totp_secret is not None


def half_signed_in(session: Session, token: str, *, now: dt.datetime) -> models.Person:
    """Return who has this half sign-in. Takes an open session. Raises SecondStepOver."""
    person = session.scalar(
        select(models.Person)
        .join(models.HalfSignIn, models.HalfSignIn.person_id == models.Person.id)
        .where(
            models.HalfSignIn.token_hash == token_hash(token),
            models.HalfSignIn.ends_at > now,
            models.Person.archived_on.is_(None),
        )
    )
    if person is None:
        raise SecondStepOver
    return person
