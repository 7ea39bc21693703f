"""The codes in use on walls and screens. Every function takes an open session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.venues.changing_code import CHANGING_LENGTH, shown_code, valid_codes


def standing_code(session: Session, venue_id: int) -> models.Code:
    """The venue's own code as it hangs on the wall: every venue has one that is not replaced."""
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
    """The activity's code as it hangs on the wall, or the venue's where it has none of its own."""
    own = session.scalar(
        select(models.Code)
        .where(models.Code.activity_id == activity_id, models.Code.grace_until.is_(None))
        .order_by(models.Code.version.desc(), models.Code.code)
        .limit(1)
    )
    return own or standing_code(session, venue_id)


def code_for_screen(session: Session, venue: models.Venue, now: dt.datetime) -> str:
    """The code that the venue's screen shows now: the changing one where that is on."""
    if venue.screen_key is not None:
        return shown_code(venue.screen_key, now)
    return standing_code(session, venue.id).code


def behind_changing_code(session: Session, code: str, now: dt.datetime) -> models.Code | None:
    """The standing code of the venue whose screen shows the code, or has shown it lately.

    The caller has looked for a code of that name first: what hangs on a wall comes before what
    a screen shows. Should two screens ever show the same, it opens neither of their doors.
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
