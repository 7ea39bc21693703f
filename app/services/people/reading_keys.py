"""Keys for programs that read released counts; a person has at most one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import new_token, token_hash
from app.domain.people.access import Viewer
from app.services.core.audit import AuditDeed, AuditSubject, record_of_person
from app.services.people import accounts
from app.services.people.sessions import must_be_open

LASTS = dt.timedelta(days=365)


@dataclass(frozen=True)
class KeyDates:
    """When a key was created, and the last date on which it works."""

    created_on: dt.date
    last_on: dt.date


def make_key(db: Database, viewer: Viewer, session_token: str | None, *, now: dt.datetime) -> str:
    """Create a key in place of the viewer's old one, and return it. Only its hash is stored.

    `session_token` is the token of the viewer's session. Raises SessionEnded if it has been ended,
    since the key would outlive the password change that ended it.
    """
    key, today = new_token(), service_date(now)
    with db.writing() as session:
        must_be_open(session, session_token)
        session.merge(
            models.ReadingKey(
                person_id=viewer.person_id,
                key_hash=token_hash(key),
                created_on=today,
                ends_on=today + LASTS,
            )
        )
        record_of_person(
            session, viewer, viewer.person_id, AuditSubject.READING_KEY, AuditDeed.ADDED
        )
    return key


def reading_key(db: Database, viewer: Viewer, *, now: dt.datetime) -> KeyDates | None:
    """Return the dates of the viewer's key, or None if there is none or it has ended."""
    with db.reading() as session:
        row = session.get(models.ReadingKey, viewer.person_id)
        if row is None or row.ends_on <= service_date(now):
            return None
        return KeyDates(row.created_on, row.ends_on - dt.timedelta(days=1))


def end_key(db: Database, viewer: Viewer) -> None:
    """Delete the viewer's key, if there is one."""
    with db.writing() as session:
        if session.get(models.ReadingKey, viewer.person_id) is None:
            return
        session.execute(
            delete(models.ReadingKey).where(models.ReadingKey.person_id == viewer.person_id)
        )
        record_of_person(
            session, viewer, viewer.person_id, AuditSubject.READING_KEY, AuditDeed.REMOVED
        )


def viewer_of(db: Database, key: str, *, now: dt.datetime) -> Viewer | None:
    """Return the person whose key it is, or None if the key or the account is not valid."""
    with db.reading() as session:
        person_id = session.scalar(
            select(models.ReadingKey.person_id).where(
                models.ReadingKey.key_hash == token_hash(key),
                models.ReadingKey.ends_on > service_date(now),
            )
        )
    return accounts.viewer(db, person_id) if person_id is not None else None
