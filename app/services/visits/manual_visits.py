"""Adding visits to the running day and taking them back, for hosts and paper tallies.

Every function takes an open session.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.corrections import TAKEN_BACK_FIRST
from app.domain.visits.counting import Cell, Measure, VisitRow
from app.domain.visits.source import Source
from app.services.visits.day_parts import lower_part, raise_part
from app.services.visits.idempotency_keys import key_mac_of


def total_of(session: Session, venue_id: int, date: dt.date) -> int:
    """Return the number of visits on an open day, without those held for a host to confirm.

    Those counted before the day was opened again are included.
    """
    day = session.get(models.Day, (venue_id, date))
    return counted_before(session, venue_id, date) + (day.visits if day else 0)


def counted_before(session: Session, venue_id: int, date: dt.date) -> int:
    """Return how many visits an open day had when it was closed too early; usually 0."""
    row = session.get(models.DayCount, (venue_id, date, Cell(Measure.VISITS).key))
    return row.number if row else 0


def add_visit(
    session: Session,
    venue_id: int,
    date: dt.date,
    key_mac: str,
    size: int = 1,
    *,
    activity_id: int | None = None,
    role_id: int | None = None,
    source: Source = Source.HOST,
    then: dt.datetime | None = None,
) -> None:
    """Add one visit of `size` people, optionally in an activity or role. `key_mac` becomes its id.

    `then` is when they were counted, if they were counted as they arrived. If it is None, as for a
    total or a correction, they are not counted by part of the day.
    """
    visit = models.Visit(id=key_mac, venue_id=venue_id, service_date=date, source=source, size=size)
    session.add(visit)
    session.flush()
    if then is not None:
        raise_part(session, venue_id, date, size, then)
    if activity_id is not None:
        session.add(models.Participation(visit_id=key_mac, activity_id=activity_id))
    if role_id is not None:
        session.add(models.VisitRole(visit_id=key_mac, role_id=role_id, activity_id=activity_id))


def add_rows(
    session: Session, venue_id: int, date: dt.date, key: str, rows: Sequence[VisitRow]
) -> None:
    """Add the visits of a paper tally. Their ids reveal no order of arrival."""
    macs = [key_mac_of(session, venue_id, date, f"{key}:{number}") for number in range(len(rows))]
    session.add_all(
        models.Visit(
            id=key_mac, venue_id=venue_id, service_date=date, source=row.source, size=row.size
        )
        for key_mac, row in zip(macs, rows, strict=True)
    )
    session.flush()
    for key_mac, row in zip(macs, rows, strict=True):
        session.add_all(
            models.Participation(visit_id=key_mac, activity_id=activity_id)
            for activity_id in row.activities
        )
        session.add_all(
            models.VisitRole(visit_id=key_mac, role_id=role_id, activity_id=within)
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
    """Take back up to `number` people and return how many there were to take back.

    Visits with source `first` go first, then the other sources in the order of TAKEN_BACK_FIRST.
    Within a source, visits with the fewest activities and roles go first, so that correcting a
    head count does not reduce an activity. With an activity or role, only visits in it are used.
    Visits from a source that this version does not know stay.
    `now` is the time of the change; None for visits that were not counted by part of the day.
    """
    order = sorted(TAKEN_BACK_FIRST, key=lambda source: source is not first)
    visits = select(models.Visit).where(
        models.Visit.venue_id == venue_id,
        models.Visit.service_date == date,
        models.Visit.held.is_(False),
        models.Visit.source.in_(order),
    )
    if activity_id is not None:
        visits = visits.join(models.Participation).where(
            models.Participation.activity_id == activity_id
        )
    if role_id is not None:
        visits = visits.join(models.VisitRole).where(models.VisitRole.role_id == role_id)
    candidates = session.scalars(visits).all()
    weight = _choices_held(session, [visit.id for visit in candidates])
    left = number
    timed = 0
    for visit in sorted(
        candidates, key=lambda v: (order.index(Source(v.source)), weight[v.id], v.size, v.id)
    ):
        if not left:
            break
        step = min(left, visit.size)
        left -= step
        # Visits from paper were never counted by part of the day.
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
    for table in (models.Participation, models.VisitRole):
        held.update(session.scalars(select(table.visit_id).where(table.visit_id.in_(visit_ids))))
    return held
