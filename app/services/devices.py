"""A venue's tablets and screens: a host starts them and stops them, and they need no sign-in."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import new_token, token_hash
from app.domain.devices.device import DeviceKind, DeviceStopped, RunningDevice
from app.domain.people.access import NOBODY, Act, Duty, NotFound, Viewer
from app.domain.venues.changing_code import KEY_BYTES
from app.models import Device as DeviceTable
from app.models import Venue
from app.services._days import touch
from app.services._devices import number_of
from app.services._places import allowed_venue


@dataclass(frozen=True)
class Running:
    """A device that has not been stopped; `here` tells that it is the one that asks.

    `number` counts the venue's devices of its kind from the first on, the stopped ones too, so that
    it stays the same; the device shows it too. `last_used_on` is None until its link has been
    opened; `expires_on` where it has no end.
    """

    id: int
    kind: DeviceKind
    number: int
    made_on: dt.date
    last_used_on: dt.date | None
    expires_on: dt.date | None
    here: bool


@dataclass(frozen=True)
class Shelf:
    """What runs at a venue, and whether the code on its screens changes."""

    venue_id: int
    venue_name: str
    running: tuple[Running, ...]
    changing_code: bool


@dataclass(frozen=True)
class Offer:
    """What a link to start a device is about."""

    kind: DeviceKind
    venue_name: str


def start(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    kind: DeviceKind,
    *,
    days: int | None = None,
    now: dt.datetime,
) -> str:
    """Start a device and return its token. With `days` it lasts so many. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        token = new_token()
        today = service_date(now, venue.day_limit)
        session.add(
            DeviceTable(
                venue_id=venue.id,
                kind=kind,
                token_hash=token_hash(token),
                made_on=today,
                made_by=viewer.person_id,
                expires_on=today + dt.timedelta(days=days) if days else None,
            )
        )
        return token


def shelf(
    db: Database, viewer: Viewer, venue_id: int, token: str | None, *, now: dt.datetime
) -> Shelf:
    """The venue's running devices, the newest first; `token` is the asking browser's own.

    Raises NotFound.
    """
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        today = service_date(now, venue.day_limit)
        rows = session.scalars(
            select(DeviceTable)
            .where(DeviceTable.venue_id == venue.id, DeviceTable.revoked_on.is_(None))
            .where(or_(DeviceTable.expires_on.is_(None), DeviceTable.expires_on > today))
            .order_by(DeviceTable.id.desc())
        )
        return Shelf(
            venue_id=venue.id,
            venue_name=venue.name,
            running=tuple(
                Running(
                    id=row.id,
                    kind=DeviceKind(row.kind),
                    number=number_of(
                        session, RunningDevice(row.id, venue.id, DeviceKind(row.kind))
                    ),
                    made_on=row.made_on,
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
    """Stop a device of the venue, at once and for good. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        row = session.scalar(
            select(DeviceTable).where(DeviceTable.id == device_id, DeviceTable.venue_id == venue.id)
        )
        if row is None:
            raise NotFound
        row.revoked_on = row.revoked_on or service_date(now, venue.day_limit)
        row.page_hash = None


def let_code_change(
    db: Database, viewer: Viewer, venue_id: int, changes: bool, *, now: dt.datetime
) -> None:
    """Let the code on the venue's screens change every few minutes, or stand still.

    Codes that were shown before open nothing once it stands still. Raises NotFound.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.RUN_TODAY, venue_id)
        if changes and venue.screen_key is None:
            venue.screen_key = secrets.token_bytes(KEY_BYTES)
        elif not changes:
            venue.screen_key = None
        touch(session, venue.id, now)


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
            session.get_one(DeviceTable, device.id).last_used_on = date
    return device


def phone(db: Database, token: str | None, *, language: str, now: dt.datetime) -> Viewer | None:
    """Who asks on the house's own phone: it may count today at its venue, and nothing else.

    None where the token is of no such phone. Raises DeviceStopped where the phone was stopped, or
    its time is over.
    """
    with db.reading() as session:
        wanted = select(DeviceTable).where(
            DeviceTable.token_hash == token_hash(token or ""), DeviceTable.kind == DeviceKind.PHONE
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
            session.get_one(DeviceTable, device_id).last_used_on = date
    return viewer


def _running(
    session: Session, token: str, now: dt.datetime, *, lock: bool = False
) -> tuple[DeviceTable, Venue, dt.date]:
    wanted = select(DeviceTable).where(DeviceTable.token_hash == token_hash(token))
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None or row.revoked_on is not None:
        raise DeviceStopped
    venue = session.get_one(Venue, row.venue_id)
    date = service_date(now, venue.day_limit)
    if venue.archived_on is not None and date >= venue.archived_on:
        raise DeviceStopped
    if row.expires_on is not None and date >= row.expires_on:
        raise DeviceStopped
    return row, venue, date
