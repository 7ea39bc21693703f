"""The caveats shown beside a report's numbers. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.day_state import DayState, WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.report import Report
from app.services.board.attendance_estimate import caught_in
from app.services.core.columns import columns
from app.services.reports.unfinished import left_out


def caveats_of(
    session: Session, venues: Sequence[models.Venue], report: Report
) -> tuple[Caveats, ...]:
    """Return each venue's closed days, and the estimated share of people its codes counted."""
    first, last = report.period.start.first, report.period.end.last
    ids = [venue.id for venue in venues]
    closed: dict[int, list[tuple[dt.date, WhyClosed | None]]] = defaultdict(list)
    for venue_id, date, reason in columns(
        session,
        select(models.Day.venue_id, models.Day.service_date, models.Day.reason)
        .where(
            models.Day.venue_id.in_(ids),
            models.Day.service_date.between(first, last),
            or_(models.Day.reason.in_(list(WhyClosed)), models.Day.state == DayState.CLOSED),
        )
        .order_by(models.Day.service_date),
    ):
        closed[venue_id].append((date, WhyClosed(reason) if reason else None))
    for (venue_id, date), day in left_out(session, ids).items():
        if first <= date <= last:
            stays = [one for one in closed[venue_id] if one[0] != date]
            again = [(date, None)] if day.state is DayState.CLOSED else []
            closed[venue_id] = sorted([*stays, *again], key=lambda one: one[0])
    threshold = session.get_one(models.Partnership, venues[0].partnership_id).small_number
    caught = caught_in(session, ids, first, last, threshold)
    return tuple(
        Caveats(venue.id, venue.name, tuple(closed[venue.id]), caught[venue.id]) for venue in venues
    )
