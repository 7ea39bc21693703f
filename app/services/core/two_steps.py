"""Whether somebody signs in in two steps: with an app, or with a passkey."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
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
    return session.scalar(_passkey(), {"person_id": person_id}) is not None


@cache
def _passkey() -> Select[int]:
    """Return the question of every page of the desk. Building it takes longer than asking it."""
    own = models.Passkey.person_id == bindparam("person_id")
    return select(models.Passkey.id).where(own).limit(1)
