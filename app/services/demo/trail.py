"""Who did what in the demo: by its coordinator, on the days that its data was set up."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.people.audit import AuditDeed, AuditSubject
from app.services.demo.building import GRACE_DAYS, REPLACED_DAYS_AGO, Built
from app.services.demo.shapes import COORDINATOR, DemoVenue

A_YEAR = 365
"""What is older was there when the demo's year begins, and nobody is said to have set it up."""
Told = tuple[int, AuditSubject, AuditDeed, str, dict[str, list[object]]]
"""Days ago, what was done to what, what that is called, and what changed."""


@contextlib.contextmanager
def as_of(db: Database, at: dt.datetime) -> Iterator[None]:
    """Let the trail say that what is written in the block was done then.

    Only for an empty database that nobody else uses yet: it moves the clock of all its sessions.
    """
    before, db.clock = db.clock, lambda: at
    try:
        yield
    finally:
        db.clock = before


def write_trail(session: Session, plans: Iterable[Built], today: dt.date) -> None:
    """Add a line for each venue, activity and code that was set up within the year."""
    coordinator = session.scalars(
        select(models.Person.id).where(models.Person.email == COORDINATOR)
    ).one()
    told = [(built, one) for built in plans for one in _told(built.plan, today)]
    told.sort(key=lambda each: -each[1][0])
    minutes = count(step=37)
    for built, (ago, subject, deed, name, changes) in told:
        venue = session.get_one(models.Venue, built.venue_id)
        hour, minute = divmod(next(minutes) % 480, 60)
        day = today - dt.timedelta(days=ago)
        session.add(
            models.AuditEntry(
                partnership_id=venue.partnership_id,
                venue_id=venue.id,
                person_id=coordinator,
                at=dt.datetime.combine(day, dt.time(7 + hour, minute), dt.UTC),
                subject=subject,
                deed=deed,
                subject_name=name,
                changes=changes,
            )
        )


def _told(plan: DemoVenue, today: dt.date) -> Iterator[Told]:
    if plan.began < A_YEAR:
        yield plan.began, AuditSubject.VENUE, AuditDeed.ADDED, plan.name, {}
    if plan.ended is not None:
        yield plan.ended, AuditSubject.VENUE, AuditDeed.ARCHIVED, plan.name, {}
    for one in plan.happenings:
        if one.began < A_YEAR:
            yield one.began, AuditSubject.ACTIVITY, AuditDeed.ADDED, one.name, {}
        if one.ended is not None:
            yield one.ended, AuditSubject.ACTIVITY, AuditDeed.ARCHIVED, one.name, {}
    if plan.old_code:
        until = today + dt.timedelta(days=GRACE_DAYS - REPLACED_DAYS_AGO)
        works: dict[str, list[object]] = {"works_until": [None, until.isoformat()]}
        yield REPLACED_DAYS_AGO, AuditSubject.CODE, AuditDeed.CHANGED, plan.name, works
