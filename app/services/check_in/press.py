"""The press that nearly everybody makes, as one short transaction of single statements.

It is for a code on a poster, on a day that has begun, and a visit that is new and within the caps.
Everything else is left to `check_in.check_in`, which can do all of it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.dialects import postgresql

from app import models
from app.db import Database
from app.domain.base.months import Month
from app.domain.venues.profile import VenueProfile
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.pace import Pace
from app.domain.visits.part_of_day import part_of
from app.domain.visits.source import Source
from app.domain.visits.ticket import key_of, ticket_of, visit_id
from app.services.visits import choice_rows
from app.services.visits.code_target import find_known_code


class NotOrdinary(Exception):
    """Something about the press is out of the ordinary; nothing has been written."""


def press(
    db: Database,
    typed: str,
    ticket: str | None,
    key: str,
    *,
    taking_part: bool,
    press_key: str | None,
    pace: Pace | None,
    now: dt.datetime,
) -> tuple[CodeTarget, str]:
    """Do what `check_in` does, and return what it returns.

    Raises NotOrdinary if something else than this may have to be done, CodeReplaced and
    VenueArchived.
    """
    with db.writing_rows() as connection:
        found = find_known_code(connection, typed, now)
        if found is None or found.day_key is None or not found.is_open:
            raise NotOrdinary
        target, day_key = found.target, found.day_key
        key = key_of(ticket, target.date) or key
        day = {"venue_id": target.venue_id, "service_date": target.date}
        _lock_and_count(connection, day, found.profile, pace, now)
        if press_key is not None:
            # The same MAC as in `idempotency_keys`, where a press that is sent again is found.
            mac = visit_id(day_key, target.venue_id, f"press:{press_key}")
            if not choice_rows.is_first_press(connection, target.venue_id, target.date, mac):
                raise NotOrdinary
        new_id = visit_id(day_key, target.venue_id, key)
        if not connection.execute(VISIT, day | PLAIN | {"id": new_id}).rowcount:
            raise NotOrdinary
        if taking_part and target.activity:
            choice_rows.join(connection, new_id, target.activity.id)
        month, part = Month.of(target.date).first, part_of(now, target.date)
        connection.execute(
            PART_OF_DAY, {"venue_id": target.venue_id, "month": month, "part": part, "number": 1}
        )
        return target, ticket_of(key, target.date)


def _lock_and_count(
    connection: Connection,
    day: dict[str, object],
    profile: VenueProfile,
    pace: Pace | None,
    now: dt.datetime,
) -> None:
    """Lock the day's row and count one more. Raises NotOrdinary if the day or a cap is over."""
    counted = connection.execute(
        DAY, {"of_venue": day["venue_id"], "of_date": day["service_date"]}
    ).first()
    if counted is None or counted.visits > profile.daily_cap:
        raise NotOrdinary
    if pace is not None and profile.minute_cap:
        before = counted.arrivals - 1
        date: dt.date = day["service_date"]  # type: ignore[assignment]
        known = pace.in_last_minute(profile.venue_id, date, before, now=now)
        if known + 1 > profile.minute_cap:
            raise NotOrdinary


# Built once: building a statement costs more than running it. PostgreSQL's form of ON CONFLICT is
# SQLite's too.
_DAY: Any = models.Day.__table__
_VISIT: Any = models.Visit.__table__
_PART: Any = models.PartOfDayCount.__table__
DAY = (
    update(_DAY)
    .where(
        _DAY.c.venue_id == bindparam("of_venue"),
        _DAY.c.service_date == bindparam("of_date"),
        _DAY.c.closed.is_(False),
    )
    .values(version=_DAY.c.version + 1, arrivals=_DAY.c.arrivals + 1, visits=_DAY.c.visits + 1)
    .returning(_DAY.c.arrivals, _DAY.c.visits)
)
VISIT = postgresql.insert(_VISIT).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
PLAIN: dict[str, object] = {
    "source": Source.PHONE,
    "size": 1,
    "changed": False,
    "wants_company": False,
    "has_idea": False,
    "held": False,
}
PART_OF_DAY = postgresql.insert(_PART).on_conflict_do_update(
    index_elements=[_PART.c.venue_id, _PART.c.month, _PART.c.part],
    set_={"number": _PART.c.number + 1},
)
