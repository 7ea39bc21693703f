"""Which venues and counted days exist already. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import models
from app.domain.days.day_state import DayState
from app.domain.imports.account import KnownDay
from app.domain.visits.counting import Measure


def venue_names(session: Session, partnership_id: int) -> dict[int, str]:
    """The partnership's venues by id."""
    rows = session.execute(
        select(models.Venue.id, models.Venue.name)
        .where(models.Venue.partnership_id == partnership_id)
        .order_by(models.Venue.name, models.Venue.id)
    )
    return {row.id: row.name for row in rows}


def known_days(
    session: Session, venue_ids: Iterable[int], dates: Iterable[dt.date] | None = None
) -> dict[tuple[int, dt.date], KnownDay]:
    """The days that are open, have counts, or have a host's mark, by venue id and date.

    Of these dates alone, if any are given.

    Days closed as NOT_COUNTED are left out, so an import may fill them.
    """
    ids = list(venue_ids)
    only = None if dates is None else list(dates)
    imported = _imported(session, ids, only)
    rows = session.execute(
        select(
            models.DayCount.venue_id, models.DayCount.service_date, models.DayCount.number
        ).where(
            models.DayCount.venue_id.in_(ids),
            models.DayCount.measure == Measure.VISITS,
            *_among(models.DayCount.service_date, only),
        )
    )
    counts = {(venue_id, date): number for venue_id, date, number in rows}
    days = session.execute(
        select(models.Day.venue_id, models.Day.service_date, models.Day.closed).where(
            models.Day.venue_id.in_(ids),
            (models.Day.closed.is_(False)) | (models.Day.state != DayState.NOT_COUNTED),
            *_among(models.Day.service_date, only),
        )
    )
    is_over = {(venue_id, date): closed for venue_id, date, closed in days}
    found = {}
    for key in is_over.keys() | counts.keys():
        visits = counts.get(key, 0)
        found[key] = KnownDay(visits, imported.get(key) == visits and is_over.get(key, True))
    return found


def stamp(session: Session, venue_ids: Iterable[int]) -> list[list[object]]:
    """What differs whenever the days counted at these venues do, for a file to be read again.

    Sums alone, as it is asked for at every look at a page. Two changes that keep all of them go
    unseen; saving looks at each day again.
    """
    ids = list(venue_ids)
    found: list[list[object]] = []
    for table, sums in (
        (models.DayCount, (func.sum(models.DayCount.number),)),
        (models.Day, (func.count().filter(models.Day.closed), func.count())),
        (
            models.ImportedDay,
            (
                func.sum(models.ImportedDay.visits),
                func.count().filter(models.ImportedDay.is_undone.is_(False)),
                func.max(models.ImportedDay.import_id),
            ),
        ),
    ):
        only = [table.measure == Measure.VISITS] if table is models.DayCount else []
        rows = session.execute(
            select(table.venue_id, func.count(), func.max(table.service_date), *sums)
            .where(table.venue_id.in_(ids), *only)
            .group_by(table.venue_id)
            .order_by(table.venue_id)
        )
        found.extend([str(value) for value in row] for row in rows)
    return found


def _among(
    column: InstrumentedAttribute[dt.date], only: list[dt.date] | None
) -> list[ColumnElement[bool]]:
    return [] if only is None else [column.in_(only)]


def _imported(
    session: Session, ids: list[int], only: list[dt.date] | None
) -> dict[tuple[int, dt.date], int]:
    """The visits that days have from an import. A settled day has no number of its sources."""
    rows = session.execute(
        select(
            models.ImportedDay.venue_id, models.ImportedDay.service_date, models.ImportedDay.visits
        )
        .where(
            models.ImportedDay.venue_id.in_(ids),
            models.ImportedDay.is_undone.is_(False),
            *_among(models.ImportedDay.service_date, only),
        )
        .order_by(models.ImportedDay.import_id)
    )
    return {(venue_id, date): visits for venue_id, date, visits in rows}


def owners(
    session: Session, venue_id: int, dates: Iterable[dt.date], *, apart: int = 0
) -> dict[dt.date, models.ImportedDay]:
    """The newest row of each date that is not undone, apart from those of one import."""
    days = list(dates)
    newest = (
        select(
            models.ImportedDay.service_date, func.max(models.ImportedDay.import_id).label("newest")
        )
        .where(
            models.ImportedDay.venue_id == venue_id,
            models.ImportedDay.service_date.in_(days),
            models.ImportedDay.import_id != apart,
            models.ImportedDay.is_undone.is_(False),
        )
        .group_by(models.ImportedDay.service_date)
        .subquery()
    )
    rows = session.scalars(
        select(models.ImportedDay)
        .join(
            newest,
            and_(
                newest.c.service_date == models.ImportedDay.service_date,
                newest.c.newest == models.ImportedDay.import_id,
            ),
        )
        .where(models.ImportedDay.venue_id == venue_id)
    )
    return {row.service_date: row for row in rows}
