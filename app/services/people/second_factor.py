"""Setting up a second factor on one's own account, and removing it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyotp
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.people.access import Viewer
from app.domain.people.second_factor import WrongCode, bare
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.people.codes import (
    drop_app,
    replace_recovery_codes,
    step_with,
    use_code,
)
from app.services.people.sessions import end_others, must_be_open
from app.services.people.tries import TooManyTries, TriedBy, Tries

ISSUER = "Her i dag"
"""What an app shows above the code."""


@dataclass(frozen=True)
class SecondFactor:
    """Whether the person signs in in two steps, and how many recovery codes are left."""

    is_on: bool
    codes_left: int


class AlreadyOn(Exception):
    """The person has a second factor already."""


def second_factor(db: Database, viewer: Viewer) -> SecondFactor:
    with db.reading() as session:
        person = session.get_one(models.Person, viewer.person_id)
        left = session.scalar(
            select(func.count())
            .select_from(models.RecoveryCode)
            .where(models.RecoveryCode.person_id == viewer.person_id)
        )
        return SecondFactor(person.totp_secret is not None, left or 0)


def new_secret() -> str:
    """Return a new key for an app: 160 random bits in 32 letters and digits."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Return whether this looks like a key that `new_secret` returns."""
    return len(text) == 32 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def app_address(db: Database, viewer: Viewer, secret: str) -> str:
    """Return the address (otpauth://) that an app reads a key from."""
    with db.reading() as session:
        email = session.get_one(models.Person, viewer.person_id).email or ""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def switch_on(
    db: Database,
    viewer: Viewer,
    session_token: str | None,
    secret: str,
    code: str,
    *,
    now: dt.datetime,
) -> tuple[str, ...]:
    """Set up a second factor, and return the recovery codes. The person's other sessions end.

    Those were begun with a password alone, perhaps by somebody else. Raises WrongCode if the code
    is not one that an app with this key shows now, AlreadyOn, and SessionEnded.
    """
    step = step_with(secret, bare(code), now=now)
    if step is None:
        raise WrongCode
    with db.writing() as session:
        person = session.get_one(models.Person, viewer.person_id, with_for_update=True)
        must_be_open(session, session_token)
        if person.totp_secret is not None:
            raise AlreadyOn
        person.totp_secret, person.totp_step = secret, step
        person.factor_reset_on = None
        end_others(session, person.id, session_token)
        _record(session, viewer, AuditDeed.ADDED)
        return replace_recovery_codes(session, person.id)


def switch_off(db: Database, tries: Tries, viewer: Viewer, code: str, *, now: dt.datetime) -> None:
    """Remove the second factor. Raises WrongCode and TooManyTries."""
    name = _take_try(tries, viewer, now)
    with db.writing() as session:
        drop_app(session, _proven_by(session, viewer, code, now))
        _record(session, viewer, AuditDeed.REMOVED)
    tries.give_back(name, now=now)


def renew_recovery_codes(
    db: Database, tries: Tries, viewer: Viewer, code: str, *, now: dt.datetime
) -> tuple[str, ...]:
    """Replace the recovery codes and return the new ones. Raises WrongCode and TooManyTries."""
    name = _take_try(tries, viewer, now)
    with db.writing() as session:
        person = _proven_by(session, viewer, code, now)
        codes = replace_recovery_codes(session, person.id)
        _record(session, viewer, AuditDeed.CHANGED)
    tries.give_back(name, now=now)
    return codes


def _record(session: Session, viewer: Viewer, deed: AuditDeed) -> None:
    record_of_person(session, viewer, viewer.person_id, AuditSubject.SECOND_FACTOR, deed)


def _take_try(tries: Tries, viewer: Viewer, now: dt.datetime) -> tuple[TriedBy, str]:
    name = (TriedBy.CODE_DEVICE, f"account {viewer.person_id}")
    if not tries.take(name, now=now):
        raise TooManyTries
    return name


def _proven_by(session: Session, viewer: Viewer, code: str, now: dt.datetime) -> models.Person:
    person = session.get_one(models.Person, viewer.person_id, with_for_update=True)
    use_code(session, person, code, now=now)
    return person
