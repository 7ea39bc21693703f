"""The viewer's own passkeys: seeing, adding, naming and removing them."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import token_hash
from app.domain.people.access import NotFound, Viewer
from app.domain.people.passkeys import (
    MOST_PASSKEYS,
    ChallengeUse,
    PasskeyRefused,
    RelyingParty,
    TooManyPasskeys,
)
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.core.two_steps import has_passkey, has_second_factor
from app.services.people.accounts import Proof, proven
from app.services.people.ceremony import Owner, creation_options, made_passkey
from app.services.people.codes import drop_recovery_codes, replace_recovery_codes
from app.services.people.passkey_challenges import add_challenge, use_challenge
from app.services.people.sessions import end_others, must_be_open

HANDLE_LENGTH = 32
MARK_LENGTH = 32


@dataclass(frozen=True)
class OwnPasskey:
    """A passkey, by the name that its owner gave it and the date on which it was added."""

    mark: str
    name: str
    created_on: dt.date


def own_passkeys(db: Database, viewer: Viewer) -> tuple[OwnPasskey, ...]:
    """Return the viewer's passkeys, in the order in which they were added."""
    with db.reading() as session:
        rows = session.scalars(_of(viewer.person_id))
        return tuple(OwnPasskey(_mark(row), row.name, row.created_on) for row in rows)


def own_passkey(db: Database, viewer: Viewer, mark: str) -> OwnPasskey:
    """Return the viewer's passkey with this mark. Raises NotFound."""
    for one in own_passkeys(db, viewer):
        if one.mark == mark:
            return one
    raise NotFound


def options_to_add(
    db: Database, party: RelyingParty, proof: Proof, name: str, *, now: dt.datetime
) -> str:
    """Return what a browser needs to make a passkey for who has just given their password.

    `name` is what they call it; it waits with the challenge.

    Raises TooManyPasskeys, and SignInRefused.
    """
    with db.writing() as session:
        person = proven(session, proof)
        rows = session.scalars(_of(person.id)).all()
        if len(rows) >= MOST_PASSKEYS:
            raise TooManyPasskeys
        handle = rows[0].user_handle if rows else secrets.token_bytes(HANDLE_LENGTH)
        challenge = add_challenge(
            session, ChallengeUse.ADD, person.id, handle=handle, name=name, now=now
        )
        owner = Owner(handle, person.email or "", person.name)
        existing = [row.credential_id for row in rows]
    return creation_options(party, challenge, owner, existing)


def add_passkey(
    db: Database,
    party: RelyingParty,
    viewer: Viewer,
    session_token: str | None,
    sent: str,
    *,
    now: dt.datetime,
) -> tuple[str, ...]:
    """Store a passkey that the viewer's browser has made, and return recovery codes if it is the
    first second factor. Then the person's other sessions end, which began with a password alone.

    Raises PasskeyRefused, TooManyPasskeys and SessionEnded.
    """
    used = use_challenge(db, sent, ChallengeUse.ADD, viewer.person_id, now=now)
    made = made_passkey(party, used.challenge, sent)
    with db.writing() as session:
        person = session.get_one(models.Person, viewer.person_id, with_for_update=True)
        must_be_open(session, session_token)
        rows = session.scalars(_of(person.id)).all()
        if len(rows) >= MOST_PASSKEYS:
            raise TooManyPasskeys
        is_first = not has_second_factor(session, person)
        session.add(
            models.Passkey(
                person_id=person.id,
                credential_id=made.credential_id,
                public_key=made.public_key,
                user_handle=used.user_handle,
                sign_count=made.sign_count,
                name=used.name,
                created_on=service_date(now),
            )
        )
        try:
            session.flush()
        except IntegrityError as error:
            raise PasskeyRefused from error
        person.factor_reset_on = None
        record_of_person(session, viewer, person.id, AuditSubject.PASSKEY, AuditDeed.ADDED)
        if not is_first:
            return ()
        end_others(session, person.id, session_token)
        return replace_recovery_codes(session, person.id)


def rename_passkey(db: Database, viewer: Viewer, mark: str, name: str) -> None:
    """Store what the viewer calls one of their passkeys. Raises NotFound."""
    with db.writing() as session:
        _own(session, viewer.person_id, mark).name = name


def remove_passkey(db: Database, viewer: Viewer, proof: Proof, mark: str) -> None:
    """Remove one of the viewer's passkeys, for who has just given their password.

    With the last second factor the recovery codes go too. Raises NotFound and SignInRefused.
    """
    with db.writing() as session:
        person = proven(session, proof)
        row = _own(session, person.id, mark)
        session.execute(delete(models.Passkey).where(models.Passkey.id == row.id))
        if person.totp_secret is None and not has_passkey(session, person.id):
            drop_recovery_codes(session, person.id)
        record_of_person(session, viewer, person.id, AuditSubject.PASSKEY, AuditDeed.REMOVED)


def renew_recovery_codes(db: Database, viewer: Viewer, proof: Proof) -> tuple[str, ...]:
    """Replace the recovery codes of who has passkeys and has just given their password.

    Whoever has both could add a passkey too, so this opens nothing more. Raises NotFound if they
    have no passkey, and SignInRefused.
    """
    with db.writing() as session:
        person = proven(session, proof)
        if not has_passkey(session, person.id):
            raise NotFound
        record_of_person(session, viewer, person.id, AuditSubject.SECOND_FACTOR, AuditDeed.CHANGED)
        return replace_recovery_codes(session, person.id)


def _of(person_id: int) -> Select[models.Passkey]:
    own = models.Passkey.person_id == person_id
    return select(models.Passkey).where(own).order_by(models.Passkey.id)


def _own(session: Session, person_id: int, mark: str) -> models.Passkey:
    for row in session.scalars(_of(person_id)):
        if _mark(row) == mark:
            return row
    raise NotFound


def _mark(row: models.Passkey) -> str:
    """Return what tells a passkey apart in forms: derived from its id, and of no use to others."""
    return token_hash(row.credential_id.hex())[:MARK_LENGTH]
