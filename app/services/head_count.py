"""Counting people who have no phone: plus and minus, a typed total, and those who wait."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.corrections import CorrectionReason
from app.domain.people.access import Viewer
from app.domain.visits.late_tap import LateTap
from app.domain.visits.source import Source
from app.models import Venue, Visit
from app.services._corrections import must_belong, note
from app.services._days import locked_day
from app.services._heads import (
    add_visit,
    keep_step,
    mac_of,
    step_of,
    take_back,
    total_of,
    unused,
)
from app.services._parts import raise_part
from app.services._places import counting_venue
from app.services._visits import remove


class WouldLower(Exception):
    """The typed total is below what is counted, and nobody has seen that yet."""

    def __init__(self, counted: int) -> None:
        super().__init__("would lower")
        self.counted = counted


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
    """Count somebody without a phone, in an activity or role or in neither.

    `key` is the page's one-time key: the same key counts once. `tapped` is when a tap was made that
    comes late: it counts on its own day or not at all. Raises NotFound, DayClosed, DayAhead.
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
    """Count several who came together, all in the same activity or role or in neither.

    Raises NotFound, DayClosed.
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
    """Take one visit back, what a host counted first; False where there was none to take.

    Raises as `add` does.
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
    """Take so many visits back, or as many as there are; returns how many it took.

    The same form sent again takes none, and is told how many it took. Raises NotFound, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        must_belong(session, venue, activity_id, role_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        return _take(session, venue, date, number, key, activity_id, role_id, now=now)


def set_total(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    total: int,
    *,
    key: str,
    seen: int | None = None,
    now: dt.datetime,
) -> int:
    """Bring the day to a total that somebody has counted; returns the difference.

    The same form sent again changes nothing, and is told the same difference.
    What is missing becomes a host's count. A lower total takes visits back, and is noted as a
    correction, once somebody has seen how many are counted now (`seen`). Raises NotFound,
    DayClosed, WouldLower.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        before = step_of(session, venue.id, date, key)
        if before is not None:
            return before
        counted = total_of(session, venue.id, date)
        if total < counted and seen != counted:
            raise WouldLower(counted)
        mac = unused(session, venue.id, date, key)
        assert mac is not None, "the day is locked, and the key was new"  # noqa: S101
        step = total - counted
        keep_step(session, venue.id, date, mac, step)
        if step > 0:
            add_visit(session, venue.id, date, _total_mac(session, venue.id, date, key), step)
        elif step < 0:
            take_back(session, venue.id, date, -step, now=now)
            note(
                session, viewer, venue.id, date, step, CorrectionReason.MISCOUNTED, key=key, now=now
            )
        return step


def undo(db: Database, viewer: Viewer, venue_id: int, *, key: str, now: dt.datetime) -> bool:
    """Take back what the form with this key has added today; False where nothing is left of it.

    Raises NotFound, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        total = session.get(Visit, _total_mac(session, venue.id, date, key))
        if total is not None:
            session.delete(total)  # A typed total never had a part of the day.
            return True
        visit = session.get(Visit, mac_of(session, venue.id, date, key))
        if visit is None or visit.source != Source.HOST:
            return False
        remove(session, visit, now)
        return True


def settle_held(
    db: Database, viewer: Viewer, venue_id: int, *, confirmed: bool, now: dt.datetime
) -> None:
    """Count the visits that came above the day's cap, or leave them out. Raises NotFound."""
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        held = (Visit.venue_id == venue.id, Visit.service_date == date, Visit.held)
        if confirmed:
            # The moment of the host's yes: the visits themselves know none.
            number = session.scalar(select(func.sum(Visit.size)).where(*held))
            if number:
                raise_part(session, venue.id, date, number, now)
            session.execute(update(Visit).where(*held).values(held=False))
        else:
            session.execute(delete(Visit).where(*held))


def _take(
    session: Session,
    venue: Venue,
    date: dt.date,
    number: int,
    key: str,
    activity_id: int | None,
    role_id: int | None,
    *,
    now: dt.datetime,
) -> int:
    mac = unused(session, venue.id, date, key)
    if mac is None:
        return -(step_of(session, venue.id, date, key) or 0)
    taken = take_back(
        session, venue.id, date, number, activity_id=activity_id, role_id=role_id, now=now
    )
    keep_step(session, venue.id, date, mac, -taken)
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
        mac = unused(session, venue.id, date, key)
        if mac is not None:
            add_visit(
                session,
                venue.id,
                date,
                mac,
                size,
                activity_id=activity_id,
                role_id=role_id,
                then=tapped.moment(now) if tapped else now,
            )


def _total_mac(session: Session, venue_id: int, date: dt.date, key: str) -> str:
    return mac_of(session, venue_id, date, f"{key}:total")


def _date_of(tapped: LateTap | None, venue: Venue, now: dt.datetime) -> dt.date:
    date = service_date(now, venue.day_limit)
    if tapped is not None:
        tapped.must_be_of(date, venue.name)
    return date
