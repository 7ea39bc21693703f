"""A new password for somebody who has forgotten theirs, by a link that is sent by mail.

Asking does the same work for every address: it only puts a mail in the outbox. Whether the address
has an account is looked up when the mail is sent, where nobody can measure it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import token_hash
from app.domain.mail.kinds import MailKind
from app.domain.people.access import NotFound
from app.domain.people.passwords import must_be_hard_to_guess
from app.services.mail import outbox
from app.services.mail.links import new_link
from app.services.people import provider_ties
from app.services.people.accounts import active_account
from app.services.people.password_hash import slow_hash
from app.services.people.sessions import shut_out
from app.services.people.tries import TooManyTries, TriedBy, Tries

LASTS = dt.timedelta(hours=1)
"""How long a link works, counted from when its mail was written."""


@dataclass(frozen=True)
class NewPasswordMail:
    """What the mail says: the link's token, and whose account it is."""

    token: str
    name: str
    language: str


def ask(db: Database, tries: Tries, email: str, *, source: str, now: dt.datetime) -> None:
    """Let a link be sent to this address if it has an account. Raises TooManyTries."""
    email = email.strip().lower()
    names = ((TriedBy.ASKING_SOURCE, source), (TriedBy.ASKING_ACCOUNT, email))
    if not tries.take(*names, now=now):
        raise TooManyTries
    with db.writing() as session:
        outbox.put(session, MailKind.PASSWORD, address=email, now=now)


def to_send(db: Database, email: str, *, now: dt.datetime) -> NewPasswordMail | None:
    """Return what to send to this address, with a new link; None if it has no account."""
    with db.writing() as session:
        person = active_account(session, email)
        if person is None:
            return None
        token = new_link(session, person_id=person.id, ends_at=now + LASTS)
        return NewPasswordMail(token, person.name, person.language)


def owner_of(db: Database, token: str, *, now: dt.datetime) -> str:
    """Return the name of the person whose password the link changes. Raises NotFound."""
    with db.reading() as session:
        return _owner(session, token, now).name


def set_forgotten(db: Database, token: str, new: str, *, now: dt.datetime) -> None:
    """Set the password of the link's person, and end the link, all others and their sessions.

    Raises NotFound for a link that is unknown, used or too old; EasyPassword, TooManyAtOnce.
    """
    with db.reading() as session:
        person = _owner(session, token, now)
        name, email = person.name, person.email or ""
    must_be_hard_to_guess(new, name, email)
    password_hash = slow_hash(new)
    with db.writing() as session:
        person = _owner(session, token, now)
        person.password_hash, person.must_change_password = password_hash, False
        # Whoever had the old one may have tied an account of theirs.
        provider_ties.drop(session, person.id)
        shut_out(session, person.id)


def _owner(session: Session, token: str, now: dt.datetime) -> models.Person:
    """Return the person, whose row and link are locked until the block ends. Raises NotFound."""
    link = models.MailedLink
    person_id = session.scalar(
        select(link.person_id)
        .where(link.token_hash == token_hash(token), link.ends_at > now)
        .with_for_update()
    )
    person = session.get(models.Person, person_id, with_for_update=True) if person_id else None
    if person is None or person.archived_on is not None:
        raise NotFound
    return person
