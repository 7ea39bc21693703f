"""Settling units: what is told of roles and company is stored, and the exact counts are deleted."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, delete, exists, func, select, update
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.base.months import Month
from app.domain.days.correction_window import settled_from
from app.domain.days.settling import SaidCounts, Settled, Untold, settle
from app.domain.days.units import Unit, unit_of
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.services.core.settled_units import lengths_of, lengths_of_all
from app.services.visits.day_counts import counts_between

logger = logging.getLogger(__name__)
EMPTIED = ("day_count", "correction")


def settle_due_units(db: Database, *, now: dt.datetime) -> int:
    """Settle every unit whose days can no longer be corrected; return how many this call settled.

    Each unit is one transaction, a venue's oldest first. It is safe to kill this at any point, to
    run it twice, and to run it in several processes at once. A unit with a day that is not closed
    waits, and so do the later ones of its venue.
    """
    settled = 0
    for venue_id in _venues_with_due_units(db, now):
        try:
            while _settle_next(db, venue_id, now):
                settled += 1
        except StorageUnavailable:
            raise
        except Exception as error:  # A fault at one venue must not stop the others.
            # Not the error's message, as it can quote a row.
            logger.error("Venue %s cannot settle (%s)", venue_id, type(error).__name__)
    return settled


def _venues_with_due_units(db: Database, now: dt.datetime) -> list[int]:
    with db.reading() as session:
        venues = session.scalars(select(models.Venue).order_by(models.Venue.id)).all()
        units = _next_units(session, venues)
        return [venue.id for venue in venues if _is_over(units[venue.id], venue, now)]


def has_unsettled_units(
    session: Session, venues: Sequence[models.Venue], last: dt.date, now: dt.datetime
) -> bool:
    """Return whether a unit that is over, and begins by the date `last`, has not settled."""
    units = _next_units(session, venues)
    return any(
        units[venue.id].start.first <= last and _is_over(units[venue.id], venue, now)
        for venue in venues
    )


# Every process looks every minute, and building the questions takes longer than asking them.
@cache
def _latest() -> Select[int, dt.date]:
    """Return the first day of the last unit that each of the venues `ids` has settled."""
    return (
        select(models.SettledUnit.venue_id, func.max(models.SettledUnit.first))
        .where(models.SettledUnit.venue_id.in_(bindparam("ids", expanding=True)))
        .group_by(models.SettledUnit.venue_id)
    )


@cache
def _opened() -> Select[int, dt.date]:
    """Return the first day of each of the venues `ids`."""
    return (
        select(models.Day.venue_id, func.min(models.Day.service_date))
        .where(models.Day.venue_id.in_(bindparam("ids", expanding=True)))
        .group_by(models.Day.venue_id)
    )


def _next_units(session: Session, venues: Sequence[models.Venue]) -> dict[int, Unit]:
    """Return each venue's first unit that has not settled."""
    ids = [venue.id for venue in venues]
    latest = {row[0]: row[1] for row in session.execute(_latest(), {"ids": ids})}
    new = [venue_id for venue_id in ids if venue_id not in latest]
    opened = {row[0]: row[1] for row in session.execute(_opened(), {"ids": new})}
    lengths = lengths_of_all(session, ids)
    units = {}
    for venue in venues:
        if venue.id in latest:
            month = unit_of(Month.of(latest[venue.id]), lengths[venue.id]).end.next
        else:
            month = Month.of(min(venue.created_on, opened.get(venue.id, venue.created_on)))
        units[venue.id] = unit_of(month, lengths[venue.id])
    return units


def _is_over(unit: Unit, venue: models.Venue, now: dt.datetime) -> bool:
    return now >= settled_from(unit.end.last, venue.day_limit)


def _settle_next(db: Database, venue_id: int, now: dt.datetime) -> bool:
    """Settle the venue's next unit; return False if it is not due."""
    with db.writing(in_bulk=True) as session:
        # Whoever changes the counts of a day locks the venue too.
        venue = session.get_one(models.Venue, venue_id, with_for_update=True)
        unit = _next_units(session, [venue])[venue.id]
        if not _is_over(unit, venue, now) or _has_open_day(session, venue.id, unit):
            return False
        _store(session, venue.id, unit, _settled(session, venue, unit))
        _delete_exact(session, venue.id, unit)
        return True


