"""The rows of a visit's choices, and their day, as single statements on a connection."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql

from app import models
from app.domain.visits.refusals import DayClosed, NoVisit


def lock_day(connection: Connection, venue_id: int, date: dt.date) -> None:
    """Lock the day's row, and increment its version so that open boards notice the change.

    Raises DayClosed if its visits have become counts, and NoVisit if it has none yet.
    """
    day = {"of_venue": venue_id, "of_date": date}
    if not connection.execute(LOCK, day).rowcount:
        raise DayClosed if connection.execute(ANY_DAY, day).first() else NoVisit


def is_first_press(connection: Connection, venue_id: int, date: dt.date, mac: str) -> bool:
    """Record a button press and return whether it is the first with this MAC of its key."""
    row = {"venue_id": venue_id, "service_date": date, "mac": mac}
    return bool(connection.execute(TAP, row).rowcount)


def mark_changed(connection: Connection, visit_id: str) -> None:
    """Note that the visit has been both just here and taking part."""
    connection.execute(CHANGED, {"of_visit": visit_id})


def join(connection: Connection, visit_id: str, activity_id: int) -> None:
    """Join the activity; does nothing if the visit takes part already."""
    connection.execute(JOIN, {"visit_id": visit_id, "activity_id": activity_id})


def leave(connection: Connection, visit_id: str, activity_id: int) -> None:
    """Leave an activity and the roles that belong to it."""
    for statement in LEAVE:
        connection.execute(statement, {"of_visit": visit_id, "of_activity": activity_id})


def take_role(connection: Connection, visit_id: str, role_id: int, activity_id: int | None) -> None:
    """Take a role in the activity, or in none; does nothing if the visit has it already."""
    row = {"visit_id": visit_id, "role_id": role_id, "activity_id": activity_id}
    connection.execute(TAKE, row)


def drop_role(connection: Connection, visit_id: str, role_id: int) -> None:
    """Give up a role, whichever activity it belongs to."""
    connection.execute(DROP, {"of_visit": visit_id, "of_role": role_id})


# Built once: building a statement costs more than running it. PostgreSQL's form of ON CONFLICT is
# SQLite's too.
_DAY: Any = models.Day.__table__
_VISIT: Any = models.Visit.__table__
_PARTICIPATION: Any = models.Participation.__table__
_ROLE: Any = models.VisitRole.__table__
_THIS_DAY = (
    _DAY.c.venue_id == bindparam("of_venue"),
    _DAY.c.service_date == bindparam("of_date"),
)
LOCK = update(_DAY).where(*_THIS_DAY, _DAY.c.closed.is_(False)).values(version=_DAY.c.version + 1)
ANY_DAY = select(_DAY.c.closed).where(*_THIS_DAY)
TAP = (
    postgresql.insert(models.Tap.__table__)  # type: ignore[arg-type]
    .on_conflict_do_nothing()
    .execution_options(preserve_rowcount=True)
)
CHANGED = update(_VISIT).where(_VISIT.c.id == bindparam("of_visit")).values(changed=True)
JOIN = postgresql.insert(_PARTICIPATION).on_conflict_do_nothing()
LEAVE = tuple(
    delete(table).where(
        table.c.visit_id == bindparam("of_visit"), table.c.activity_id == bindparam("of_activity")
    )
    for table in (_PARTICIPATION, _ROLE)
)
TAKE = postgresql.insert(_ROLE).on_conflict_do_nothing()
DROP = delete(_ROLE).where(
    _ROLE.c.visit_id == bindparam("of_visit"), _ROLE.c.role_id == bindparam("of_role")
)
