"""How long a venue's units are: what is told of roles is told by the quarter or by the month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import service_date
from app.domain.days.units import QUARTER
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_venue
from app.services.core.settled_units import lengths_of


@dataclass(frozen=True)
class UnitLength:
    """The length of a venue's units now, in months (1 or 3).

    From the month `changes_in` on it is `coming`; both are None if no other length is chosen.
    """

    months: int
    coming: int | None = None
    changes_in: Month | None = None


def unit_length_of(session: Session, venue_id: int, today: dt.date) -> UnitLength:
    """Return the length of the venue's units. Takes an open session.

    A venue from before there were units has the first length that is to come.
    """
    now = Month.of(today)
    lengths = lengths_of(session, venue_id)
    begun = [months for since, months in lengths if since <= now]
    later = [(since, months) for since, months in lengths if since > now]
    if not begun:
        return UnitLength(later[0][1] if later else QUARTER)
    if not later:
        return UnitLength(begun[-1])
    return UnitLength(begun[-1], coming=later[0][1], changes_in=later[0][0])


def set_unit_length(
    db: Database, viewer: Viewer, venue_id: int, months: int, *, now: dt.datetime
) -> None:
    """Set the length of the venue's units, in months (1 or 3), from the next quarter on.

    Choosing the present length again takes back a choice for the next quarter. Raises NotFound.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        since = Quarter.of(service_date(now, venue.day_limit)).next.first
        session.execute(
            delete(models.SettlingUnitLength).where(
                models.SettlingUnitLength.venue_id == venue.id,
                models.SettlingUnitLength.since >= since,
            )
        )
        lengths = lengths_of(session, venue.id)
        if not lengths or lengths[-1][1] != months:
            session.add(models.SettlingUnitLength(venue_id=venue.id, since=since, months=months))


def start_units(session: Session, venue: models.Venue, months: int) -> None:
    """Give a new venue units of this length, from its first quarter on. Takes an open session."""
    since = Quarter.of(venue.created_on).first
    session.add(models.SettlingUnitLength(venue_id=venue.id, since=since, months=months))
