"""The outbox: mail is put there in the transaction that it tells of, and sent afterwards.

A process claims a mail before it sends it, so two never send the same. If it dies in between, the
claim runs out and another one tries: only then may a mail arrive twice, as SMTP cannot tell.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.mail.answers import without_addresses
from app.domain.mail.kinds import MailKind
from app.domain.mail.retries import KEPT, REMEMBERED, next_try

CLAIMED_FOR = dt.timedelta(minutes=15)
"""Longer than handing over a mail can take."""


@dataclass(frozen=True)
class Claimed:
    """A mail that this process is sending, as its fields are stored.

    `mark` is the mail's own, the same at each try.
    """

    id: int
    kind: MailKind
    person_id: int | None
    invitation_id: int | None
    address: str | None
    language: str
    about: Mapping[str, Any]
    claim: str
    mark: str


@dataclass(frozen=True)
class OutboxState:
    """How many mails wait after a failed try, since when, and what the server answered last; and
    how many could not be delivered."""

    waiting: int
    since: dt.datetime | None
    answer: str
    failed: int


def put(
    session: Session,
    kind: MailKind,
    *,
    now: dt.datetime,
    address: str | None = None,
    person_id: int | None = None,
    invitation_id: int | None = None,
    language: str = "da",
    about: Mapping[str, Any] | None = None,
    once: str | None = None,
) -> bool:
    """Put a mail in the outbox. Takes an open session. Returns False if `once` was there."""
    row = models.Mail(
        kind=kind,
        person_id=person_id,
        invitation_id=invitation_id,
        address=address,
        language=language,
        about=dict(about or {}),
        once=once,
        made_at=now,
        next_at=now,
    )
    if once is None:
        session.add(row)
        return True
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    return True


def claim_next(db: Database, *, now: dt.datetime) -> Claimed | None:
    """Claim the mail that has waited longest for its turn, or return None if there is none."""
    with db.reading() as session:  # Nobody who writes waits for a look at an empty outbox.
        if session.scalar(select(models.Mail.id).where(_is_due(now)).limit(1)) is None:
            return None
    with db.writing() as session:
        row = session.scalar(
            select(models.Mail)
            .where(_is_due(now))
            .order_by(models.Mail.next_at, models.Mail.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.claim, row.claimed_until = secrets.token_hex(16), now + CLAIMED_FOR
        row.tries += 1
        return Claimed(
            id=row.id,
            kind=MailKind(row.kind),
            person_id=row.person_id,
            invitation_id=row.invitation_id,
            address=row.address,
            language=row.language,
            about=row.about,
            claim=row.claim,
            mark=row.mark,
        )


def _is_due(now: dt.datetime) -> ColumnElement[bool]:
    claimed_until = models.Mail.claimed_until
    return and_(models.Mail.next_at <= now, or_(claimed_until.is_(None), claimed_until <= now))


def sent(
    db: Database,
    mail: Claimed,
    *,
    also: Callable[[Session, Claimed], None] | None = None,
    now: dt.datetime,
) -> None:
    """Note that the server has the mail, and forget its address.

    `also` writes in the same transaction, and so once.
    """
    with db.writing() as session:
        row = _ours(session, mail)
        if row is None:
            return
        if also is not None:
            also(session, mail)
        if row.once is None and row.invitation_id is None:
            session.delete(row)
            return
        row.address = row.next_at = row.claim = row.claimed_until = row.answer = None
        row.sent_at = now


def dropped(db: Database, mail: Claimed) -> None:
    """Delete a mail that has nobody to go to, or nothing to say any more."""
    with db.writing() as session:
        if row := _ours(session, mail):
            session.delete(row)


def failed(
    db: Database, mail: Claimed, answer: str, *, for_good: bool, to: str, now: dt.datetime
) -> None:
    """Note that the mail could not be handed over to go to `to`, and when to try again.

    `for_good` means that the server will never take it.
    """
    with db.writing() as session:
        row = _ours(session, mail)
        if row is None:
            return
        row.claim = row.claimed_until = None
        row.answer = without_addresses(answer, to)
        row.next_at = None if for_good else next_try(row.tries, now)
        if row.next_at is None:
            row.failed_at = now


def _ours(session: Session, mail: Claimed) -> models.Mail | None:
    """Return the row, locked, unless the claim has run out and another process has taken it."""
    return session.scalar(
        select(models.Mail)
        .where(models.Mail.id == mail.id, models.Mail.claim == mail.claim)
        .with_for_update()
    )


def outbox_state(db: Database) -> OutboxState:
    """Return what an operator needs to know. Nothing in it says whose mail it is."""
    tried = and_(models.Mail.next_at.is_not(None), models.Mail.answer.is_not(None))
    with db.reading() as session:
        waiting, since = session.execute(
            select(func.count(), func.min(models.Mail.made_at)).where(tried)
        ).one()
        failed = session.scalar(select(func.count()).where(models.Mail.failed_at.is_not(None)))
        answer = session.scalar(
            select(models.Mail.answer)
            .where(models.Mail.answer.is_not(None))
            .order_by(models.Mail.next_at.is_(None), models.Mail.id.desc())
            .limit(1)
        )
    return OutboxState(waiting, since, answer or "", failed or 0)


def sweep(db: Database, *, now: dt.datetime) -> None:
    """Delete what nobody needs any more: old mail, and links that have run out."""
    mail, link = models.Mail, models.MailedLink
    old = or_(mail.failed_at <= now - KEPT, mail.sent_at <= now - REMEMBERED)
    with db.reading() as session:
        if not session.scalar(
            select(or_(exists().where(old), exists().where(link.ends_at <= now)))
        ):
            return
    with db.writing() as session:
        session.execute(delete(mail).where(old))
        session.execute(delete(link).where(link.ends_at <= now))
