"""Recognising a device by its token, and setting one up with its link."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import new_token, token_hash
from app.domain.devices.device import DeviceKind, DeviceStopped, RunningDevice
from app.domain.devices.device_code import link_of_code_ends_after
from app.domain.people.access import Act, Viewer
from app.services.core.viewers import may_still


@dataclass(frozen=True)
class Offer:
    """What a device link sets up, and where."""

    kind: DeviceKind
    venue_name: str


def offer(db: Database, token: str, *, now: dt.datetime) -> Offer:
    """Return what the link with this token sets up. Raises DeviceStopped."""
    with db.reading() as session:
        row, venue, _date = _waiting(session, _with_token(token), now)
        return Offer(DeviceKind(row.kind), venue.name)


def take_over(db: Database, token: str, *, now: dt.datetime) -> tuple[DeviceKind, str]:
    """Turn the browser that opened the link into the device; return its kind and a new token.

    The old token stops working, so a link can be used only once. Raises DeviceStopped.
    """
    with db.writing() as session:
        return _take_over(session, _with_token(token), now)


def take_over_by_code(db: Database, code: str, *, now: dt.datetime) -> tuple[DeviceKind, str]:
    """Do the same for the letters of a link. Raises DeviceStopped."""
    valid = models.Device.link_ends_at > link_of_code_ends_after(now)
    with db.writing() as session:
        return _take_over(session, and_(models.Device.code_hash == token_hash(code), valid), now)


def recognise(
    db: Database, token: str | None, kind: DeviceKind, *, now: dt.datetime
) -> RunningDevice:
    """Return the running device with this token, and record that it was used today.

    Raises DeviceStopped if the token is unknown, the device is of another kind, was stopped or has
    expired, or the venue is archived.
    """
    with db.reading() as session:
        row, _venue, date = _running(session, token or "", now)
        if row.kind != kind:
            raise DeviceStopped
        device = RunningDevice(row.id, row.venue_id, kind)
        used_today = row.last_used_on == date
    if not used_today:
        with db.writing() as session:
            session.get_one(models.Device, device.id).last_used_on = date
    return device


def phone(db: Database, token: str | None, *, language: str, now: dt.datetime) -> Viewer | None:
    """Return a viewer for the venue's own phone, who may count today there and nothing else.

    Returns None if the token is not a phone's. Records that the phone was used today. Raises
    DeviceStopped if the phone was stopped or has expired, or the venue is archived.
    """
    with db.reading() as session:
        wanted = select(models.Device).where(
            models.Device.token_hash == token_hash(token or ""),
            models.Device.kind == DeviceKind.PHONE,
        )
        if not token or session.scalar(wanted) is None:
            return None
        row, venue, date = _running(session, token, now)
        viewer = Viewer.phone(venue.partnership_id, venue.id, language)
        used_today, device_id = row.last_used_on == date, row.id
    if not used_today:
        with db.writing() as session:
            session.get_one(models.Device, device_id).last_used_on = date
    return viewer


def _take_over(
    session: Session, wanted: ColumnElement[bool], now: dt.datetime
) -> tuple[DeviceKind, str]:
    row, _venue, date = _waiting(session, wanted, now, lock=True)
    token = new_token()
    row.token_hash, row.last_used_on = token_hash(token), date
    row.link_ends_at = row.code_hash = None
    return DeviceKind(row.kind), token


def _with_token(token: str) -> ColumnElement[bool]:
    return models.Device.token_hash == token_hash(token)


def _running(
    session: Session, token: str, now: dt.datetime
) -> tuple[models.Device, models.Venue, dt.date]:
    found = _unstopped(session, _with_token(token), now)
    if found[0].link_ends_at is not None:
        raise DeviceStopped
    return found


def _waiting(
    session: Session, wanted: ColumnElement[bool], now: dt.datetime, *, lock: bool = False
) -> tuple[models.Device, models.Venue, dt.date]:
    """Return an unused link that has not expired and whose maker may still start devices."""
    row, venue, date = _unstopped(session, wanted, now, lock=lock)
    if row.link_ends_at is None or row.link_ends_at <= now:
        raise DeviceStopped
    if not may_still(session, row.made_by, Act.RUN_TODAY, venue.partnership_id, venue.id):
        raise DeviceStopped
    return row, venue, date


def _unstopped(
    session: Session, wanted: ColumnElement[bool], now: dt.datetime, *, lock: bool = False
) -> tuple[models.Device, models.Venue, dt.date]:
    found = select(models.Device).where(wanted)
    row = session.scalar(found.with_for_update() if lock else found)
    if row is None or row.revoked_on is not None:
        raise DeviceStopped
    venue = session.get_one(models.Venue, row.venue_id)
    date = service_date(now, venue.day_limit)
    if venue.archived_on is not None and date >= venue.archived_on:
        raise DeviceStopped
    if row.expires_on is not None and date >= row.expires_on:
        raise DeviceStopped
    return row, venue, date
