"""The code on a venue's screen, and the venue behind such a code. Both take the session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.venues.changing_code import CHANGING_LENGTH, shown_code, valid_codes
from app.models import Code, Venue


def standing_code(session: Session, venue_id: int) -> Code:
    """The venue's own code as it hangs on the wall: every venue has one that is not replaced."""
    return session.scalars(
        select(Code)
        .where(Code.venue_id == venue_id, Code.activity_id.is_(None), Code.grace_until.is_(None))
        .order_by(Code.version.desc(), Code.code)
        .limit(1)
    ).one()


def code_of_activity(session: Session, venue_id: int, activity_id: int) -> Code:
    """The activity's code as it hangs on the wall, or the venue's where it has none of its own."""
    own = session.scalar(
        select(Code)
        .where(Code.activity_id == activity_id, Code.grace_until.is_(None))
        .order_by(Code.version.desc(), Code.code)
        .limit(1)
    )
    return own or standing_code(session, venue_id)


def code_for_screen(session: Session, venue: Venue, now: dt.datetime) -> str:
    """The code that the venue's screen shows now: the changing one where that is on."""
    if venue.screen_key is not None:
        return shown_code(venue.screen_key, now)
    return standing_code(session, venue.id).code


def behind_changing_code(session: Session, code: str, now: dt.datetime) -> Code | None:
    """The standing code of the venue whose screen shows the code, or has shown it lately.

    The caller has looked for a code of that name first: what hangs on a wall comes before what
    a screen shows. Should two screens ever show the same, it opens neither of their doors.
    """
    if len(code) != CHANGING_LENGTH:
        return None
    venues = [
        venue_id
        for venue_id, key in session.execute(
            select(Venue.id, Venue.screen_key).where(Venue.screen_key.is_not(None))
        )
        if key and code in valid_codes(key, now)
    ]
    return standing_code(session, venues[0]) if len(venues) == 1 else None
