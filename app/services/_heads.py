"""Visits that a host adds to the open day and takes back. They take the session."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.days.corrections import TAKEN_BACK_FIRST
from app.domain.visits.counting import VisitRow
from app.domain.visits.source import Source
from app.domain.visits.ticket import visit_id
from app.models import Participation, Tap, Visit, VisitRole
from app.services._days import open_day_key
from app.services._parts import lower_part, raise_part


def total_of(session: Session, venue_id: int, date: dt.date) -> int:
    """How many visits the open day has; those that wait for a host are none yet."""
    counted = select(func.sum(Visit.size)).where(
        Visit.venue_id == venue_id, Visit.service_date == date, Visit.held.is_(False)
    )
    return session.scalar(counted) or 0


def mac_of(session: Session, venue_id: int, date: dt.date, key: str) -> str:
    """Under what a form's one-time key is kept today, and the visit that it has made."""
    return visit_id(open_day_key(session, venue_id, date), venue_id, f"host:{key}")


def unused(session: Session, venue_id: int, date: dt.date, key: str) -> str | None:
    """The key's MAC of today, now marked as used; None where it was used before."""
    mac = mac_of(session, venue_id, date, key)
    if session.get(Tap, (venue_id, date, mac)) is not None:
        return None
    session.add(Tap(venue_id=venue_id, service_date=date, mac=mac))
    return mac


def step_of(session: Session, venue_id: int, date: dt.date, key: str) -> int | None:
    """How many visits the form with this key has added or taken away; None where it is new."""
    tap = session.get(Tap, (venue_id, date, mac_of(session, venue_id, date, key)))
    return None if tap is None else tap.step or 0


def keep_step(session: Session, venue_id: int, date: dt.date, mac: str, step: int) -> None:
    """Keep what the form has done, for when it comes again."""
    session.flush()
    session.get_one(Tap, (venue_id, date, mac)).step = step


def add_visit(
    session: Session,
    venue_id: int,
    date: dt.date,
    mac: str,
    size: int = 1,
    *,
    activity_id: int | None = None,
    role_id: int | None = None,
    source: Source = Source.HOST,
    then: dt.datetime | None = None,
) -> None:
    """A visit of so many, in an activity or role or in neither.

    `then` is when they were counted one by one as they came; None for a total and a correction.
    """
    visit = Visit(id=mac, venue_id=venue_id, service_date=date, source=source, size=size)
    session.add(visit)
    session.flush()
    if then is not None:
        raise_part(session, venue_id, date, size, then)
    if activity_id is not None:
        session.add(Participation(visit_id=mac, activity_id=activity_id))
    if role_id is not None:
        session.add(VisitRole(visit_id=mac, role_id=role_id, activity_id=activity_id))


def add_rows(
    session: Session, venue_id: int, date: dt.date, key: str, rows: Sequence[VisitRow]
) -> None:
    """Visits as a sheet of paper tells them. Their ids follow no order of arrival."""
    macs = [mac_of(session, venue_id, date, f"{key}:{number}") for number in range(len(rows))]
    session.add_all(
        Visit(id=mac, venue_id=venue_id, service_date=date, source=row.source, size=row.size)
        for mac, row in zip(macs, rows, strict=True)
    )
    session.flush()
    for mac, row in zip(macs, rows, strict=True):
        session.add_all(
            Participation(visit_id=mac, activity_id=activity_id) for activity_id in row.activities
        )
        session.add_all(
            VisitRole(visit_id=mac, role_id=role_id, activity_id=within)
            for role_id, within in row.roles.items()
        )


def take_back(
    session: Session,
    venue_id: int,
    date: dt.date,
    number: int = 1,
    *,
    activity_id: int | None = None,
    role_id: int | None = None,
    first: Source = Source.HOST,
    now: dt.datetime | None,
) -> int:
    """Take visits back and return how many there were to take, `number` at most.

    With an activity or role: visits in it. Without: the plainest visits there are, so that a
    miscounted head does not take an activity with it. What `first` counted goes first.
    `now` is when they are taken back; None where they never had a part of the day.
    """
    visits = select(Visit).where(
        Visit.venue_id == venue_id, Visit.service_date == date, Visit.held.is_(False)
    )
    if activity_id is not None:
        visits = visits.join(Participation).where(Participation.activity_id == activity_id)
    if role_id is not None:
        visits = visits.join(VisitRole).where(VisitRole.role_id == role_id)
    candidates = session.scalars(visits).all()
    weight = _choices_held(session, [visit.id for visit in candidates])
    order = sorted(TAKEN_BACK_FIRST, key=lambda source: source is not first)
    left = number
    timed = 0
    for visit in sorted(
        candidates, key=lambda v: (order.index(Source(v.source)), weight[v.id], v.size, v.id)
    ):
        if not left:
            break
        step = min(left, visit.size)
        left -= step
        if visit.source != Source.PAPER:
            timed += step
        if step == visit.size:
            session.delete(visit)
        else:
            visit.size -= step
    if now is not None:
        lower_part(session, venue_id, date, timed, now)
    return number - left


def _choices_held(session: Session, visit_ids: list[str]) -> Counter[str]:
    held: Counter[str] = Counter()
    for table in (Participation, VisitRole):
        held.update(session.scalars(select(table.visit_id).where(table.visit_id.in_(visit_ids))))
    return held
