"""Deleting the entries of the trail that are too old to be kept."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy.exc import ProgrammingError

from app import models
from app.db import Database
from app.domain.people.audit import kept_since


class NotTheOwner(Exception):
    """The database's role may only add lines."""


def delete_old_entries(db: Database, *, now: dt.datetime) -> int:
    """Delete what is older than it is kept, and return how many entries that was.

    On PostgreSQL, `db` is opened as the owner of the tables: the application's own role may not.
    Every other deletion is refused by a trigger, which asks the database's own clock. Raises
    NotTheOwner.
    """
    old = models.AuditEntry.at < kept_since(now)
    with db.writing() as session:
        found = session.scalar(select(func.count()).select_from(models.AuditEntry).where(old)) or 0
        if found:
            try:
                session.execute(delete(models.AuditEntry).where(old))
            except ProgrammingError as error:
                raise NotTheOwner from error
    return found
