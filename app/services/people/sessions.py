"""Sign-in sessions, stored in the database under a hash of their token.

A session's row is created only at sign-in, and after that only updated. So a request that is still
running when its session is ended cannot bring it back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import new_token, token_hash
from app.domain.people.session_limits import IDLE, LONGEST


class SessionEnded(Exception):
    """The session has been ended since the request began."""


@dataclass(frozen=True)
class StoredSession:
    """A session's person, its data as JSON, and the date it was last used on."""

    person_id: int
    data: str
    used_on: dt.date


def begin_session(db: Database, person_id: int, *, now: dt.datetime) -> str:
    """Begin a session for somebody whose password was checked, and return its token."""
    with db.writing() as session:
        return start_session(session, person_id, now=now)


def start_session(session: Session, person_id: int, *, now: dt.datetime) -> str:
    """Add a new session's row and return its token. Takes an open session."""
    token, today = new_token(), service_date(now)
    session.add(
        models.SignIn(
            token_hash=token_hash(token),
            person_id=person_id,
            data="{}",
            begun_on=today,
            used_on=today,
        )
    )
    return token


def open_session(db: Database, token: str, *, now: dt.datetime) -> StoredSession | None:
    """Return the session of a cookie's token, or None if it is unknown or has ended."""
    today = service_date(now)
    asked = {"hash": token_hash(token), "idle": today - IDLE, "longest": today - LONGEST}
    with db.reading() as session:
        row = session.scalar(_open_one(), asked)
        return StoredSession(row.person_id, row.data, row.used_on) if row else None


@cache
def _open_one() -> Select[models.SignIn]:
    """Return the question of every page of the desk. Building it takes longer than asking it."""
    return select(models.SignIn).where(
        models.SignIn.token_hash == bindparam("hash"),
        *_used_since(bindparam("idle"), bindparam("longest")),
    )


def still_open(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on sessions that have not expired."""
    today = service_date(now)
    return _used_since(today - IDLE, today - LONGEST)


def _used_since(
    idle: dt.date | BindParameter[dt.date], longest: dt.date | BindParameter[dt.date]
) -> tuple[ColumnElement[bool], ...]:
    return models.SignIn.used_on > idle, models.SignIn.begun_on > longest


def keep_session(db: Database, token: str, data: str | None, *, now: dt.datetime) -> bool:
    """Store that a session was used today, and its new data if there is any.

    Returns False if the session has been ended. Also deletes expired sessions.
    """
    today = service_date(now)
    values: dict[str, object] = (
        {"used_on": today} if data is None else {"used_on": today, "data": data}
    )
    with db.writing() as session:
        session.execute(
            delete(models.SignIn).where(
                or_(
                    models.SignIn.used_on <= today - IDLE,
                    models.SignIn.begun_on <= today - LONGEST,
                )
            )
        )
        kept = session.execute(
            update(models.SignIn)
            .where(models.SignIn.token_hash == token_hash(token))
            .values(values)
            .returning(models.SignIn.person_id)
        )
        return kept.first() is not None


def end_session(db: Database, token: str) -> None:
    with db.writing() as session:
        session.execute(delete(models.SignIn).where(models.SignIn.token_hash == token_hash(token)))


def end_others(session: Session, person_id: int, token: str | None) -> None:
    """Delete the person's sessions but for the one with this token. Takes an open session."""
    session.execute(
        delete(models.SignIn).where(
            models.SignIn.person_id == person_id,
            models.SignIn.token_hash != token_hash(token or ""),
        )
    )


def must_be_open(session: Session, token: str | None) -> None:
    """Raise SessionEnded if the session is gone. Locks it until the block ends."""
    found = session.scalar(
        select(models.SignIn.person_id)
        .where(models.SignIn.token_hash == token_hash(token or ""))
        .with_for_update()
    )
    if found is None:
        raise SessionEnded


def shut_out(session: Session, person_id: int) -> None:
    """Delete all the person's sessions, half sign-ins, sign-ins at a provider, reading key and the
    links to a new password that they have been sent. Takes an open session.
    """
    session.flush()  # Write the account first, which locks its row, before its sessions.
    for table in (
        *(models.SignIn, models.HalfSignIn, models.ProviderSignIn),
        *(models.ReadingKey, models.MailedLink),
    ):
        session.execute(delete(table).where(table.person_id == person_id))
