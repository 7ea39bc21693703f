"""Forgetting who made the corrections of a settled period."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import models


def forget_authors_of_corrections(session: Session, venue_id: int, up_to_date: dt.date) -> None:
    """Forget who corrected the venue's days up to this date, inclusive. Takes an open session.

    The corrections stay, with their numbers, reasons and dates.
    """
    session.execute(
        update(models.Correction)
        .where(
            models.Correction.venue_id == venue_id,
            models.Correction.service_date <= up_to_date,
            models.Correction.person_id.is_not(None),
        )
        .values(person_id=None)
    )
