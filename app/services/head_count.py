"""Counting people who have no phone: a host's plus and minus, and those who wait for a host."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.access import NotFound, Viewer
from app.domain.check_in import Source, visit_id
from app.domain.service_day import service_date
from app.domain.tapped import Tapped
from app.models import Activity as ActivityTable
from app.models import Participation, Tap, Venue, Visit, VisitRole
from app.models import Role as RoleTable
from app.services._days import locked_day, open_day_key
from app.services._places import counting_venue, found

# Whom a host's −1 takes back first: what a host added, then what a tablet did, then a phone.
TAKEN_BACK_FIRST = (Source.HOST, Source.PAPER, Source.TABLET, Source.PHONE)


def add_one(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    tapped: Tapped | None = None,
    now: dt.datetime,
) -> None:
    """Count somebody without a phone, in an activity or role or in neither.

    `key` is the page's one-time key: the same key counts once. `tapped` is when a tap was made that
    comes late: it counts on its own day or not at all. Raises NotFound, DayClosed, DayAhead.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        _must_belong(session, venue, activity_id, role_id)
        date = _date_of(tapped, venue, now)
        locked_day(session, venue, date)
        mac = _unused(session, venue.id, date, key)
        if mac is None:
            return
        visit = Visit(id=mac, venue_id=venue.id, service_date=date, source=Source.HOST)
        session.add(visit)
        session.flush()
        if activity_id is not None:
            session.add(Participation(visit_id=visit.id, activity_id=activity_id))
        if role_id is not None:
            session.add(VisitRole(visit_id=visit.id, role_id=role_id, activity_id=activity_id))


def take_one_back(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    tapped: Tapped | None = None,
    now: dt.datetime,
) -> bool:
    """Take one visit back, what a host counted first; False where there was none to take.

    With an activity or role: a visit in it. Without: the plainest visit there is, so that a
    miscounted head does not take an activity with it. Raises as `add_one` does.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        _must_belong(session, venue, activity_id, role_id)
        date = _date_of(tapped, venue, now)
        locked_day(session, venue, date)
        if _unused(session, venue.id, date, key) is None:
            return True
        visit = _visit_to_take(session, venue.id, date, activity_id, role_id)
        if visit is None:
            return False
        if visit.size > 1:
            visit.size -= 1
        else:
            session.delete(visit)
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
            session.execute(update(Visit).where(*held).values(held=False))
        else:
            session.execute(delete(Visit).where(*held))


def _date_of(tapped: Tapped | None, venue: Venue, now: dt.datetime) -> dt.date:
    date = service_date(now, venue.day_limit)
    if tapped is not None:
        tapped.must_be_of(date, venue.name)
    return date


def _must_belong(
    session: Session, venue: Venue, activity_id: int | None, role_id: int | None
) -> None:
    if activity_id is not None:
        activity = found(session, ActivityTable, activity_id)
        if activity.venue_id != venue.id:
            raise NotFound
    if role_id is not None:
        role = found(session, RoleTable, role_id)
        if role.partnership_id != venue.partnership_id:
            raise NotFound


def _unused(session: Session, venue_id: int, date: dt.date, key: str) -> str | None:
    """The key's MAC of today, now marked as used; None where it was used before."""
    mac = visit_id(open_day_key(session, venue_id, date), venue_id, f"host:{key}")
    if session.get(Tap, (venue_id, date, mac)) is not None:
        return None
    session.add(Tap(venue_id=venue_id, service_date=date, mac=mac))
    return mac


def _visit_to_take(
    session: Session, venue_id: int, date: dt.date, activity_id: int | None, role_id: int | None
) -> Visit | None:
    visits = select(Visit).where(
        Visit.venue_id == venue_id, Visit.service_date == date, Visit.held.is_(False)
    )
    if activity_id is not None:
        visits = visits.join(Participation).where(Participation.activity_id == activity_id)
    if role_id is not None:
        visits = visits.join(VisitRole).where(VisitRole.role_id == role_id)
    candidates = session.scalars(visits).all()
    weight = _choices_held(session, [visit.id for visit in candidates])
    return min(
        candidates,
        key=lambda v: (TAKEN_BACK_FIRST.index(Source(v.source)), weight[v.id], v.size, v.id),
        default=None,
    )


def _choices_held(session: Session, visit_ids: list[str]) -> Counter[str]:
    held: Counter[str] = Counter()
    for table in (Participation, VisitRole):
        held.update(session.scalars(select(table.visit_id).where(table.visit_id.in_(visit_ids))))
    return held
