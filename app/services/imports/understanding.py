"""How a kept file is read, with the choices made so far. Nothing is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.imports.account import Account, account
from app.domain.imports.file_plan import FilePlan, file_plan
from app.domain.imports.shown import shown_choices
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_partnership
from app.services.core.spreadsheet import read_file
from app.services.imports import uploads
from app.services.imports.known_days import known_days, venue_names

LONGEST_CHOICE = 100


@dataclass(frozen=True)
class Understanding:
    """A file as it is understood. `shown` are the choices as the page shows them, by key."""

    upload: uploads.Upload
    plan: FilePlan
    account: Account
    venues: Mapping[int, str]
    shown: Mapping[str, str]


def understand(
    db: Database, viewer: Viewer, partnership_id: int, token: str, *, now: dt.datetime
) -> Understanding:
    """Read a kept file. Raises NotFound, UploadGone, UnreadableFile, FileTooLarge."""
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
        venues = venue_names(session, partnership_id)
    upload = uploads.open_upload(db, viewer, partnership_id, token, now=now)
    sheets = read_file(upload.content, upload.name)
    plan = file_plan(sheets, upload.choices, file_name=upload.name, venues=venues)
    with db.reading() as session:
        known = known_days(session, venues)
    found = account(plan, upload.choices, known, service_date(now))
    return Understanding(upload, plan, found, venues, shown_choices(plan, found, upload.choices))


def choose(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    token: str,
    sent: Mapping[str, str],
    *,
    now: dt.datetime,
) -> Understanding | None:
    """Keep what was changed on the page. Returns the file as it was shown if nothing was.

    What was not changed is left to be proposed anew, as it may depend on what was. Raises as
    `understand`.
    """
    found = understand(db, viewer, partnership_id, token, now=now)
    changed = {
        key: value
        for key, value in sent.items()
        if key in found.shown and value != found.shown[key] and len(value) < LONGEST_CHOICE
    }
    if not changed:
        return found
    uploads.choose(db, viewer, partnership_id, token, {**found.upload.choices, **changed})
    return None
