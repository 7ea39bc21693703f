"""Whether somebody signs in in two steps: with an app, or with a passkey."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from app import models


def in_two_steps() -> ColumnElement[bool]:
    """Return the condition on a person of the statement that it is in."""
    has_passkey = exists().where(models.Passkey.person_id == models.Person.id)
    return or_(models.Person.totp_secret.is_not(None), has_passkey)


def has_second_factor(session: Session, person: models.Person) -> bool:
    """Return whether a password alone does not let this person in. Takes an open session."""
    return person.totp_secret is not None or has_passkey(session, person.id)


def has_passkey(session: Session, person_id: int) -> bool:
    """Return whether the person has a passkey. Takes an open session."""
    own = select(models.Passkey.id).where(models.Passkey.person_id == person_id)
    return session.scalar(own.limit(1)) is not None
