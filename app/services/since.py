"""What changed at a venue since somebody's last shift there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.service_day import day_ends, service_date
from app.domain.people.access import Viewer
from app.models import Activity, Code, Correction, DayNote, OpeningHours
from app.services._places import counting_venue


@dataclass(frozen=True)
class Since:
    """What is new since the end of a day: names of activities, and how many of the rest."""

    date: dt.date
    new: tuple[str, ...]
    ended: tuple[str, ...]
    hours_changed: bool
    codes_replaced: int
    notes: int
    corrections: int

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
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


def since(db: Database, viewer: Viewer, venue_id: int, last: dt.date, *, now: dt.datetime) -> Since:
    """What changed after the day of the last shift, up to now. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        today = service_date(now, venue.day_limit)

        of_here = Activity.venue_id == venue.id
        new = of_here, Activity.made_on > last, Activity.archived_on.is_(None)
        ended = of_here, Activity.archived_on > last, Activity.archived_on <= today
        hours = (
            OpeningHours.venue_id == venue.id,
            OpeningHours.valid_from > last,
            OpeningHours.valid_from <= today,
        )
        codes = Code.venue_id == venue.id, Code.replaced_on > last
        notes = DayNote.venue_id == venue.id, DayNote.service_date > last
        corrections = (
            Correction.venue_id == venue.id,
            Correction.service_date <= last,
            Correction.made_at > day_ends(last, venue.day_limit),
        )
        by_name = select(Activity.name).order_by(Activity.name)
        return Since(
            date=last,
            new=tuple(session.scalars(by_name.where(*new))),
            ended=tuple(session.scalars(by_name.where(*ended))),
            hours_changed=_number(session, func.count(OpeningHours.venue_id), *hours) > 0,
            codes_replaced=_number(session, func.count(Code.code), *codes),
            notes=_number(session, func.count(DayNote.id), *notes),
            corrections=_number(session, func.count(Correction.id), *corrections),
        )


def _number(session: Session, counted: ColumnElement[int], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(counted).where(*where)) or 0
