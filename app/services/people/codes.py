"""Checking, making and forgetting the codes of a second factor."""

from __future__ import annotations

import datetime as dt
import hmac
from functools import cache

import pyotp
from sqlalchemy import Select, bindparam, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import token_hash
from app.domain.people.second_factor import (
    RECOVERY_CODES,
    WINDOW,
    WrongCode,
    bare,
    new_recovery_code,
    step_of,
)
from app.services.core.two_steps import has_passkey

ENDING = models.HalfSignIn, models.PasskeyChallenge, models.ProviderSignIn
"""What ends by itself if nobody finishes it."""


def step_with(secret: str, code: str, *, now: dt.datetime) -> int | None:
    """Return the step whose code this is, if it is near enough to `now`."""
    app = pyotp.TOTP(secret)
    here, found = step_of(now), None
    # All are compared, so that the answer takes equally long.
    for step in range(here - WINDOW, here + WINDOW + 1):
        if hmac.compare_digest(app.generate_otp(step).encode(), code.encode()):
            found = step
    return found


def use_code(session: Session, person: models.Person, typed: str, *, now: dt.datetime) -> None:
    """Use up a code of the app or a recovery code of the person, whose row is locked.

    Raises WrongCode.
    """
    code = bare(typed)
    step = step_with(person.totp_secret, code, now=now) if person.totp_secret else None
    if step is not None:
        if person.totp_step is not None and step <= person.totp_step:
            raise WrongCode
        person.totp_step = step
        return
    used = session.execute(
        delete(models.RecoveryCode)
        .where(
            models.RecoveryCode.person_id == person.id,
            models.RecoveryCode.code_hash == token_hash(code),
        )
        .returning(models.RecoveryCode.person_id)
    )
    if used.first() is None:
        raise WrongCode


def replace_recovery_codes(session: Session, person_id: int) -> tuple[str, ...]:
    """Give the person new recovery codes in place of the old ones, and return them."""
    drop_recovery_codes(session, person_id)
    codes = tuple(new_recovery_code() for _code in range(RECOVERY_CODES))
    # The key of the app is readable in the same database, so a slow hash would protect nothing.
    session.add_all(
        models.RecoveryCode(person_id=person_id, code_hash=token_hash(bare(code))) for code in codes
    )
    return codes


def drop_second_factor(session: Session, person: models.Person) -> None:
    """Delete the key of the person's app, their passkeys and their recovery codes."""
    person.totp_secret = person.totp_step = person.factor_reset_on = None
    for table in (models.Passkey, models.PasskeyChallenge):
        session.execute(delete(table).where(table.person_id == person.id))
    drop_recovery_codes(session, person.id)


def drop_app(session: Session, person: models.Person) -> None:
    """Delete the key of the person's app; recovery codes stay for who has a passkey too."""
    person.totp_secret = person.totp_step = None
    if not has_passkey(session, person.id):
        drop_recovery_codes(session, person.id)


def drop_recovery_codes(session: Session, person_id: int) -> None:
    session.execute(delete(models.RecoveryCode).where(models.RecoveryCode.person_id == person_id))


def forget_steps(db: Database, *, now: dt.datetime) -> None:
    """Forget when people last signed in with a code, and delete the sign-ins that were not finished
    and the challenges that nobody has answered.

    A code that has been used is too old by now, so its step is of no use any more.
    """
    old = step_of(now) - 2 * WINDOW
    with db.reading() as session:
        if not session.scalar(_any_left(), {"old": old, "now": now}):
            return
    late = models.Person.totp_step < old
    with db.writing() as session:
        session.execute(update(models.Person).where(late).values(totp_step=None))
        for table in ENDING:
            session.execute(delete(table).where(table.ends_at <= now))


@cache
def _any_left() -> Select[bool]:
    """Return the question, of the step `old` at `now`. Building it takes longer than asking it."""
    late = models.Person.totp_step < bindparam("old")
    over = (table.ends_at <= bindparam("now") for table in ENDING)
    return select(or_(*(exists().where(each) for each in (late, *over))))
