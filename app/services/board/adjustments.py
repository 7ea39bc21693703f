"""The plus and minus buttons: counting people who have no phone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Viewer
from app.domain.visits.late_tap import LateTap
from app.services.core.lookup import counting_venue
from app.services.visits.correction_log import must_belong
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import keep_step, step_of, unused
from app.services.visits.manual_visits import add_visit, take_back


def add_one(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    tapped: LateTap | None = None,
    now: dt.datetime,
) -> None:
    """Count one person without a phone, optionally in an activity or role.

    `key` is the page's one-time key; a repeated key counts once. `tapped` is when a tap was made,
    if it could not be sent at once; it counts only if it belongs to the running service day.

    Raises NotFound, DayClosed (TapTooLate for a late tap).
    """
    _add(db, viewer, venue_id, 1, key, activity_id, role_id, tapped, now)


def add_group(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    size: int,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    now: dt.datetime,
) -> None:
    """Count people who came together as one visit, optionally in an activity or role.

    A repeated `key` counts once. Raises NotFound, DayClosed.
    """
    _add(db, viewer, venue_id, size, key, activity_id, role_id, None, now)


def take_one_back(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    tapped: LateTap | None = None,
    now: dt.datetime,
) -> bool:
    """Subtract one from today's visits, those counted by a host first.

    Returns False if there was nothing to subtract. `key` and `tapped` are as in `add_one`, and so
    are the errors raised.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        must_belong(session, venue, activity_id, role_id)
        date = _date_of(tapped, venue, now)
        locked_day(session, venue, date)
        then = tapped.moment(now) if tapped else now
        return bool(_take(session, venue, date, 1, key, activity_id, role_id, now=then))


def take_back_several(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    number: int,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    now: dt.datetime,
) -> int:
    """Subtract up to `number` from today's visits and return how many were subtracted.

    A repeated `key` subtracts nothing and returns the first result. Raises NotFound, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        must_belong(session, venue, activity_id, role_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        return _take(session, venue, date, number, key, activity_id, role_id, now=now)


def _take(
    session: Session,
    venue: models.Venue,
    date: dt.date,
    number: int,
    key: str,
    activity_id: int | None,
    role_id: int | None,
    *,
    now: dt.datetime,
) -> int:
    key_mac = unused(session, venue.id, date, key)
    if key_mac is None:
        return -(step_of(session, venue.id, date, key) or 0)
    taken = take_back(
        session, venue.id, date, number, activity_id=activity_id, role_id=role_id, now=now
    )
    keep_step(session, venue.id, date, key_mac, -taken)
    return taken


def _add(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    size: int,
    key: str,
    activity_id: int | None,
    role_id: int | None,
    tapped: LateTap | None,
    now: dt.datetime,
) -> None:
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        must_belong(session, venue, activity_id, role_id)
        date = _date_of(tapped, venue, now)
        locked_day(session, venue, date)
        key_mac = unused(session, venue.id, date, key)
        if key_mac is not None:
            add_visit(
                session,
                venue.id,
                date,
                key_mac,
                size,
                activity_id=activity_id,
                role_id=role_id,
                then=tapped.moment(now) if tapped else now,
            )


def _date_of(tapped: LateTap | None, venue: models.Venue, now: dt.datetime) -> dt.date:
    date = service_date(now, venue.day_limit)
    if tapped is not None:
        tapped.of_day(date, venue.name)
    return date
