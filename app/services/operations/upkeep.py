"""What an operator watches: closings and backups. Nothing in it is a venue's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app import models
from app.db import Database
from app.services.core.health import days_due
from app.services.operations import backup_folder


@dataclass(frozen=True)
class Upkeep:
    """How many ended days wait to be closed and how many are set aside, and the last times."""

    due: int
    set_aside: int
    last_closed: dt.datetime | None
    """When the newest of the closed days ended."""
    last_backup: dt.datetime | None


def upkeep(db: Database, folder: Path | None, *, now: dt.datetime) -> Upkeep:
    """Return it. `folder` is where backups are kept. Raises StorageUnavailable."""
    with db.reading() as session:
        return Upkeep(
            days_due(session, now),
            session.scalar(select(func.count()).select_from(models.SetAside)) or 0,
            session.scalar(select(func.max(models.Day.ends_at)).where(models.Day.closed)),
            backup_folder.newest(folder) if folder else None,
        )
