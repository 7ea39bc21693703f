"""How a kept file is read, with the choices made so far. Nothing is saved."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import token_hash
from app.domain.imports.account import NewDay
from app.domain.imports.overview import FileOverview, Refusal
from app.domain.imports.rows import Entry
from app.domain.people.access import Viewer
from app.services.imports import uploads
from app.services.imports.known_days import known_days, stamp, venue_names
from app.services.imports.readings import READINGS, Progress

LONGEST_CHOICE = 100


class Refused(Exception):
    """The file cannot be used, and is deleted. The first argument is why."""

    @property
    def refusal(self) -> Refusal:
        why: Refusal = self.args[0]
        return why


@dataclass(frozen=True)
class Understanding:
    """A file as it is understood."""

    upload: uploads.Upload
    overview: FileOverview
    venues: Mapping[int, str]


def understand(
    db: Database, viewer: Viewer, partnership_id: int, token: str, *, now: dt.datetime
) -> Understanding | Progress:
    """Read a kept file, or say how far that is. Raises NotFound, UploadGone, Refused."""
    upload = uploads.open_upload(db, viewer, partnership_id, token, now=now)
    today = service_date(now)
    with db.reading() as session:
        venues = venue_names(session, partnership_id)
        counted = stamp(session, venues)
    key = token_hash(json.dumps([upload.choices, venues, counted, today.isoformat()]))

    def ask() -> Mapping[str, object]:
        with db.reading() as session:
            known = known_days(session, venues)
        about = {"choices": upload.choices, "name": upload.name, "venues": venues}
        return about | {"known": known, "today": today}

    try:
        found = READINGS.look(uploads.kept(db, token), key, ask)
    except FileNotFoundError:
        raise uploads.UploadGone from None  # Deleted a moment ago.
    if isinstance(found, Refusal):
        uploads.discard(db, viewer, partnership_id, token)
        raise Refused(found)
    return Understanding(upload, found, venues) if isinstance(found, FileOverview) else found


def choose(
    db: Database, viewer: Viewer, partnership_id: int, token: str, sent: Mapping[str, str]
) -> bool:
    """Keep what was changed on the page; return whether anything was. Raises UploadGone.

    What was not changed is left to be proposed anew, as it may depend on what was.
    """
    upload = uploads.choices(db, viewer, partnership_id, token)
    read = uploads.kept(db, token).load("read")
    shown: Mapping[str, str] = read[1].shown if read else {}
    changed = {
        key: value
        for key, value in sent.items()
        if key in shown and value != shown[key] and len(value) < LONGEST_CHOICE
    }
    if changed:
        uploads.choose(db, viewer, partnership_id, token, {**upload, **changed})
    return bool(changed)


def days_of(db: Database, found: Understanding) -> tuple[NewDay, ...]:
    """The days that a file gives. Raises UploadGone."""
    return tuple(map(NewDay._make, _part(db, found, "days")))


def left_of(db: Database, found: Understanding) -> tuple[Entry, ...]:
    """Every number that is left out. Raises UploadGone."""
    return tuple(map(Entry._make, _part(db, found, "left")))


def _part(db: Database, found: Understanding, ending: str) -> list[tuple[Any, ...]]:
    kept = uploads.kept(db, found.upload.token)
    read, part = kept.load("read"), kept.load(ending)
    if not read or not part or read[0] != part[0] or read[1].promised != found.overview.promised:
        raise uploads.UploadGone  # Chosen otherwise meanwhile, in another window.
    value: list[tuple[Any, ...]] = part[1]
    return value
