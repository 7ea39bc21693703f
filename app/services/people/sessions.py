"""Sign-in sessions, stored in the database under a hash of their token."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete

from app import models
from app.db import Database
from app.domain.base.tokens import new_token, token_hash

SIGN_IN_LASTS = dt.timedelta(days=30)


@dataclass(frozen=True)
class StoredSession:
    """A session's person, and its data as JSON."""

    person_id: int
    data: str


def open_session(db: Database, token: str, *, now: dt.datetime) -> StoredSession | None:
    """Return the session of a cookie's token, or None if it is unknown or expired."""
    with db.reading() as session:
        row = session.get(models.SignIn, token_hash(token))
        return StoredSession(row.person_id, row.data) if row and row.ends_at > now else None


def save_session(
    db: Database, token: str | None, person_id: int, data: str, *, now: dt.datetime
) -> str:
    """Save a session for another `SIGN_IN_LASTS` and return its token.

    A missing or unknown token gets a new session. Expired sessions are deleted.
    """
    with db.writing() as session:
        session.execute(delete(models.SignIn).where(models.SignIn.ends_at <= now))
        row = session.get(models.SignIn, token_hash(token)) if token else None
        if row is None or token is None:
            token = new_token()
            row = models.SignIn(token_hash=token_hash(token), person_id=person_id)
            session.add(row)
        row.data = data
        row.ends_at = now + SIGN_IN_LASTS
        return token


def end_session(db: Database, token: str) -> None:
    with db.writing() as session:
        session.execute(delete(models.SignIn).where(models.SignIn.token_hash == token_hash(token)))
