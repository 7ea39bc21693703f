"""The board's occasional question: how many people are here, and how many did the codes count?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.board.attendance_estimate import AttendanceEstimate, Caught, caught
from app.domain.people.access import Viewer
from app.domain.visits.source import Source
from app.services.core.lookup import counting_venue
from app.services.visits.day_row import locked_day

BY_CODES = (Source.PHONE, Source.TABLET)


def answer(
    db: Database, viewer: Viewer, venue_id: int, said: int | None, *, now: dt.datetime
) -> None:
    """Store today's estimate of how many people are here now; None if the host skips the question.

    A later answer replaces an earlier one of the same day. Raises NotFound, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        by_codes = session.scalar(
            select(func.sum(models.Visit.size)).where(
                models.Visit.venue_id == venue.id,
                models.Visit.service_date == date,
                models.Visit.held.is_(False),
                models.Visit.source.in_(BY_CODES),
            )
        )
        row = session.get(models.HeadCheck, (venue.id, date))
        if row is None:
            row = models.HeadCheck(venue_id=venue.id, service_date=date)
            session.add(row)
        row.said, row.by_codes = said, by_codes or 0


def answered_today(session: Session, venue_id: int, date: dt.date) -> bool:
    """Whether the question has been answered or skipped that day. Takes an open session."""
    return session.get(models.HeadCheck, (venue_id, date)) is not None


def caught_in(
    session: Session, venue_ids: Sequence[int], first: dt.date, last: dt.date, threshold: int
) -> dict[int, Caught | None]:
    """Return, by venue, the share that the codes counted from `first` to `last` (both included).

    None for a venue with too few answers. `threshold` is the partnership's small-number threshold.
    Takes an open session.
    """
    checks: dict[int, list[AttendanceEstimate]] = {venue_id: [] for venue_id in venue_ids}
    for venue_id, said, by_codes in session.execute(
        select(models.HeadCheck.venue_id, models.HeadCheck.said, models.HeadCheck.by_codes).where(
            models.HeadCheck.venue_id.in_(checks),
            models.HeadCheck.service_date.between(first, last),
            models.HeadCheck.said.is_not(None),
        )
    ):
        checks[venue_id].append(AttendanceEstimate(said or 0, by_codes))
    return {venue_id: caught(made, threshold) for venue_id, made in checks.items()}
