"""The corrections made to a range of days. Takes an open session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.corrections import CorrectionReason


@dataclass(frozen=True)
class Corrected:
    """A correction as it is shown to the partnership.

    `activity` and `role` are names, empty if the correction is to the visits alone. `by` is the
    person's name, empty if the venue's own phone sent it or the period has settled.
    `can_be_undone` is false for a correction that has been undone, and for one that undoes another.
    """

    id: int
    date: dt.date
    number: int
    why: CorrectionReason
    activity: str
    role: str
    by: str
    created_on: dt.date
    can_be_undone: bool


def corrections_of_days(
    session: Session, venue_id: int, first: dt.date, last: dt.date
) -> tuple[Corrected, ...]:
    """Return the corrections to the days from `first` to `last`, inclusive, newest first."""
    rows = session.execute(
        select(models.Correction, models.Activity.name, models.Role.verb, models.Person.name)
        .outerjoin(models.Activity, models.Activity.id == models.Correction.activity_id)
        .outerjoin(models.Role, models.Role.id == models.Correction.role_id)
        .outerjoin(models.Person, models.Person.id == models.Correction.person_id)
        .where(
            models.Correction.venue_id == venue_id,
            models.Correction.service_date.between(first, last),
        )
        .order_by(models.Correction.id.desc())
    ).all()
    undone_ids = {row.undoes_id for row, *_names in rows}
    return tuple(
        Corrected(
            id=row.id,
            date=row.service_date,
            number=row.number,
            why=CorrectionReason(row.reason),
            activity=activity or "",
            role=role or "",
            by=by or "",
            created_on=row.created_on,
            can_be_undone=row.undoes_id is None and row.id not in undone_ids,
        )
        for row, activity, role, by in rows
    )
