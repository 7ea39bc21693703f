"""Listing, starting and stopping a venue's devices. A device needs no sign-in."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import new_token, token_hash
from app.domain.devices.device import DeviceKind, RunningDevice
from app.domain.devices.device_code import LINK_LASTS, link_of_code_ends_after, new_code
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.changing_code import KEY_BYTES
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_venue
from app.services.devices.device_number import number_of
from app.services.visits.day_row import touch


@dataclass(frozen=True)
class Running:
    """A device that has not been stopped and has not expired.

    `number` is as in `number_of`; the device shows it too. `last_used_on` is None until its link
    has been opened, and `expires_on` is None if it does not expire. `here` is whether it is the
    browser that asks.
    """

    id: int
    kind: DeviceKind
    number: int
    created_on: dt.date
    last_used_on: dt.date | None
    expires_on: dt.date | None
    here: bool


@dataclass(frozen=True)
class LinkToStart:
    """What starts another device: the token of a link, or letters to type. Either works once."""

    token: str
    code: str


@dataclass(frozen=True)
class DeviceList:
    """A venue's running devices, and whether the code on its screens changes."""

    venue_id: int
    venue_name: str
    running: tuple[Running, ...]
    changing_code: bool


def start(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    kind: DeviceKind,
    *,
    days: int | None = None,
    now: dt.datetime,
) -> str:
    """Start a device and return its token. Raises NotFound.

    It expires after `days` service days, or never if that is None.
    """
    with db.writing() as session:
        token = new_token()
        session.add(_device(session, viewer, venue_id, kind, token, days, now))
        return token


def start_elsewhere(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    kind: DeviceKind,
    *,
    days: int | None = None,
    now: dt.datetime,
) -> LinkToStart:
    """Return what starts the device on another one, within `LINK_LASTS`. Raises NotFound.

    The letters can be typed within `CODE_LASTS`.
    """
    with db.writing() as session:
        link = LinkToStart(new_token(), _unused_code(session, now))
        row = _device(session, viewer, venue_id, kind, link.token, days, now)
        row.link_ends_at, row.code_hash = now + LINK_LASTS, token_hash(link.code)
        session.add(row)
        return link


def device_list(
    db: Database, viewer: Viewer, venue_id: int, token: str | None, *, now: dt.datetime
) -> DeviceList:
    """Return the venue's running devices, newest first. Raises NotFound.

    `token` is the device token of the browser that asks, if it has one.
    """
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        today = service_date(now, venue.day_limit)
        rows = session.scalars(
            select(models.Device)
            .where(models.Device.venue_id == venue.id, models.Device.revoked_on.is_(None))
            .where(or_(models.Device.expires_on.is_(None), models.Device.expires_on > today))
            .where(or_(models.Device.link_ends_at.is_(None), models.Device.link_ends_at > now))
            .order_by(models.Device.id.desc())
        )
        return DeviceList(
            venue_id=venue.id,
            venue_name=venue.name,
            running=tuple(
                Running(
                    id=row.id,
                    kind=DeviceKind(row.kind),
                    number=number_of(
                        session, RunningDevice(row.id, venue.id, DeviceKind(row.kind))
                    ),
                    created_on=row.created_on,
                    last_used_on=row.last_used_on,
                    expires_on=row.expires_on,
                    here=bool(token) and row.token_hash == token_hash(token or ""),
                )
                for row in rows
            ),
            changing_code=venue.screen_key is not None,
        )


def revoke(
    db: Database, viewer: Viewer, venue_id: int, device_id: int, *, now: dt.datetime
) -> None:
    """Stop a device immediately and permanently. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        row = session.scalar(
            select(models.Device).where(
                models.Device.id == device_id, models.Device.venue_id == venue.id
            )
        )
        if row is None:
            raise NotFound
        if row.revoked_on is None:
            _record(session, viewer, venue, AuditDeed.REMOVED, DeviceKind(row.kind))
        row.revoked_on = row.revoked_on or service_date(now, venue.day_limit)
        row.page_hash = None


def let_code_change(
    db: Database, viewer: Viewer, venue_id: int, changes: bool, *, now: dt.datetime
) -> None:
    """Switch the changing code on the venue's screens on or off. Raises NotFound.

    Switching it off invalidates every changing code shown so far.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        if changes is not (venue.screen_key is not None):
            record(
                session,
                viewer,
                AuditSubject.VENUE,
                AuditDeed.CHANGED,
                partnership_id=venue.partnership_id,
                venue_id=venue.id,
                subject_id=venue.id,
                name=venue.name,
                changes={"changing_code": (not changes, changes)},
            )
        if changes and venue.screen_key is None:
            venue.screen_key = secrets.token_bytes(KEY_BYTES)
        elif not changes:
            venue.screen_key = None
        touch(session, venue.id, now)


def _record(
    session: Session, viewer: Viewer, venue: models.Venue, deed: AuditDeed, kind: DeviceKind
) -> None:
    record(
        session,
        viewer,
        AuditSubject.DEVICE,
        deed,
        partnership_id=venue.partnership_id,
        venue_id=venue.id,
        name=kind.value,
    )


def _device(
    session: Session,
    viewer: Viewer,
    venue_id: int,
    kind: DeviceKind,
    token: str,
    days: int | None,
    now: dt.datetime,
) -> models.Device:
    venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
    today = service_date(now, venue.day_limit)
    _record(session, viewer, venue, AuditDeed.ADDED, kind)
    return models.Device(
        venue_id=venue.id,
        kind=kind,
        token_hash=token_hash(token),
        created_on=today,
        made_by=viewer.person_id,
        expires_on=today + dt.timedelta(days=days) if days else None,
    )


def _unused_code(session: Session, now: dt.datetime) -> str:
    """Return letters that start no other device, and forget those that can't be typed any more."""
    ended = models.Device.link_ends_at <= link_of_code_ends_after(now)
    session.execute(
        update(models.Device)
        .where(models.Device.code_hash.is_not(None), ended)
        .values(code_hash=None)
    )
    while True:
        code = new_code()
        same = models.Device.code_hash == token_hash(code)
        if session.scalar(select(models.Device.id).where(same).limit(1)) is None:
            return code
