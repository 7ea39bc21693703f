"""How a venue meets people at its door: its look, what it offers, and how full it gets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.db import Database
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_venue
from app.services.visits.day_row import touch


@dataclass(frozen=True)
class CheckInSettings:
    """What a coordinator chooses for the door.

    `colour` and `picture` are names from `look`, or empty for what suits the kind of venue.
    `daily_cap` is the number of check-ins in a day above which a host confirms more.
    """

    colour: str
    picture: str
    offers_company: bool
    daily_cap: int


def settings(db: Database, viewer: Viewer, venue_id: int) -> CheckInSettings:
    """What is chosen now. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        return CheckInSettings(venue.colour, venue.picture, venue.offers_company, venue.daily_cap)


def choose(
    db: Database, viewer: Viewer, venue_id: int, chosen: CheckInSettings, *, now: dt.datetime
) -> None:
    """Set the door. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        venue.colour, venue.picture = chosen.colour, chosen.picture
        venue.offers_company, venue.daily_cap = chosen.offers_company, chosen.daily_cap
        touch(session, venue.id, now)