def _has_open_day(session: Session, venue_id: int, unit: Unit) -> bool:
    dates = unit.start.first, unit.end.last
    not_closed = exists().where(
        models.Day.venue_id == venue_id,
        models.Day.service_date.between(*dates),
        models.Day.closed.is_(False),
    )
    set_aside = exists().where(
        models.SetAside.venue_id == venue_id, models.SetAside.service_date.between(*dates)
    )
    return bool(session.scalar(select(not_closed | set_aside)))


def _settled(session: Session, venue: models.Venue, unit: Unit) -> Settled:
    lengths = lengths_of(session, venue.id)
    if not lengths or unit.start < lengths[0][0]:
        return Settled(untold=Untold.BEFORE_SETTLING)
    offered = session.execute(
        select(models.VenueRole.role_id, models.VenueRole.since)
        .join(models.Role, models.Role.id == models.VenueRole.role_id)
        .where(models.VenueRole.venue_id == venue.id, models.Role.archived_on.is_(None))
    ).all()
    opened = max(unit.start.first, venue.created_on)
    return settle(
        _said(session, venue.id, unit),
        session.get_one(models.Partnership, venue.partnership_id).small_number,
        offered=[row.role_id for row in offered],
        all_along=[row.role_id for row in offered if row.since is None or row.since <= opened],
        asks_company=venue.offers_company,
    )


def _said(session: Session, venue_id: int, unit: Unit) -> SaidCounts:
    """Return the unit's exact counts, added up over its days."""
    days = counts_between(session, venue_id, unit.start.first, unit.end.last)
    sums: Counter[Cell] = Counter()
    for counts in days.values():
        sums.update(counts)
    activities = {
        cell.activity_id: number
        for cell, number in sums.items()
        if cell.measure is Measure.ACTIVITY and cell.activity_id is not None
    }
    roles: Counter[int] = Counter()
    within: dict[tuple[int, int], int] = defaultdict(int)
    for cell, number in sums.items():
        if cell.measure is Measure.ROLE and cell.role_id is not None:
            roles[cell.role_id] += number
            if cell.activity_id is not None:
                within[cell.activity_id, cell.role_id] += number
    return SaidCounts(
        visits=sums[Cell(Measure.VISITS)] - sums[Cell(Measure.SOURCE, source=Source.IMPORT)],
        outside=sum(_outside(counts) for counts in days.values()),
        activities=activities,
        roles=roles,
        within=within,
        several_roles=sums[Cell(Measure.SEVERAL_ROLES)],
        company=sums[Cell(Measure.COMPANY)],
    )


def _outside(counts: dict[Cell, int]) -> int:
    """Return how many visits of a day at least had a role and no activity."""
    participations = sum(
        number for cell, number in counts.items() if cell.measure is Measure.ACTIVITY
    )
    return max(0, counts.get(Cell(Measure.TOOK_PART), 0) - participations)


def _store(session: Session, venue_id: int, unit: Unit, settled: Settled) -> None:
    key = {"venue_id": venue_id, "first": unit.start.first}
    several, company = settled.several_roles, settled.company
    session.add(
        models.SettledUnit(
            **key,
            untold=settled.untold,
            several_low=several and several.low,
            several_high=several and several.high,
            company_low=company and company.low,
            company_high=company and company.high,
        )
    )
    session.flush()
    session.add_all(
        models.SettledRole(**key, role_id=role_id, low=number.low, high=number.high)
        for role_id, number in sorted(settled.roles.items())
    )
    session.add_all(
        models.SettledActivityRole(
            **key, activity_id=activity_id, role_id=role_id, number=number.low
        )
        for (activity_id, role_id), number in sorted(settled.within.items())
    )


def _delete_exact(session: Session, venue_id: int, unit: Unit) -> None:
    """Keep only the visits of each day, and no role or cells of its corrections."""
    dates = unit.start.first, unit.end.last
    session.execute(
        delete(models.DayCount).where(
            models.DayCount.venue_id == venue_id,
            models.DayCount.service_date.between(*dates),
            models.DayCount.cell != Cell(Measure.VISITS).key,
        )
    )
    session.execute(
        update(models.Correction)
        .where(
            models.Correction.venue_id == venue_id,
            models.Correction.service_date.between(*dates),
        )
        .values(role_id=None, cells={}, person_id=None)
    )
