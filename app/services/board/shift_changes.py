"""What has changed at a venue since somebody's last shift there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Viewer
from app.services.core.lookup import counting_venue


@dataclass(frozen=True)
class ShiftChanges:
    """What has changed since the last shift, on `date`.

    `new` and `ended` are names of activities. `corrections` counts later corrections of that
    day and of earlier ones.
    """

    date: dt.date
    new: tuple[str, ...]
    ended: tuple[str, ...]
    hours_changed: bool
    codes_replaced: int
    notes: int
    corrections: int

    @property
    def nothing(self) -> bool:
        """Whether nothing has changed."""
        return not any(
            (
                self.new,
                self.ended,
                self.hours_changed,
                self.codes_replaced,
                self.notes,
                self.corrections,
            )
        )


def changes_since(
    db: Database, viewer: Viewer, venue_id: int, last: dt.date, *, now: dt.datetime
) -> ShiftChanges:
    """Return what has changed since the service date `last`. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        today = service_date(now, venue.day_limit)

        of_here = models.Activity.venue_id == venue.id
        new = of_here, models.Activity.created_on > last, models.Activity.archived_on.is_(None)
        ended = of_here, models.Activity.archived_on > last, models.Activity.archived_on <= today
        hours = (
            models.OpeningHours.venue_id == venue.id,
            models.OpeningHours.valid_from > last,
            models.OpeningHours.valid_from <= today,
        )
        codes = models.Code.venue_id == venue.id, models.Code.replaced_on > last
        notes = models.DayNote.venue_id == venue.id, models.DayNote.service_date > last
        corrections = (
            models.Correction.venue_id == venue.id,
            models.Correction.service_date <= last,
            models.Correction.created_on > last,
        )
        by_name = select(models.Activity.name).order_by(models.Activity.name)
        return ShiftChanges(
            date=last,
            new=tuple(session.scalars(by_name.where(*new))),
            ended=tuple(session.scalars(by_name.where(*ended))),
            hours_changed=_number(session, func.count(models.OpeningHours.venue_id), *hours) > 0,
            codes_replaced=_number(session, func.count(models.Code.code), *codes),
            notes=_number(session, func.count(models.DayNote.id), *notes),
            corrections=_number(session, func.count(models.Correction.id), *corrections),
        )


def _number(session: Session, counted: ColumnElement[int], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(counted).where(*where)) or 0
