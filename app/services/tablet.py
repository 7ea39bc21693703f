"""The tablet in the house: a start page for each person, and a thank-you that only they can use.

A tablet stands at the place's own door, as a phone would: the one-time key of its start page is
the ticket of the visit. Nobody's device keeps it; it is gone with the next start page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.db import Database
from app.domain import look
from app.domain.activities import Activity, running
from app.domain.check_in import Door, MyVisit, NoVisit, Source, VenueClosed, new_key, ticket
from app.domain.devices import Device
from app.domain.languages import Spoken
from app.domain.service_day import service_date
from app.models import Device as DeviceTable
from app.models import Venue
from app.services import check_in, my_visit
from app.services._changing import standing_code
from app.services._places import activities_of, languages_of


@dataclass(frozen=True)
class StartPage:
    """What the tablet asks the next person. `key` counts one visit, however often it is sent."""

    key: str
    venue_id: int
    venue_name: str
    colour: str
    picture: str
    date: dt.date
    activities: tuple[Activity, ...]
    languages: Spoken


@dataclass(frozen=True)
class Ticket:
    """The way to the visit of a thank-you page: the place's code, and the visit's ticket."""

    code: str
    ticket: str


def start_page(db: Database, device: Device, *, now: dt.datetime) -> StartPage:
    """A page for the next person. The page before it can change its visit no more."""
    key = new_key()
    with db.writing() as session:
        session.get_one(DeviceTable, device.id).page_hash = _hashed(key)
        venue = session.get_one(Venue, device.venue_id)
        date = service_date(now, venue.day_limit)
        return StartPage(
            key=key,
            venue_id=venue.id,
            venue_name=venue.name,
            colour=look.colour_of(venue.colour, venue.kind),
            picture=look.picture_of(venue.picture, venue.kind),
            date=date,
            activities=running(activities_of(session, venue.id), date),
            languages=languages_of(session, venue),
        )


def count(
    db: Database,
    device: Device,
    key: str,
    *,
    taking_part: bool,
    activity_id: int | None = None,
    now: dt.datetime,
) -> None:
    """Count one visit for a start page, once; with `activity_id` as a taking part in it.

    Raises DayClosed, and NotOffered where the visit is counted but the activity is over.
    """
    with db.reading() as session:
        way = _way(session, device, key, now)
    check_in.check_in(
        db, way.code, None, key, taking_part=taking_part, source=Source.TABLET, now=now
    )
    if activity_id is not None:
        my_visit.join(db, way.code, way.ticket, activity_id, first_answer=True, now=now)


def showing(db: Database, device: Device, key: str) -> bool:
    """Whether no start page has been shown since the one with this key."""
    with db.reading() as session:
        return _showing(session, device, key)


def ticket_to(db: Database, device: Device, key: str, *, now: dt.datetime) -> Ticket:
    """The way to a page's visit. Raises NoVisit once the tablet has shown another start page."""
    with db.reading() as session:
        if not _showing(session, device, key):
            raise NoVisit
        return _way(session, device, key, now)


def thanks(db: Database, device: Device, key: str, *, now: dt.datetime) -> tuple[Door, MyVisit]:
    """What the thank-you page shows. Raises NoVisit as `ticket_to`, and after an undo."""
    way = ticket_to(db, device, key, now=now)
    try:
        arrival = check_in.arrive(db, way.code, way.ticket, now=now)
    except VenueClosed:
        raise NoVisit from None
    if arrival.visit is None:
        raise NoVisit
    return arrival.door, arrival.visit


def _way(session: Session, device: Device, key: str, now: dt.datetime) -> Ticket:
    venue = session.get_one(Venue, device.venue_id)
    date = service_date(now, venue.day_limit)
    return Ticket(standing_code(session, venue.id).code, ticket(key, date))


def _showing(session: Session, device: Device, key: str) -> bool:
    return session.get_one(DeviceTable, device.id).page_hash == _hashed(key)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
