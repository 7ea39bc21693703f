"""Visits above a cap of the venue: a host confirms or drops them, batch by batch."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Viewer
from app.domain.visits.held import HeldBatch, HeldReason
from app.services.core.lookup import counting_venue
from app.services.visits.day_parts import raise_part
from app.services.visits.day_row import locked_day


def batches_of(session: Session, venue_id: int, date: dt.date) -> tuple[HeldBatch, ...]:
    """Return the batches of a running day, largest first. Takes an open session.

    Batches of one size are in the order of their random numbers, never of their arrival.
    """
    people = func.sum(models.Visit.size)
    columns = (models.Visit.held_batch, models.Visit.held_reason)
    found = session.execute(
        select(*columns, people)
        .where(
            models.Visit.venue_id == venue_id,
            models.Visit.service_date == date,
            models.Visit.held,
        )
        .group_by(*columns)
        .order_by(people.desc(), *columns)
    )
    return tuple(
        HeldBatch(number or 0, HeldReason(reason or HeldReason.DAY), size)
        for number, reason, size in found
    )


def settle_batch(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    number: int,
    reason: HeldReason,
    *,
    confirmed: bool,
    now: dt.datetime,
) -> None:
    """Count the held visits of one batch, or delete them. Other batches stay held.

    Does nothing if the batch has been settled already. Visits held later are in a new batch, so
    sending the form twice settles nobody whom the host hasn't seen.

    Raises NotFound, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        day = locked_day(session, venue, date)
        if day.held_batch == number:
            day.held_batch = None
        held = (
            models.Visit.venue_id == venue.id,
            models.Visit.service_date == date,
            models.Visit.held,
            models.Visit.held_batch == number,
            models.Visit.held_reason == reason,
        )
        if confirmed:
            # Visits store no time, so they count in the part of the day when they are confirmed.
            people = session.scalar(select(func.sum(models.Visit.size)).where(*held))
            if people:
                day.visits += people
                raise_part(session, venue.id, date, people, now)
            session.execute(
                update(models.Visit)
                .where(*held)
                .values(held=False, held_batch=None, held_reason=None)
            )
        else:
            session.execute(delete(models.Visit).where(*held))
