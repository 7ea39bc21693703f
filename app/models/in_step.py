"""What changes in the same transaction as other rows, so that no service can forget it.

A venue's `profile_version` moves with every change to what its set-up consists of, and a day's
`visits` with its visits.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, event, inspect, or_, select, update
from sqlalchemy.orm import ORMExecuteState, Session

from app.models.base import Base
from app.models.days import ActivityDay, ClosedAhead
from app.models.partnership import PartnershipLanguage, Role
from app.models.venue import (
    Activity,
    ActivityTime,
    OpeningHours,
    Venue,
    VenueLanguageOff,
    VenueLogo,
    VenueRole,
)
from app.models.visit import Day, Visit

OF_A_VENUE = (Activity, ClosedAhead, OpeningHours, VenueLanguageOff, VenueLogo, VenueRole)
OF_AN_ACTIVITY = (ActivityDay, ActivityTime)
OF_A_PARTNERSHIP = (PartnershipLanguage, Role)
SET_UP: tuple[type[Base], ...] = (Venue, *OF_A_VENUE, *OF_AN_ACTIVITY, *OF_A_PARTNERSHIP)
"""The tables that a venue's profile is read from (`app.services.core.venue_profile`)."""
VENUES: Any = Venue.__table__
ACTIVITIES: Any = Activity.__table__


def new_version() -> int:
    """Return a random version. A counter could repeat one after a backup is restored."""
    return secrets.randbits(62)


class SetUpWrittenInBulk(TypeError):
    """Rows of a set-up table can't be inserted in bulk: whose they are would not be noticed."""


@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: Any, _instances: Any) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    rows = [*session.new, *session.deleted, *changed]
    for row in rows:
        if isinstance(row, Venue):
            row.profile_version = new_version()
    set_up: dict[type[Base], set[int]] = {}
    for row in rows:
        if isinstance(row, SET_UP[1:]):
            set_up.setdefault(type(row), set()).add(getattr(row, _key_of(type(row)).key))
    if set_up:
        _move_versions(session, or_(*(_venues_with(*each) for each in set_up.items())))
    _add_to_totals(session, [row for row in rows if isinstance(row, Visit)])


@event.listens_for(Session, "do_orm_execute")
def _before_bulk(state: ORMExecuteState) -> None:
    """Treat `update` and `delete` of set-up rows in bulk like those of single rows."""
    if not (state.is_insert or state.is_update or state.is_delete) or not state.bind_mapper:
        return
    table = state.bind_mapper.class_
    if table not in SET_UP:
        return
    if state.is_insert or isinstance(state.parameters, list):
        raise SetUpWrittenInBulk(table.__name__)
    where = getattr(state.statement, "whereclause", None)
    key = _key_of(table)
    rows = select(key) if where is None else select(key).where(where)
    _move_versions(state.session, _venues_with(table, rows), state.parameters)


def _key_of(table: type[Any]) -> Any:
    """The column that tells whose set-up a row of the table is part of."""
    if table is Venue:
        return Venue.id
    if table in OF_AN_ACTIVITY:
        return table.activity_id
    return table.partnership_id if table in OF_A_PARTNERSHIP else table.venue_id


def _venues_with(table: type[Base], keys: Any) -> ColumnElement[bool]:
    which: ColumnElement[bool] = VENUES.c.id.in_(keys)
    if table in OF_A_PARTNERSHIP:
        which = VENUES.c.partnership_id.in_(keys)
    if table in OF_AN_ACTIVITY:
        of_activities = select(ACTIVITIES.c.venue_id).where(ACTIVITIES.c.id.in_(keys))
        which = VENUES.c.id.in_(of_activities)
    return which


def _move_versions(session: Session, which: ColumnElement[bool], parameters: Any = None) -> None:
    # One version for all of them: it is only ever compared with the same venue's.
    moved = update(VENUES).where(which).values(profile_version=new_version())
    session.connection().execute(moved, parameters or {})


def _add_to_totals(session: Session, visits: Iterable[Visit]) -> None:
    more: Counter[tuple[int, dt.date]] = Counter()
    for visit in visits:
        after = 0 if visit in session.deleted else _people(visit.held, visit.size)
        more[visit.venue_id, visit.service_date] += after - _people_before(visit)
    for key, number in more.items():
        if number:
            day = session.get(Day, key) or _new_day(session, key)
            day.visits = (day.visits or 0) + number


def _new_day(session: Session, key: tuple[int, dt.date]) -> Day:
    made = (row for row in session.new if isinstance(row, Day))
    return next(day for day in made if (day.venue_id, day.service_date) == key)


def _people(held: bool | None, size: int | None) -> int:
    """How many a visit counts for. None is a column's default, which is filled in later."""
    if held:
        return 0
    return 1 if size is None else size


def _people_before(visit: Visit) -> int:
    state = inspect(visit)
    if not state.persistent:
        return 0
    held: Any = state.attrs.held.history
    size: Any = state.attrs.size.history
    return _people(*((past.deleted or past.unchanged)[0] for past in (held, size)))
