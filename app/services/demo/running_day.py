"""A demo day in progress: the rows that check-ins would have left, so the board is not empty."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import minute_of
from app.domain.visits.counting import VisitRow
from app.domain.visits.held import HeldReason
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.pace import FIRST_RANDOM
from app.domain.visits.source import Source
from app.domain.visits.ticket import visit_id
from app.services.demo.building import Built
from app.services.demo.year import ordinary, visits_of
from app.services.visits.day_parts import raise_part
from app.services.visits.day_row import locked_day, open_day_key

IDEA, COMPANY = 1, 3
"""Indexes, among today's visits, of the one with an idea and the one that wants company."""


def write_today(session: Session, built: Built, today: dt.date, *, now: dt.datetime) -> None:
    """Add the visits of today up to `now`.

    A venue that is closed today gets none, unless it has `at_least_today`.
    """
    number = max(built.plan.at_least_today, _come_so_far(built, today, now))
    if not number or built.plan.ended is not None:
        return
    venue = session.get_one(models.Venue, built.venue_id)
    locked_day(session, venue, today)
    day_key = open_day_key(session, venue.id, today)
    rows = visits_of(built, today, today, number)
    if built.plan.at_least_today:
        # One more than the venue expects, so that a host has a visit to confirm.
        rows.append(VisitRow(1, Source.PHONE, held=True))
    for at, row in enumerate(rows):
        visit = models.Visit(
            id=visit_id(day_key, venue.id, new_key()),
            venue_id=venue.id,
            service_date=today,
            source=row.source,
            size=row.size,
            changed=row.changed,
            held=row.held,
            held_batch=FIRST_RANDOM if row.held else None,
            held_reason=HeldReason.DAY if row.held else None,
            has_idea=at == IDEA and not row.held,
            wants_company=at == COMPANY and venue.offers_company and not row.held,
        )
        session.add(visit)
        session.flush()
        if not row.held and row.source is not Source.PAPER:
            raise_part(session, venue.id, today, row.size, now)
        session.add_all(
            models.Participation(visit_id=visit.id, activity_id=activity_id)
            for activity_id in row.activities
        )
        session.add_all(
            models.VisitRole(visit_id=visit.id, role_id=role_id, activity_id=within)
            for role_id, within in row.roles.items()
        )


def _come_so_far(built: Built, today: dt.date, now: dt.datetime) -> int:
    span = built.plan.hours.get(today.weekday())
    if span is None:
        return 0
    passed = (minute_of(now, today) - span.start) / (span.end - span.start)
    return round(ordinary(built, today) * min(1.0, max(0.0, passed)))
