"""The trail of what was set up, handed out and fetched: whose it is, and what it is about.

It never holds anything of a visitor, and no count, correction or note: those have rules of their
own, and a host's day is nobody's statistics.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

KEPT_MONTHS = 13
"""How many months an entry is kept, so that a year can be compared with the one before."""


class AuditDeed(StrEnum):
    """What was done. A deed may be new; those that are stored are never renamed."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    ARCHIVED = "archived"
    RESTORED = "restored"
    COPIED = "copied"
    EXPORTED = "exported"
    RELEASED = "released"
    TAKEN_BACK = "taken_back"
    RESET = "reset"
    JOINED = "joined"
    SENT = "sent"


class AuditSubject(StrEnum):
    """What it was done to. Stored ones are never renamed."""

    PARTNERSHIP = "partnership"
    ORGANISATION = "organisation"
    ROLE = "role"
    LANGUAGE = "language"
    VENUE = "venue"
    OPENING_HOURS = "opening_hours"
    CLOSED_DAYS = "closed_days"
    ACTIVITY = "activity"
    CODE = "code"
    DEVICE = "device"
    MEMBER = "member"
    INVITATION = "invitation"
    NAME = "name"
    PASSWORD = "password"  # noqa: S105
    SECOND_FACTOR = "second_factor"
    PASSKEY = "passkey"
    PROVIDER = "provider"
    READING_KEY = "reading_key"
    REPORT = "report"
    LOGBOOK = "logbook"
    IMPORT = "import"
    AUDIT = "audit"


OF_A_PERSON = frozenset(
    {
        *(AuditSubject.MEMBER, AuditSubject.NAME, AuditSubject.PASSWORD),
        *(AuditSubject.SECOND_FACTOR, AuditSubject.PASSKEY, AuditSubject.PROVIDER),
        AuditSubject.READING_KEY,
    }
)
"""Subjects whose id is a person's. Their name is never stored with them, so it can be erased."""


FOR_PROGRAMS = "api"
"""The kind of file of what a program reads with its owner's reading key."""


def kept_since(now: dt.datetime) -> dt.datetime:
    """Return the time before which entries are deleted: midnight UTC, KEPT_MONTHS ago."""
    months = now.year * 12 + now.month - 1 - KEPT_MONTHS
    year, month = divmod(months, 12)
    # A month later on the first, if the day is missing there.
    first = dt.datetime(year, month + 1, 1, tzinfo=dt.UTC)
    last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return first.replace(day=min(now.day, last.day))
