"""Keys for programs that read released counts; a person has at most one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select

from app import models
from app.db import Database
from app.domain.base.tokens import new_token, token_hash
from app.domain.people.access import Viewer
from app.services.people import accounts


def make_key(db: Database, viewer: Viewer, *, now: dt.datetime) -> str:
    """Create a key in place of the viewer's old one, and return it. Only its hash is stored."""
    key = new_token()
    with db.writing() as session:
        row = models.ReadingKey(person_id=viewer.person_id, key_hash=token_hash(key), made_at=now)
        session.merge(row)
    return key


def made_at(db: Database, viewer: Viewer) -> dt.datetime | None:
    """Return when the viewer's key was created, or None if there is none."""
    with db.reading() as session:
        row = session.get(models.ReadingKey, viewer.person_id)
        return row.made_at if row else None


def end_key(db: Database, viewer: Viewer) -> None:
    """Delete the viewer's key, if there is one."""
    with db.writing() as session:
        session.execute(
            delete(models.ReadingKey).where(models.ReadingKey.person_id == viewer.person_id)
        )


def viewer_of(db: Database, key: str) -> Viewer | None:
    """Return the person whose key it is, or None if the key or the account is not valid."""
    with db.reading() as session:
        person_id = session.scalar(
            select(models.ReadingKey.person_id).where(models.ReadingKey.key_hash == token_hash(key))
        )
    return accounts.viewer(db, person_id) if person_id is not None else None
