"""Steps on correcting a day that several services share. They take the session."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.base.service_day import service_date
from app.domain.days.correction_window import must_be_open
from app.domain.days.corrections import CorrectionReason
from app.domain.days.count_differences import difference
from app.domain.days.day_state import DayState
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.models import Activity, Correction, Day, DayCount, Role, Venue
from app.services._days import day_row
from app.services._places import found, standing_venue
from app.services.closing import close_day, write_day


def venue_and_today(
    session: Session, viewer: Viewer, venue_id: int, date: dt.date, now: dt.datetime
) -> tuple[Venue, dt.date]:
    """The venue and its running service day, where the viewer may change that date's numbers.

    Raises NotFound, also for a date that is too long ago or still to come.
    """
    venue = standing_venue(session, viewer, Act.RUN_TODAY, venue_id)
    today = service_date(now, venue.day_limit)
    must_be_open(date, today)
    return venue, today


def closed_day(session: Session, venue: Venue, date: dt.date) -> Day:
    """The row of a day that is over, made if nothing was counted on it, locked."""
    day = day_row(session, venue, date, over=True)
    if not day.closed:
        close_day(session, venue.id, date)  # It has ended, and nobody has asked for a page since.
    return day


def counts_of(session: Session, venue_id: int, date: dt.date) -> dict[Cell, int]:
    """The counts of a closed day."""
    return counts_of_days(session, venue_id, [date])[date]


def counts_of_days(
    session: Session, venue_id: int, dates: Collection[dt.date]
) -> dict[dt.date, dict[Cell, int]]:
    """The counts of some closed days; empty for one that has none."""
    counts: dict[dt.date, dict[Cell, int]] = {date: {} for date in dates}
    for row in session.execute(
        select(
            DayCount.service_date,
            DayCount.measure,
            DayCount.activity_id,
            DayCount.role_id,
            DayCount.source,
            DayCount.number,
        ).where(DayCount.venue_id == venue_id, DayCount.service_date.in_(dates))
    ):
        cell = Cell(
            Measure(row.measure),
            row.activity_id,
            row.role_id,
            Source(row.source) if row.source else None,
        )
        counts[row.service_date][cell] = row.number
    return counts


def set_counts(
    session: Session, day: Day, before: Mapping[Cell, int], after: Mapping[Cell, int]
) -> dict[str, int]:
    """Set a closed day's counts and its month's; returns what that has changed.

    A day that is emptied by a correction was counted: nobody came.
    """
    write_day(session, day.venue_id, day.service_date, dict(after))
    if after.get(Cell(Measure.VISITS)):
        day.state, day.reason = DayState.COUNTED, None
    elif before.get(Cell(Measure.VISITS)):
        day.state = DayState.ZERO
    return difference(after, before)


def mark_of(key: str) -> str:
    """Under what a form's one-time key is kept, so that it corrects once."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_made(session: Session, key: str) -> bool:
    """Whether the form with this key has corrected already."""
    return session.scalar(select(Correction.id).where(Correction.mark == mark_of(key))) is not None


def note(
    session: Session,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    number: int,
    why: CorrectionReason,
    *,
    key: str,
    source: Source = Source.HOST,
    activity_id: int | None = None,
    role_id: int | None = None,
    cells: Mapping[str, int] | None = None,
    undoes_id: int | None = None,
    now: dt.datetime,
) -> None:
    """Keep who corrected what, when and why."""
    session.add(
        Correction(
            venue_id=venue_id,
            service_date=date,
            number=number,
            source=source,
            activity_id=activity_id,
            role_id=role_id,
            reason=why,
            cells=dict(cells or {}),
            mark=mark_of(key),
            person_id=viewer.known_as,
            made_at=now,
            undoes_id=undoes_id,
        )
    )


def must_belong(
    session: Session, venue: Venue, activity_id: int | None, role_id: int | None
) -> None:
    """Raises NotFound for an activity of another venue, and a role of another partnership."""
    if activity_id is not None and found(session, Activity, activity_id).venue_id != venue.id:
        raise NotFound
    if role_id is not None:
        role = found(session, Role, role_id)
        if role.partnership_id != venue.partnership_id:
            raise NotFound
