"""The settings of a venue's check-in page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.db import Database
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_venue
from app.services.visits.day_row import touch


@dataclass(frozen=True)
class CheckInSettings:
    """What a coordinator chooses for the check-in page.

    `colour` and `picture` are names from `look`, or empty for the default of the kind of venue.
    `daily_cap` is how many can check in on a day before a host has to confirm further visits, and
    `minute_cap` how many by phone within a minute; 0 for no limit.
    """

    colour: str
    picture: str
    offers_company: bool
    daily_cap: int
    minute_cap: int


def settings(db: Database, viewer: Viewer, venue_id: int) -> CheckInSettings:
    """Return the current settings. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        return CheckInSettings(
            venue.colour, venue.picture, venue.offers_company, venue.daily_cap, venue.minute_cap
        )


def choose(
    db: Database, viewer: Viewer, venue_id: int, chosen: CheckInSettings, *, now: dt.datetime
) -> None:
    """Save the settings. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        venue.colour, venue.picture = chosen.colour, chosen.picture
        venue.offers_company, venue.daily_cap = chosen.offers_company, chosen.daily_cap
        venue.minute_cap = chosen.minute_cap
        touch(session, venue.id, now)
