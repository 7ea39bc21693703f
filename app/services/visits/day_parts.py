"""Monthly counters by part of the day.

Every function takes an open session, with the day locked.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.visits.part_of_day import part_of, up_to


def raise_part(
    session: Session, venue_id: int, date: dt.date, number: int, then: dt.datetime
) -> None:
    """Add `number` to the part of the day that `then` falls in."""
    month, part = Month.of(date).first, part_of(then, date)
    raised = (
        update(models.PartOfDayCount)
        .where(
            models.PartOfDayCount.venue_id == venue_id,
            models.PartOfDayCount.month == month,
            models.PartOfDayCount.part == part,
        )
        .values(number=models.PartOfDayCount.number + number)
        .returning(models.PartOfDayCount.number)
    )
    if session.execute(raised).first() is not None:
        return
    try:
        with session.begin_nested():
            session.add(
                models.PartOfDayCount(venue_id=venue_id, month=month, part=part, number=number)
            )
    except IntegrityError:
        # Another day of the same month, which has its own lock, has inserted the row.
        session.execute(raised)


def lower_part(
    session: Session, venue_id: int, date: dt.date, number: int, now: dt.datetime
) -> None:
    """Subtract `number` from the part of the day that `now` falls in, then from earlier parts.

    The part in which a visit was counted is not stored, as that would be the time of the visit.
    """
    rows = {
        row.part: row
        for row in session.scalars(
            select(models.PartOfDayCount)
            .where(
                models.PartOfDayCount.venue_id == venue_id,
                models.PartOfDayCount.month == Month.of(date).first,
            )
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    for part in up_to(part_of(now, date)):
        row = rows.get(part)
        if row is None or not number:
            continue
        step = min(number, row.number)
        number -= step
        if step == row.number:
            session.delete(row)
        else:
            row.number -= step
    session.flush()


def forget_small_months(session: Session, venue_id: int, before: Month) -> None:
    """Delete the counters of months before `before` that add up to too little.

    That is less than twice the partnership's threshold.
    """
    threshold = session.scalars(
        select(models.Partnership.small_number)
        .join(models.Venue, models.Venue.partnership_id == models.Partnership.id)
        .where(models.Venue.id == venue_id)
    ).one()
    sums = session.execute(
        select(models.PartOfDayCount.month, func.sum(models.PartOfDayCount.number))
        .where(
            models.PartOfDayCount.venue_id == venue_id, models.PartOfDayCount.month < before.first
        )
        .group_by(models.PartOfDayCount.month)
    )
    small = [month for month, sum_ in sums if sum_ < 2 * threshold]
    session.execute(
        delete(models.PartOfDayCount).where(
            models.PartOfDayCount.venue_id == venue_id, models.PartOfDayCount.month.in_(small)
        )
    )
