"""Reading the visits of a running day for counting."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.visits.counting import Cell, VisitRow, count
from app.domain.visits.source import Source
from app.services.visits.day_counts import counts_of

KNOWN = {source.value: source for source in Source}


def running_counts(session: Session, venue_id: int, date: dt.date) -> dict[Cell, int]:
    """Return the counts of an open day. Takes an open session.

    A day that was closed too early and reopened has counts already, which are included. Visits from
    a source that this version does not know are in the total, but not among the sources.
    """
    so_far = Counter(counts_of(session, venue_id, date))
    return dict(so_far + Counter(count(visit_rows(session, venue_id, date))))


def final_counts(session: Session, venue_id: int, date: dt.date) -> dict[Cell, int]:
    """Return the counts of the visits of an open day that has ended. Takes an open session.

    Raises ValueError if a visit is from a source that this version does not know.
    """
    rows = visit_rows(session, venue_id, date)
    if any(row.source is None for row in rows):
        raise ValueError("a visit is from an unknown source")
    return count(rows)


def visit_rows(session: Session, venue_id: int, date: dt.date) -> list[VisitRow]:
    """Return the visits of an open day as counting needs them. Takes an open session."""
    of_day = (models.Visit.venue_id == venue_id, models.Visit.service_date == date)
    activities: dict[str, set[int]] = {}
    for visit_id, activity_id in session.execute(
        select(models.Participation.visit_id, models.Participation.activity_id)
        .join(models.Visit)
        .where(*of_day)
    ):
        activities.setdefault(visit_id, set()).add(activity_id)
    roles: dict[str, dict[int, int | None]] = {}
    for visit_id, role_id, within in session.execute(
        select(models.VisitRole.visit_id, models.VisitRole.role_id, models.VisitRole.activity_id)
        .join(models.Visit)
        .where(*of_day)
    ):
        roles.setdefault(visit_id, {})[role_id] = within
    return [
        VisitRow(
            size=size,
            source=KNOWN.get(source),
            changed=changed,
            wants_company=wants_company,
            held=held,
            activities=frozenset(activities.get(visit_id, ())),
            roles=roles.get(visit_id, {}),
        )
        for visit_id, size, source, changed, wants_company, held in session.execute(
            select(
                models.Visit.id,
                models.Visit.size,
                models.Visit.source,
                models.Visit.changed,
                models.Visit.wants_company,
                models.Visit.held,
            ).where(*of_day)
        )
    ]
