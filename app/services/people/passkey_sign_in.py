"""Signing in with a passkey: instead of a password, or as the second step after one."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import token_hash
from app.domain.people.passkeys import ChallengeUse, PasskeyRefused, RelyingParty
from app.services.people.ceremony import names_in, new_count, request_options
from app.services.people.passkey_challenges import add_challenge, use_challenge
from app.services.people.second_step import half_signed_in
from app.services.people.signing_in import begin_session
from app.services.people.tries import TooManyTries, TriedBy, Tries


def options_to_sign_in(
    db: Database, tries: Tries, party: RelyingParty, *, source: str, now: dt.datetime
) -> str:
    """Return what a browser needs to use any passkey of this site. Raises TooManyTries."""
    names = ((TriedBy.PASSKEY_SOURCE, source), (TriedBy.PASSKEYS, ""))
    if not tries.take(*names, now=now):
        raise TooManyTries
    with db.writing() as session:
        challenge = add_challenge(session, ChallengeUse.SIGN_IN, None, now=now)
    # None is named, so that nobody can ask whether an address has an account or a passkey.
    return request_options(party, challenge, (), verifies=True)


def sign_in_with_passkey(
    db: Database,
    party: RelyingParty,
    sent: str,
    *,
    devices: Collection[str],
    sends_mail: bool = False,
    now: dt.datetime,
) -> str:
    """Begin a session for the owner of a passkey, and return its token. It is both steps at once:
    the device is one thing, and the finger, face or PIN that it asks for is the other.

    With `sends_mail`, a member gets a mail about a device that they have not signed in with before.
    Raises PasskeyRefused.
    """
    used = use_challenge(db, sent, ChallengeUse.SIGN_IN, None, now=now)
    with db.writing() as session:
        person, row = _owner(session, sent)
        _handle_must_be(row, sent)
        row.sign_count = new_count(
            party, used.challenge, sent, row.public_key, row.sign_count, verifies=True
        )
        return begin_session(session, person, devices, sends_mail=sends_mail, now=now)


def options_for_second_step(
    db: Database, party: RelyingParty, token: str, *, now: dt.datetime
) -> str | None:
    """Return what a browser needs to use a passkey of who has this half sign-in; None without one.

    Raises SecondStepOver.
    """
    with db.reading() as session:
        person_id = half_signed_in(session, token, now=now).id
        own = select(models.Passkey.credential_id).where(models.Passkey.person_id == person_id)
        allowed = session.scalars(own.order_by(models.Passkey.id)).all()
    if not allowed:
        return None
    with db.writing() as session:
        challenge = add_challenge(session, ChallengeUse.SECOND_STEP, person_id, now=now)
    return request_options(party, challenge, allowed, verifies=False)


def take_second_step_with_passkey(
    db: Database,
    party: RelyingParty,
    token: str,
    sent: str,
    *,
    devices: Collection[str],
    sends_mail: bool = False,
    now: dt.datetime,
) -> str:
    """Begin a session for who has the half sign-in and a passkey, and return its token.

    Raises SecondStepOver and PasskeyRefused.
    """
    with db.reading() as session:
        person_id = half_signed_in(session, token, now=now).id
    used = use_challenge(db, sent, ChallengeUse.SECOND_STEP, person_id, now=now)
    with db.writing() as session:
        person, row = _owner(session, sent)
        if person.id != person_id:
            raise PasskeyRefused
        half_signed_in(session, token, now=now)
        row.sign_count = new_count(
            party, used.challenge, sent, row.public_key, row.sign_count, verifies=False
        )
        half = models.HalfSignIn.token_hash == token_hash(token)
        session.execute(delete(models.HalfSignIn).where(half))
        return begin_session(session, person, devices, sends_mail=sends_mail, now=now)


def _owner(session: Session, sent: str) -> tuple[models.Person, models.Passkey]:
    """Return the passkey that an answer names, and its owner, whose row is locked first."""
    by_id = select(models.Passkey).where(models.Passkey.credential_id == names_in(sent)[0])
    row = session.scalar(by_id)
    if row is None:
        raise PasskeyRefused
    person = session.get_one(models.Person, row.person_id, with_for_update=True)
    # Read again: its count may have moved, or it may have been removed, while this waited.
    row = session.scalar(by_id.execution_options(populate_existing=True))
    if row is None or person.archived_on is not None:
        raise PasskeyRefused
    return person, row


def _handle_must_be(row: models.Passkey, sent: str) -> None:
    if not hmac.compare_digest(names_in(sent)[1] or b"", row.user_handle):
        raise PasskeyRefused
