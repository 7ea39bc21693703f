"""What the database knows about a code now, in one statement by primary keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, exists, false, select

from app import models
from app.domain.base.service_day import ONE_DAY, ZONE
from app.domain.days.day_state import DayState


def code_rows(connection: Connection, code: str, now: dt.datetime) -> Sequence[Row[Any]]:
    """Return the code with the day's row, or one row for each of the two days it may be.

    Which of them depends on the venue's limit. Empty if no poster has ever had the code.
    """
    today = now.astimezone(ZONE).date()
    asked = {"code": code, "today": today, "yesterday": today - ONE_DAY}
    return connection.execute(CODE_NOW, asked).all()


def _code_now() -> Select[*tuple[Any, ...]]:
    code, venue, day, key, visit = (
        table.__table__.c
        for table in (models.Code, models.Venue, models.Day, models.DayKey, models.Visit)
    )
    of_day = and_(
        day.venue_id == venue.id,
        day.service_date.in_((bindparam("today"), bindparam("yesterday"))),
    )
    came = exists().where(visit.venue_id == day.venue_id, visit.service_date == day.service_date)
    return (
        select(
            code.code,
            code.activity_id,
            code.grace_until,
            code.venue_id,
            venue.day_limit,
            venue.profile_version,
            day.service_date,
            day.state,
            case((day.state == DayState.CLOSED, came), else_=false()).label("has_visits"),
            key.key,
        )
        .select_from(models.Code.__table__)
        .join(models.Venue.__table__, venue.id == code.venue_id)
        .outerjoin(models.Day.__table__, of_day)
        .outerjoin(
            models.DayKey.__table__,
            and_(key.venue_id == day.venue_id, key.service_date == day.service_date),
        )
        .where(code.code == bindparam("code"))
    )


CODE_NOW = _code_now()  # Built once: building a statement costs more than running it.
