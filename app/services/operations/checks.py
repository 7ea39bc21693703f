"""Checks of the installation, each with what to do about it. They reveal no counts."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from app.db import Database
from app.services.core.health import ROOM
from app.services.operations import backup_folder

LATE = dt.timedelta(hours=26)
"""The age of a nightly backup that has not been made."""


class Level(IntEnum):
    """How bad it is, as monitoring programs take it from an exit code."""

    OK = 0
    WARNING = 1
    FAULT = 2


@dataclass(frozen=True)
class Finding:
    """What a check found, and what to do about it; empty if nothing."""

    check: str
    level: Level
    found: str
    to_do: str = ""


def copies(database: Path | None, now: dt.datetime) -> Iterator[Finding]:
    """Check that the copies that `flask migrate` has made are deleted in time."""
    for file, made_at in backup_folder.copies_of(database).items():
        is_old = now - made_at > backup_folder.KEPT
        found = f"{file} holds what has been destroyed since"
        to_do = f"`flask backup` deletes it {backup_folder.KEPT.days} days after it was made."
        yield Finding("copy", Level.FAULT if is_old else Level.OK, found, to_do if is_old else "")


def backups(folder: Path | None, *, is_encrypted: bool, now: dt.datetime) -> Iterator[Finding]:
    """Check the last backup, and whether old ones are gone."""
    if folder is None:
        to_do = "Set BACKUP_FOLDER, and run `flask backup` every night."
        yield Finding("backup", Level.WARNING, "nobody knows where backups are kept", to_do)
        return
    newest = backup_folder.newest(folder)
    to_do = "Run `flask backup`, and see why the nightly one was not made."
    if newest is None:
        yield Finding("backup", Level.FAULT, f"there is none in {folder}", to_do)
    else:
        level = Level.FAULT if now - newest > LATE else Level.OK
        found = f"the newest was made on {newest:%Y-%m-%d at %H:%M} UTC"
        yield Finding("backup", level, found, to_do if level else "")
    if not is_encrypted:
        to_do = "Make a key with age-keygen, keep it elsewhere, and set BACKUP_RECIPIENT."
        yield Finding("backup key", Level.WARNING, "backups are not encrypted", to_do)
    made = backup_folder.backups_in(folder).values()
    if old := sum(now - made_at > backup_folder.KEPT for made_at in made):
        to_do = "They hold what has been destroyed since. `flask backup` deletes them."
        found = f"{old} are older than {backup_folder.KEPT.days} days"
        yield Finding("old backups", Level.FAULT, found, to_do)


def free_space(*folders: Path | None) -> Iterator[Finding]:
    """Check the disks of these folders."""
    for folder in folders:
        if folder is None or not folder.is_dir():
            continue
        free = shutil.disk_usage(folder).free
        found = f"{free // 1_000_000} MB are left for {folder}"
        level = Level.OK if free >= 20 * ROOM else Level.WARNING if free >= ROOM else Level.FAULT
        yield Finding("free space", level, found, "Make room on that disk." if level else "")


def file_rights(database: Path | None, folder: Path | None) -> Iterator[Finding]:
    """Check that nobody but their owner reads the database and the backups, or replaces them."""
    made = (*backup_folder.copies_of(database), *_backups(folder))
    files = [file for file in (database, *made) if file and file.exists()]
    open_files = [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
    folders = {file.parent for file in files}
    open_folders = [each for each in folders if stat.S_IMODE(each.stat().st_mode) & 0o022]
    for file in open_files:
        to_do = f"Run `chmod 600 {file}`."
        yield Finding("file rights", Level.FAULT, f"others may open {file}", to_do)
    for each in open_folders:
        to_do = f"Run `chmod 700 {each}`."
        yield Finding("file rights", Level.FAULT, f"others may replace files in {each}", to_do)
    if files and not open_files and not open_folders:
        yield Finding("file rights", Level.OK, "for their owner alone")


def _backups(folder: Path | None) -> list[Path]:
    return list(backup_folder.backups_in(folder)) if folder else []


def folder_of(db: Database) -> Path | None:
    """Return the folder of an SQLite file, or None on PostgreSQL."""
    file = db.engine.url.database
    return Path(file).parent if db.is_sqlite and file else None
