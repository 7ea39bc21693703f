"""Telling somebody by mail that their account was signed in to on a device it did not know.

Nothing is stored about devices, so the mail says when and not where from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.mail.kinds import MailKind
from app.services.mail import outbox


@dataclass(frozen=True)
class NewDeviceMail:
    """Whom to tell."""

    address: str
    name: str
    language: str


def tell(session: Session, person_id: int, now: dt.datetime) -> None:
    """Put the mail in the outbox, for a member of a partnership. Takes an open session.

    Somebody who is no member yet has typed an address that nobody has confirmed.
    """
    membership = select(models.Membership.person_id).where(models.Membership.person_id == person_id)
    if session.scalar(membership.limit(1)) is not None:
        about = {"at": now.isoformat()}
        outbox.put(session, MailKind.NEW_DEVICE, person_id=person_id, about=about, now=now)


def to_send(db: Database, person_id: int | None) -> NewDeviceMail | None:
    """Return whom to tell; None if the person has no account any more."""
    with db.reading() as session:
        person = session.get(models.Person, person_id or 0)
        if person is None or person.archived_on is not None or person.email is None:
            return None
        return NewDeviceMail(person.email, person.name, person.language)
