"""Which device asks, and taking a device over by its link."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import new_token, token_hash
from app.domain.devices.device import DeviceKind, DeviceStopped, RunningDevice
from app.domain.people.access import NOBODY, Duty, Viewer


@dataclass(frozen=True)
class Offer:
    """What a link to start a device is about."""

    kind: DeviceKind
    venue_name: str


def offer(db: Database, token: str, *, now: dt.datetime) -> Offer:
    """What a link starts. Raises DeviceStopped."""
    with db.reading() as session:
        row, venue, _date = _running(session, token, now)
        return Offer(DeviceKind(row.kind), venue.name)


def take_over(db: Database, token: str, *, now: dt.datetime) -> tuple[DeviceKind, str]:
    """Start the device here: its kind, and a new token. The link opens nothing any more.

    Raises DeviceStopped.
    """
    with db.writing() as session:
        row, _venue, date = _running(session, token, now, lock=True)
        token = new_token()
        row.token_hash, row.last_used_on = token_hash(token), date
        return DeviceKind(row.kind), token


def recognise(
    db: Database, token: str | None, kind: DeviceKind, *, now: dt.datetime
) -> RunningDevice:
    """The running device of that kind that the token belongs to. Notes the date of its use.

    Raises DeviceStopped: unknown, stopped by a host, of another kind, or of an archived venue.
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
    """Who asks on the house's own phone: it may count today at its venue, and nothing else.

    None where the token is of no such phone. Raises DeviceStopped where the phone was stopped, or
    its time is over.
    """
    with db.reading() as session:
        wanted = select(models.Device).where(
            models.Device.token_hash == token_hash(token or ""),
            models.Device.kind == DeviceKind.PHONE,
        )
        if not token or session.scalar(wanted) is None:
            return None
        row, venue, date = _running(session, token, now)
        viewer = Viewer(
            person_id=NOBODY,
            name="",
            language=language,
            duties={venue.partnership_id: Duty.DEVICE},
            host_venues=frozenset({venue.id}),
        )
        used_today, device_id = row.last_used_on == date, row.id
    if not used_today:
        with db.writing() as session:
            session.get_one(models.Device, device_id).last_used_on = date
    return viewer


def _running(
    session: Session, token: str, now: dt.datetime, *, lock: bool = False
) -> tuple[models.Device, models.Venue, dt.date]:
    wanted = select(models.Device).where(models.Device.token_hash == token_hash(token))
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None or row.revoked_on is not None:
        raise DeviceStopped
    venue = session.get_one(models.Venue, row.venue_id)
    date = service_date(now, venue.day_limit)
    if venue.archived_on is not None and date >= venue.archived_on:
        raise DeviceStopped
    if row.expires_on is not None and date >= row.expires_on:
        raise DeviceStopped
    return row, venue, date
