"""The viewer's own sessions: seeing, naming and ending them.

A session is told apart by its mark, which is derived from what is stored and opens nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.tokens import token_hash
from app.domain.people.access import NotFound, Viewer
from app.services.people.sessions import end_others, must_be_open, still_open

MARK_LENGTH = 32


@dataclass(frozen=True)
class OwnSession:
    """A session, by the name that its owner gave it or None, and the dates it knows.

    `is_this` is whether it is the one that asks.
    """

    mark: str
    name: str | None
    begun_on: dt.date
    used_on: dt.date
    is_this: bool


def own_sessions(
    db: Database, viewer: Viewer, token: str | None, *, now: dt.datetime
) -> tuple[OwnSession, ...]:
    """Return the viewer's sessions that can still be used: this one first, then the latest used."""
    this = token_hash(token or "")
    with db.reading() as session:
        rows = session.scalars(
            select(models.SignIn).where(
                models.SignIn.person_id == viewer.person_id, *still_open(now)
            )
        )
        found = [
            OwnSession(
                _mark(row.token_hash), row.name, row.begun_on, row.used_on, row.token_hash == this
            )
            for row in rows
        ]
    # Marks are random, so that those of one date stand in no order that says when they began.
    return tuple(
        sorted(found, key=lambda one: (not one.is_this, -one.used_on.toordinal(), one.mark))
    )


def own_session(
    db: Database, viewer: Viewer, token: str | None, mark: str, *, now: dt.datetime
) -> OwnSession:
    """Return the viewer's session with this mark, or this one if it is "". Raises NotFound."""
    for one in own_sessions(db, viewer, token, now=now):
        if one.mark == mark or (one.is_this and not mark):
            return one
    raise NotFound


def name_session(db: Database, viewer: Viewer, mark: str, name: str) -> None:
    """Store what the viewer calls one of their sessions; "" takes the name away.

    Raises NotFound.
    """
    with db.writing() as session:
        session.execute(
            update(models.SignIn)
            .where(models.SignIn.token_hash == _hash_of(session, viewer, mark))
            .values(name=name or None)
        )


def sign_out_of(db: Database, viewer: Viewer, token: str | None, mark: str) -> None:
    """End one of the viewer's sessions.

    Raises NotFound, and SessionEnded if the session that asks has been ended meanwhile.
    """
    with db.writing() as session:
        _must_still_be_signed_in(session, viewer, token)
        stored = _hash_of(session, viewer, mark)
        session.execute(delete(models.SignIn).where(models.SignIn.token_hash == stored))


def sign_out_of_others(db: Database, viewer: Viewer, token: str | None) -> None:
    """End the viewer's sessions but for the one that asks. Raises SessionEnded like `sign_out_of`.

    So of two that end each other at once, one is left.
    """
    with db.writing() as session:
        _must_still_be_signed_in(session, viewer, token)
        end_others(session, viewer.person_id, token)


def _must_still_be_signed_in(session: Session, viewer: Viewer, token: str | None) -> None:
    # The account's row first, so that two who end sessions wait here and not for each other's.
    session.get_one(models.Person, viewer.person_id, with_for_update=True)
    must_be_open(session, token)


def _hash_of(session: Session, viewer: Viewer, mark: str) -> str:
    own = select(models.SignIn.token_hash).where(models.SignIn.person_id == viewer.person_id)
    for stored in session.scalars(own):
        if _mark(stored) == mark:
            return stored
    raise NotFound


def _mark(stored: str) -> str:
    return token_hash(stored)[:MARK_LENGTH]
