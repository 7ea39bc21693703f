"""Signing in through a provider outside: going there, and coming back.

Nobody gets in by an address or a name that the provider tells. An account there opens one here if
its owner has tied it: through an invitation, or on their own account's page (`provider_ties`).
"""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import new_token, token_hash
from app.domain.people.access import NotFound, Viewer
from app.services.core.two_steps import has_second_factor
from app.services.people import provider_ties
from app.services.people.invitations import open_invitation
from app.services.people.no_password import no_password
from app.services.people.provider import (
    Provider,
    Secrets,
    Subject,
    address_of,
    discover,
    subject_of,
)
from app.services.people.provider_http import asking
from app.services.people.second_step import start_second_step
from app.services.people.signing_in import HalfWay, begin_session
from app.services.people.tries import TooManyTries, TriedBy, Tries

LASTS = dt.timedelta(minutes=10)
"""How long somebody may take at the provider."""


class ProviderSignInOver(Exception):
    """There is no such sign-in under way in this browser: it is unknown, used or too old."""


class ProviderDeclined(Exception):
    """The provider has not signed them in."""


class SubjectUnknown(Exception):
    """Nobody here has tied that account of the provider."""


class EmailTaken(Exception):
    """Another account has the e-mail that a new person typed."""


@dataclass(frozen=True)
class SentOut:
    """Where somebody is sent, and the token that their browser keeps meanwhile."""

    token: str
    address: str


@dataclass(frozen=True)
class NewPerson:
    """What somebody with an invitation has typed."""

    invitation: str
    name: str
    email: str


@dataclass(frozen=True)
class Returned:
    """What came back in the browser: its cookie's token, and what the provider's address says."""

    token: str
    state: str
    code: str


@dataclass(frozen=True)
class SignedInThere:
    """A new session's token."""

    token: str


@dataclass(frozen=True)
class Tied:
    """The account at the provider is now the person's."""


def send(
    db: Database,
    tries: Tries,
    provider: Provider,
    *,
    source: str,
    viewer: Viewer | None = None,
    new: NewPerson | None = None,
    now: dt.datetime,
) -> SentOut:
    """Begin a sign-in at the provider; with a `viewer`, it ties the account there to theirs.

    Raises TooManyTries, ProviderSilent, and NotFound for an invitation that can't be used.
    """
    if not tries.take((TriedBy.PROVIDER_SOURCE, source), now=now):
        raise TooManyTries
    with asking() as talk:
        endpoints = discover(talk, provider.issuer)
    token = new_token()
    with db.writing() as session:
        forget_late(session, now)
        row = models.ProviderSignIn(token_hash=token_hash(token), ends_at=now + LASTS)
        if viewer is not None:
            row.person_id = viewer.person_id
        if new is not None:
            row.invitation_id = open_invitation(session, new.invitation, None, now).id
            row.name, row.email = new.name, new.email.strip().lower()
        session.add(row)
    return SentOut(token, address_of(endpoints, provider, token))


def come_back(
    db: Database,
    provider: Provider,
    returned: Returned,
    *,
    viewer: Viewer | None,
    devices: tuple[str, ...] = (),
    sends_mail: bool = False,
    language: str,
    now: dt.datetime,
) -> SignedInThere | HalfWay | Tied:
    """End what `send` began. It works once, whatever the provider then says.

    Raises ProviderSignInOver, ProviderDeclined, ProviderSilent, ProviderNotBelieved,
    SubjectUnknown, EmailTaken, provider_ties.SubjectTaken, and NotFound for an invitation that
    somebody has used meanwhile.
    """
    # Outside any database block: a provider that hangs would hold a lock.
    with asking() as talk:
        begun = _take(db, returned, viewer.person_id if viewer else None, now)
        if not returned.code:
            raise ProviderDeclined
        subject = subject_of(talk, provider, returned.token, returned.code, now=now)
    with db.writing() as session:
        if begun.person_id is not None and viewer is not None:
            provider_ties.tie(session, viewer, begun.person_id, subject, now)
            return Tied()
        person = provider_ties.owner_of(session, subject)
        if person is None:
            if begun.invitation_id is None:
                raise SubjectUnknown
            person = _join(session, begun, subject, language, now)
        if has_second_factor(session, person) and not provider.asks_two_steps:
            return HalfWay(start_second_step(session, person.id, now=now))
        begun_here = begin_session(session, person, devices, sends_mail=sends_mail, now=now)
        return SignedInThere(begun_here)


@dataclass(frozen=True)
class _Begun:
    person_id: int | None
    invitation_id: int | None
    name: str
    email: str


def _take(db: Database, returned: Returned, person_id: int | None, now: dt.datetime) -> _Begun:
    """Use up the sign-in that this browser has begun."""
    mine = Secrets.of(returned.token).state
    if not returned.token or not hmac.compare_digest(mine.encode(), returned.state.encode()):
        raise ProviderSignInOver
    table = models.ProviderSignIn
    with db.writing() as session:
        row = session.execute(
            delete(table)
            .where(table.token_hash == token_hash(returned.token))
            .returning(table.person_id, table.invitation_id, table.name, table.email, table.ends_at)
        ).first()
    if row is None or row.ends_at <= now:
        raise ProviderSignInOver
    if row.person_id is not None and row.person_id != person_id:
        raise ProviderSignInOver
    return _Begun(row.person_id, row.invitation_id, row.name or "", row.email or "")


def _join(
    session: Session, begun: _Begun, subject: Subject, language: str, now: dt.datetime
) -> models.Person:
    """Add the account of somebody who was invited. They have yet to accept the invitation."""
    row = open_invitation(session, begun.invitation_id, None, now)
    taken = select(models.Person.id).where(models.Person.email == begun.email)
    if row.person_id is not None:
        raise NotFound
    if session.scalar(taken) is not None:
        raise EmailTaken
    person = models.Person(
        email=begun.email, name=begun.name, password_hash=no_password(), language=language
    )
    try:
        with session.begin_nested():
            session.add(person)
            session.flush()
    except IntegrityError as error:
        raise EmailTaken from error
    provider_ties.add(session, person.id, subject, now)
    row.person_id = person.id
    return person


def forget_late(session: Session, now: dt.datetime) -> None:
    """Delete the sign-ins from which nobody came back. Takes an open session."""
    session.execute(delete(models.ProviderSignIn).where(models.ProviderSignIn.ends_at <= now))
