"""The codes in use on walls and screens. Every function takes an open session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.venues.changing_code import CHANGING_LENGTH, shown_code, valid_codes


def standing_code(session: Session, venue_id: int) -> models.Code:
    """Return the venue's current code, as on its posters. Every venue has one."""
    return session.scalars(
        select(models.Code)
        .where(
            models.Code.venue_id == venue_id,
            models.Code.activity_id.is_(None),
            models.Code.grace_until.is_(None),
        )
        .order_by(models.Code.version.desc(), models.Code.code)
        .limit(1)
    ).one()


def code_of_activity(session: Session, venue_id: int, activity_id: int) -> models.Code:
    """Return the activity's current code, or the venue's if the activity has none."""
    own = session.scalar(
        select(models.Code)
        .where(models.Code.activity_id == activity_id, models.Code.grace_until.is_(None))
        .order_by(models.Code.version.desc(), models.Code.code)
        .limit(1)
    )
    return own or standing_code(session, venue_id)


def code_for_screen(session: Session, venue: models.Venue, now: dt.datetime) -> str:
    """Return the code that the venue's screens show now; the changing code if it is on."""
    if venue.screen_key is not None:
        return shown_code(venue.screen_key, now)
    return standing_code(session, venue.id).code


def behind_changing_code(session: Session, code: str, now: dt.datetime) -> models.Code | None:
    """Return the standing code of the venue whose changing code this is, or None.

    A changing code stays valid for half an hour after a screen has shown it. In the unlikely case
    that two venues have the same one, it leads to neither. Look among the codes on posters first.
    """
    if len(code) != CHANGING_LENGTH:
        return None
    venues = [
        venue_id
        for venue_id, key in session.execute(
            select(models.Venue.id, models.Venue.screen_key).where(
                models.Venue.screen_key.is_not(None)
            )
        )
        if key and code in valid_codes(key, now)
    ]
    return standing_code(session, venues[0]) if len(venues) == 1 else None
