"""Files that somebody is about to import. They are kept for an hour at most.

They lie outside the database and every backup, as they may hold names: in the folder that all
machines share, or the system's for temporary files; one folder for each database, readable by this
program's user alone. The choices made so far lie beside them, so that they outlive a session.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.db import Database
from app.domain.base.tokens import token_hash
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_partnership
from app.services.imports.reading_child import UploadFiles
from app.services.imports.readings import READINGS

KEPT = dt.timedelta(hours=1)
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class UploadGone(Exception):
    """The file is not here: it was never, its hour is over, or it is somebody else's."""


@dataclass(frozen=True)
class Upload:
    """A file's name, and the choices made for it so far, by key.

    `import_id` is the import that its days are saved by, if they are.
    """

    token: str
    name: str
    choices: Mapping[str, str]
    import_id: int | None = None


def keep(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    content: bytes,
    name: str,
    *,
    now: dt.datetime,
) -> str:
    """Keep a file for an hour; return its token."""
    sweep(db, now=now)
    token = secrets.token_urlsafe(16)
    about = {"person": viewer.person_id, "partnership": partnership_id, "name": name[:200]}
    folder = folder_of(db)
    _write(folder / f"{token}.bin", content, now)
    _write(folder / f"{token}.json", json.dumps(about | {"choices": {}}).encode(), now)
    return token


def open_upload(
    db: Database, viewer: Viewer, partnership_id: int, token: str, *, now: dt.datetime
) -> Upload:
    """Return a file of this person's. Raises NotFound, UploadGone."""
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
    sweep(db, now=now)
    about = _about(db, viewer, partnership_id, token)
    if "import" not in about and not (folder_of(db) / f"{token}.bin").exists():
        raise UploadGone
    return Upload(token, about["name"], about["choices"], about.get("import"))


def choices(db: Database, viewer: Viewer, partnership_id: int, token: str) -> Mapping[str, str]:
    """The choices made for a file so far. Raises UploadGone."""
    found: Mapping[str, str] = _about(db, viewer, partnership_id, token)["choices"]
    return found


def choose(
    db: Database, viewer: Viewer, partnership_id: int, token: str, choices: Mapping[str, str]
) -> None:
    """Keep the choices with the file, without keeping it longer. Raises UploadGone."""
    about = _about(db, viewer, partnership_id, token)
    path = folder_of(db) / f"{token}.json"
    with contextlib.suppress(FileNotFoundError):
        since = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        _write(path, json.dumps(about | {"choices": dict(choices)}).encode(), since)


def discard(db: Database, viewer: Viewer, partnership_id: int, token: str) -> None:
    """Delete a file and what was understood of it. Raises UploadGone."""
    _about(db, viewer, partnership_id, token)
    READINGS.end(token)
    for path in folder_of(db).glob(f"{token}.*"):
        path.unlink(missing_ok=True)


def settle(db: Database, viewer: Viewer, partnership_id: int, token: str, import_id: int) -> None:
    """Delete a file whose days are being saved, and remember by which import."""
    about = _about(db, viewer, partnership_id, token)
    path = folder_of(db) / f"{token}.json"
    since = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    about |= {"choices": {}, "name": "", "import": import_id}
    _write(path, json.dumps(about).encode(), since)
    for other in folder_of(db).glob(f"{token}.*"):
        if other != path:
            other.unlink(missing_ok=True)


def mine(db: Database, viewer: Viewer, partnership_id: int, *, now: dt.datetime) -> dict[str, str]:
    """Return the names of this person's files by token, the newest first."""
    sweep(db, now=now)
    found = {}
    for path in sorted(folder_of(db).glob("*.json"), key=_age, reverse=True):
        with contextlib.suppress(UploadGone):
            about = _about(db, viewer, partnership_id, path.stem)
            if "import" not in about:
                found[path.stem] = about["name"]
    return found


def sweep(db: Database, *, now: dt.datetime) -> None:
    """Delete every file whose hour is over."""
    for path in _old(folder_of(db), now):
        path.unlink(missing_ok=True)


def _old(folder: Path, now: dt.datetime) -> Iterator[Path]:
    for path in folder.iterdir():
        # One that is younger than now is from a clock that was put back.
        if abs(now.timestamp() - _age(path)) >= KEPT.total_seconds():
            yield path


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def folder_of(db: Database) -> Path:
    """Return the folder of this database's uploads, which is outside it. Raises UploadGone."""
    of = token_hash(str(db.engine.url))[:16]
    parent = db.shared_folder or Path(tempfile.gettempdir())
    folder = parent / f"her-i-dag-{os.getuid()}-{of}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.is_symlink():
        raise UploadGone  # Somebody else made it, to read what is put there.
    return folder


def kept(db: Database, token: str) -> UploadFiles:
    """What is kept beside the file."""
    return UploadFiles(folder_of(db), token)


def _about(db: Database, viewer: Viewer, partnership_id: int, token: str) -> dict[str, Any]:
    if not TOKEN.fullmatch(token):
        raise UploadGone
    try:
        about: dict[str, Any] = json.loads((folder_of(db) / f"{token}.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise UploadGone from None
    if (about["person"], about["partnership"]) != (viewer.person_id, partnership_id):
        raise UploadGone
    return about


def _write(path: Path, content: bytes, since: dt.datetime) -> None:
    """Write a file whole or not at all, as of a time."""
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_bytes(content)
    os.utime(part, (since.timestamp(),) * 2)
    part.replace(path)
