"""The health check."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from app import models
from app.db import Database, StorageUnavailable


def check(db: Database) -> str | None:
    """Return what is wrong with the database, as a short sentence, or None."""
    try:
        with db.reading() as session:
            session.execute(text("SELECT version_num FROM alembic_version"))
    except StorageUnavailable:
        return "the database does not answer, or is not migrated"
    except SQLAlchemyError:
        return "the database is not migrated"
    return None


@dataclass(frozen=True)
class DaySetAside:
    """A day that has ended and could not be closed since `since`. `why` is an `Uncountable`."""

    venue_id: int
    date: dt.date
    since: dt.datetime
    why: str


def days_set_aside(db: Database) -> tuple[DaySetAside, ...]:
    """Return the days that could not be closed, oldest first."""
    with db.reading() as session:
        rows = session.scalars(
            select(models.SetAside).order_by(models.SetAside.service_date, models.SetAside.venue_id)
        )
        return tuple(
            DaySetAside(row.venue_id, row.service_date, row.since, row.why) for row in rows
        )
