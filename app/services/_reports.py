"""A venue's month and quarter, protected. They take the session.

The only readers of month counts: nothing leaves here that has not passed `protect`.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.check_in import Role, Source
from app.domain.counting import Cell, DayState, Measure
from app.domain.disclosure import Figures, protect, total
from app.domain.report import (
    Report,
    activity_lines,
    coverage_of,
    days_of,
    role_lines,
)
from app.domain.service_day import Month, Quarter, service_date
from app.models import Day, DayCount, MonthCount, Partnership, Venue, VenueRole
from app.services._places import activities_of, all_roles_of, opening_hours_of


def month_of(session: Session, venue: Venue, month: Month, *, now: dt.datetime) -> Report:
    """The venue's month up to its last closed day, with its days."""
    threshold = session.get_one(Partnership, venue.partnership_id).small_number
    roles = all_roles_of(session, venue.partnership_id)
    figures = _figures(session, venue, month, threshold, roles)
    hours = opening_hours_of(session, venue.id)
    today = service_date(now, venue.day_limit)
    days = days_of(
        month,
        hours,
        _states(session, venue, month),
        _visits(session, venue, month),
        since=_since(session, venue),
        ended=venue.archived_on,
        until=today,
    )
    return Report(
        venue_id=venue.id,
        venue_name=venue.name,
        period=month,
        threshold=threshold,
        complete=month.last < today,
        coverage=coverage_of(days, hours),
        figures=figures,
        activities=activity_lines(figures, activities_of(session, venue.id), roles),
        roles=role_lines(figures, roles, _offered(session, venue)),
        days=days,
    )


def quarter_of(session: Session, venue: Venue, quarter: Quarter, *, now: dt.datetime) -> Report:
    """The venue's quarter: the sum of what its three months show."""
    months = [month_of(session, venue, month, now=now) for month in quarter.months]
    figures = total(month.figures for month in months)
    roles = all_roles_of(session, venue.partnership_id)
    return Report(
        venue_id=venue.id,
        venue_name=venue.name,
        period=quarter,
        threshold=months[0].threshold,
        complete=months[-1].complete,
        coverage=sum((month.coverage for month in months[1:]), months[0].coverage),
        figures=figures,
        activities=activity_lines(figures, activities_of(session, venue.id), roles),
        roles=role_lines(figures, roles, _offered(session, venue)),
    )


def months_with_counts(session: Session, venue_id: int) -> tuple[Month, ...]:
    """The months in which the venue has counts, latest first."""
    dates = session.scalars(
        select(MonthCount.month)
        .where(MonthCount.venue_id == venue_id, MonthCount.cell == Cell(Measure.VISITS).key)
        .order_by(MonthCount.month.desc())
    )
    return tuple(Month.of(date) for date in dates)


def _figures(
    session: Session, venue: Venue, month: Month, threshold: int, roles: tuple[Role, ...]
) -> Figures:
    counts: dict[Cell, int] = {}
    times_held: dict[int, int] = {}
    for row in session.scalars(
        select(MonthCount).where(MonthCount.venue_id == venue.id, MonthCount.month == month.first)
    ):
        measure = Measure(row.measure)
        source = Source(row.source) if row.source else None
        counts[Cell(measure, row.activity_id, row.role_id, source)] = row.number
        if measure is Measure.ACTIVITY and row.activity_id is not None:
            times_held[row.activity_id] = row.days
    return protect(counts, times_held, threshold, [role.id for role in roles])


def _offered(session: Session, venue: Venue) -> frozenset[int]:
    return frozenset(
        session.scalars(select(VenueRole.role_id).where(VenueRole.venue_id == venue.id))
    )


def _states(session: Session, venue: Venue, month: Month) -> dict[dt.date, DayState]:
    rows = session.execute(
        select(Day.service_date, Day.state).where(
            Day.venue_id == venue.id,
            Day.service_date.between(month.first, month.last),
            Day.closed.is_(True),
            Day.state.is_not(None),
        )
    )
    return {row.service_date: DayState(row.state) for row in rows}


def _visits(session: Session, venue: Venue, month: Month) -> dict[dt.date, int]:
    rows = session.execute(
        select(DayCount.service_date, DayCount.number).where(
            DayCount.venue_id == venue.id,
            DayCount.service_date.between(month.first, month.last),
            DayCount.cell == Cell(Measure.VISITS).key,
        )
    )
    return {row.service_date: row.number for row in rows}


def _since(session: Session, venue: Venue) -> dt.date:
    """The venue's first day: when it was made here, or its first count from before."""
    first = session.scalar(select(func.min(Day.service_date)).where(Day.venue_id == venue.id))
    return min(first, venue.made_on) if first else venue.made_on
