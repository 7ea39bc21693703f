"""Which tables a backup carries. `tests/rules/test_backup_tables.py` asks this of every table."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Table, true

from app import models

LEFT_OUT: dict[type[models.Base], str] = {
    models.Visit: "exists until its day is closed",
    models.Participation: "exists until its day is closed",
    models.VisitRole: "exists until its day is closed",
    models.Tap: "exists until its day is closed",
    models.DayKey: "is destroyed when its day is closed; a restore makes a new one",
    models.SetAside: "its visits are not carried either, so its day can be closed",
    models.SignIn: "is a session; people sign in again",
    models.HalfSignIn: "lasts ten minutes; people sign in again",
    models.PasskeyChallenge: "lasts five minutes; people are asked again",
    models.ProviderSignIn: "lasts ten minutes; people sign in again",
    models.Invitation: "one that has been used since would work again",
    models.Mail: "one that has been sent since would be sent again",
    models.MailedLink: "one that has been used since would work again",
    models.ClockSeen: "is what another server's clock has shown",
}
"""The tables that no backup carries, and why."""

BLANK: dict[str, object] = {
    "day.arrivals": 0,  # The running day's phones.
    "day.held_batch": None,
    "day.version": 0,
    "day.visits": 0,
    "device.code_hash": None,  # Letters that have been used since would work again.
    "device.page_hash": None,  # The page of one visit.
    "person.totp_step": None,  # The half minute in which somebody last signed in.
}
"""Columns that go no further than the running day, and what they are restored as."""

CARRIED: tuple[type[models.Base], ...] = (
    *(models.Partnership, models.Organisation, models.Role),
    *(models.PartnershipLanguage, models.Venue, models.OpeningHours, models.VenueRole),
    *(models.SettlingUnitLength, models.VenueLanguageOff, models.VenueLogo),
    *(models.Activity, models.ActivityTime),
    *(models.Code, models.Person, models.Membership, models.HostVenue, models.ReadingKey),
    *(models.RecoveryCode, models.Passkey, models.TiedSubject),
    *(models.Device, models.Day, models.DayCount, models.MonthCount, models.PartOfDayCount),
    *(models.SettledUnit, models.SettledRole, models.SettledActivityRole),
    *(models.ActivityDay, models.ClosedAhead, models.Correction, models.DayNote),
    *(models.HeadCheck, models.HostTime, models.EarlierImport, models.ImportedDay),
    models.ImportedVenue,
    *(models.Logbook, models.Reflection, models.LogbookComment, models.HandedIn, models.Released),
    models.AuditEntry,
)


def carried_rows(table: Table, now: dt.datetime) -> ColumnElement[bool]:
    """Return which rows of a carried table a backup carries: all, with one exception.

    The counters by part of the day begin with a month that is over, and whose small ones have been
    deleted: two backups of a running month would tell when the visits between them came.
    """
    if table is models.PartOfDayCount.__table__:
        return models.PartOfDayCount.month < (now.date() - dt.timedelta(days=2)).replace(day=1)
    return true()


def carried() -> list[Table]:
    """Return the carried tables, each after those that its rows refer to."""
    names = {model.__tablename__ for model in CARRIED}
    return [table for table in models.Base.metadata.sorted_tables if table.name in names]
