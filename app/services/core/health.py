"""Checks whether the installation can do its work. They reveal no counts."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import column, exists, func, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageFull, StorageUnavailable

ROOM = 50_000_000
"""Bytes that must be free on an SQLite file's disk, for its journal and some days of counts."""

VERSION = "alembic_version"
"""The table with the database's revision."""


def problems(db: Database, *, newest_revision: str, now: dt.datetime) -> list[str]:
    """Return what prevents the installation from working, as short sentences; empty if nothing.

    Writes a row and reads it back, since many faults only show at the commit. It is the row with
    the database's revision, which keeps its value.
    """
    try:
        return [*_schema_problems(db, newest_revision, now), *_disk_problems(db)]
    except StorageFull:
        return ["the disk is full: nothing can be written"]
    except StorageUnavailable as error:
        return [f"the database can't be used: {error}"]
    except SQLAlchemyError:
        return ["the database is not migrated: run `flask migrate`"]


def _schema_problems(db: Database, newest_revision: str, now: dt.datetime) -> list[str]:
    with db.writing() as session:
        written = session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        if getattr(written, "rowcount", 0) != 1:
            return ["the database is not migrated: run `flask migrate`"]
    with db.reading() as session:
        found = session.scalar(text("SELECT version_num FROM alembic_version"))
        # A later version may have migrated it; then this one still works with it.
        if found is None or found < newest_revision:
            return [f"the database is at {found}, not at {newest_revision}: run `flask migrate`"]
        waiting = days_due(session, now)
    return [f"days that have ended and are not closed: {waiting}"] if waiting else []


def revision(session: Session) -> str:
    """Return the database's revision, empty without one. Takes an open session."""
    if not inspect(session.connection()).has_table(VERSION):
        return ""
    return session.scalar(select(column("version_num")).select_from(table(VERSION))) or ""


def days_due(session: Session, now: dt.datetime) -> int:
    """Return how many days have ended and are not closed. Takes an open session.

    A day set aside is not among them: it does not affect others.
    """
    set_aside = exists().where(
        models.SetAside.venue_id == models.Day.venue_id,
        models.SetAside.service_date == models.Day.service_date,
    )
    ended = models.Day.closed.is_(False) & (models.Day.ends_at <= now) & ~set_aside
    return session.scalar(select(func.count()).select_from(models.Day).where(ended)) or 0


def _disk_problems(db: Database) -> list[str]:
    file = db.engine.url.database
    if not db.is_sqlite or not file:
        return []
    free = shutil.disk_usage(Path(file).parent).free
    return [] if free >= ROOM else [f"the disk has {free // 1_000_000} MB left"]


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
