"""The folder where backups are kept: the newest one, and deleting old ones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app.services.operations.backup import PARTLY
from app.services.operations.backup_file import BackupRefused, read_header

KEPT = dt.timedelta(days=35)
"""How long a backup is kept. It holds small numbers that have been destroyed since."""


def name_for(now: dt.datetime) -> str:
    """Return the name of a new backup."""
    return f"her-i-dag-{now:%Y%m%d-%H%M%S}.backup"


def backups_in(folder: Path) -> dict[Path, dt.datetime]:
    """Return the folder's backups, whatever their names, and when each was made."""
    found = {}
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            if file.is_file():
                found[file] = read_header(file).made_at
        except BackupRefused:
            continue
    return found


def copies_of(database: Path | None) -> dict[Path, dt.datetime]:
    """Return the copies that `flask migrate` has made beside an SQLite file, and when."""
    if database is None:
        return {}
    pattern = f"{database.stem}-before-[0-9][0-9][0-9][0-9]_*{database.suffix}"
    return {
        file: dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
        for file in sorted(database.parent.glob(pattern))
    }


def newest(folder: Path) -> dt.datetime | None:
    """Return when the newest whole backup was made, or None without one."""
    whole = (made for file, made in backups_in(folder).items() if file.suffix != PARTLY)
    return max(whole, default=None)


def delete_old(folder: Path, database: Path | None, *, now: dt.datetime) -> int:
    """Delete the backups in the folder, and the copies beside the database, that were made more
    than 35 days ago; count them.
    """
    made = backups_in(folder) | copies_of(database)
    old = [file for file, made_at in made.items() if now - made_at > KEPT]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
