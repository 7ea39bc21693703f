"""Days that an import has begun to save or to take back. Reports have all of an import or nothing.

Every function takes an open session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.day_state import DayState

Imports = models.EarlierImport
ImportedDays = models.ImportedDay
UNFINISHED = Imports.finished_at.is_(None) & Imports.taken_back_at.is_(None)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A day as it is without an unfinished import: `more` visits than stored, and its state.

    The state is that of the whole import before it, or None if there was none.
    """

    more: int
    state: DayState | None


def left_out(session: Session, venue_ids: Sequence[int]) -> dict[tuple[int, dt.date], LeftOut]:
    """Return the days of unfinished imports at the venues, by venue id and date."""
    now = {
        (row.venue_id, row.service_date): row
        for row in _newest(session, ImportedDays.venue_id.in_(venue_ids), UNFINISHED)
    }
    if not now:
        return {}
    ids = {venue_id for venue_id, _date in now}
    dates = [date for _venue_id, date in now]
    whole = {
        (row.venue_id, row.service_date): row
        for row in _newest(
            session,
            ImportedDays.venue_id.in_(ids),
            ImportedDays.service_date.between(min(dates), max(dates)),
            Imports.finished_at.is_not(None),
        )
    }
    found = {}
    for key, row in now.items():
        before = whole.get(key)
        if before is None:
            found[key] = LeftOut(-row.visits, None)
        elif before.import_id < row.import_id:
            found[key] = LeftOut(before.visits - row.visits, _state(before))
        # Otherwise a whole import has replaced the day since.
    return found


def first_days(session: Session, venue_ids: Sequence[int]) -> dict[int, dt.date]:
    """Return each venue's first day that no unfinished import has made."""
    made = exists().where(
        ImportedDays.venue_id == models.Day.venue_id,
        ImportedDays.service_date == models.Day.service_date,
        ImportedDays.is_undone.is_(False),
        ImportedDays.import_id == Imports.id,
        UNFINISHED,
    )
    rows = session.execute(
        select(models.Day.venue_id, func.min(models.Day.service_date))
        .where(models.Day.venue_id.in_(venue_ids), ~made)
        .group_by(models.Day.venue_id)
    )
    return {row[0]: row[1] for row in rows}


def _newest(session: Session, *which: ColumnElement[bool]) -> list[models.ImportedDay]:
    """Return the days that are not undone, so that the newest of each day comes last."""
    return list(
        session.scalars(
            select(ImportedDays)
            .join(Imports, Imports.id == ImportedDays.import_id)
            .where(ImportedDays.is_undone.is_(False), *which)
            .order_by(ImportedDays.import_id)
        )
    )


def _state(row: models.ImportedDay) -> DayState:
    if row.is_closed:
        return DayState.CLOSED
    return DayState.COUNTED if row.visits else DayState.ZERO
