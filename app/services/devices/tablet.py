"""The tablet in the house: a start page for each person, and a thank-you that only they can use.

A tablet stands at the place's own door, as a phone would: the one-time key of its start page is
the ticket of the visit. Nobody's device keeps it; it is gone with the next start page. Without a
network the tablet's own script makes the keys, and what was tapped comes later, with its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.languages import Spoken
from app.domain.base.service_day import day_ends, service_date
from app.domain.base.tokens import token_hash
from app.domain.devices.device import RunningDevice
from app.domain.venues import look
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.role import RoleOption
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.late_tap import LateTap
from app.domain.visits.my_visit import GROUP_SIZES, MyVisit
from app.domain.visits.refusals import NoVisit, VenueClosed
from app.domain.visits.source import Source
from app.domain.visits.ticket import ticket_of
from app.services.check_in import check_in
from app.services.core.venue_profile import activities_of, languages_of, roles_of
from app.services.devices.device_number import number_of
from app.services.visits.code_target import resolve_code
from app.services.visits.current_codes import standing_code
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import is_newest_form
from app.services.visits.phone_visit import (
    drop_role,
    find,
    hold_role,
    join_activity,
    leave_activity,
    mine,
    new_visit,
    remove,
    resize,
)


@dataclass(frozen=True)
class StartPage:
    """What the tablet asks the next person. `key` counts one visit, however often it is sent.

    It is empty on the page that the tablet keeps for when there is no network. `number` is the
    tablet's own, by which a host's page calls it.
    """

    key: str
    number: int
    venue_id: int
    venue_name: str
    colour: str
    picture: str
    date: dt.date
    ends_at: dt.datetime
    activities: tuple[ScheduledActivity, ...]
    roles: tuple[RoleOption, ...]
    offers_company: bool
    languages: Spoken


@dataclass(frozen=True)
class Choices:
    """All that a person has chosen with the tap that counts them, as one form of it says.

    `number` tells which form it is: 0 asks to be counted, and each choice afterwards makes the
    next one. `changed` as in docs/words.md.
    """

    activities: Collection[int] = ()
    roles: Collection[int] = ()
    size: int = 1
    wants_company: bool = False
    has_idea: bool = False
    changed: bool = False
    number: int = 0


NOTHING_CHOSEN = Choices()


LAST_FORM = 9_999
"""The number of the form that takes the visit back: nothing comes after it."""


@dataclass(frozen=True)
class Ticket:
    """The way to the visit of a thank-you page: the place's code, and the visit's ticket."""

    code: str
    ticket: str


def start_page(db: Database, device: RunningDevice, *, now: dt.datetime) -> StartPage:
    """A page for the next person. The page before it can change its visit no more."""
    key = new_key()
    with db.writing() as session:
        session.get_one(models.Device, device.id).page_hash = token_hash(f"{key}:0")
        return _start_page(session, device, key, now)


def page_to_keep(db: Database, device: RunningDevice, *, now: dt.datetime) -> StartPage:
    """A start page without a key, for a tablet that loses its network. Nobody's page ends."""
    with db.reading() as session:
        return _start_page(session, device, "", now)


def _start_page(session: Session, device: RunningDevice, key: str, now: dt.datetime) -> StartPage:
    venue = session.get_one(models.Venue, device.venue_id)
    date = service_date(now, venue.day_limit)
    return StartPage(
        key=key,
        number=number_of(session, device),
        venue_id=venue.id,
        venue_name=venue.name,
        colour=look.colour_of(venue.colour, venue.kind),
        picture=look.picture_of(venue.picture, venue.kind),
        date=date,
        ends_at=day_ends(date, venue.day_limit),
        activities=running(activities_of(session, venue.id), date),
        roles=roles_of(session, venue.id),
        offers_company=venue.offers_company,
        languages=languages_of(session, venue),
    )


def count(
    db: Database,
    device: RunningDevice,
    key: str,
    *,
    chosen: Choices = NOTHING_CHOSEN,
    tapped: LateTap | None = None,
    now: dt.datetime,
) -> bool:
    """Count one visit for a start page, once, with what was chosen; in one transaction.

    The newest form holds all that was chosen, so the visit is what it says, and a form that comes
    after a newer one changes nothing. What is not offered today (any more) is passed over: the
    visit counts. A tablet counts outside opening hours too: a host started it, so somebody is
    there. Tells whether the tablet still shows that page. Raises DayClosed, TapTooLate and
    DayAhead.
    """
    with db.reading() as session:
        door, _open_now = resolve_code(session, standing_code(session, device.venue_id).code, now)
        if tapped is not None:
            tapped.must_be_of(door.date, door.venue_name, door.languages)
    moment = tapped.moment(now) if tapped else now
    with db.writing() as session:
        venue = session.get_one(models.Venue, device.venue_id)
        locked_day(session, venue, door.date)
        visit = find(session, door, ticket_of(key, door.date))
        there = visit is not None
        if is_newest_form(session, venue.id, door.date, key, chosen.number, counted=there):
            if visit is None:
                visit = new_visit(session, venue, door, key, Source.TABLET, moment)
            if chosen.size in GROUP_SIZES:
                resize(session, venue, visit, chosen.size, moment)
            visit.changed = chosen.changed
            visit.wants_company = chosen.wants_company and door.offers_company
            visit.has_idea = chosen.has_idea
            _be_as_chosen(session, door, visit, chosen)
        return _showing(session, device, key, 0)


def _be_as_chosen(session: Session, door: CodeTarget, visit: models.Visit, chosen: Choices) -> None:
    before = mine(session, visit)
    for activity_id in before.activities - set(chosen.activities):
        leave_activity(session, visit, activity_id)
    for activity in door.activities:
        if activity.id in chosen.activities:
            join_activity(session, visit, activity.id)
    # Which activity a role is held in hangs on what else is chosen: each is taken up anew.
    for role_id in before.roles:
        drop_role(session, visit, role_id)
    offered = {role.id for role in door.roles}
    for role_id in chosen.roles:
        if role_id in offered | before.roles.keys():
            hold_role(session, visit, role_id, None)


def take_back(
    db: Database,
    device: RunningDevice,
    key: str,
    *,
    tapped: LateTap | None = None,
    now: dt.datetime,
) -> None:
    """Undo what was counted for a start page, or comes to be. Raises as `count` does."""
    with db.writing() as session:
        door, _open_now = resolve_code(session, standing_code(session, device.venue_id).code, now)
        if tapped is not None:
            tapped.must_be_of(door.date, door.venue_name, door.languages)
        venue = session.get_one(models.Venue, device.venue_id)
        locked_day(session, venue, door.date)
        visit = find(session, door, ticket_of(key, door.date))
        there = visit is not None
        is_newest_form(session, venue.id, door.date, key, LAST_FORM, counted=there)
        if visit is not None:
            remove(session, visit, tapped.moment(now) if tapped else now)


def turn(db: Database, device: RunningDevice, key: str, turn: int, *, now: dt.datetime) -> Ticket:
    """The way to a page's visit, for the change that turns the page; the page before is over.

    `turn` is how often the page has been turned. A double tap turns it once. Raises NoVisit where
    the tablet has shown another page since.
    """
    with db.writing() as session:
        if not (_showing(session, device, key, turn) or _showing(session, device, key, turn + 1)):
            raise NoVisit
        session.get_one(models.Device, device.id).page_hash = token_hash(f"{key}:{turn + 1}")
        return _way(session, device, key, now)


def thanks(
    db: Database, device: RunningDevice, key: str, turn: int, *, now: dt.datetime
) -> tuple[CodeTarget, MyVisit]:
    """What the thank-you page shows. Raises NoVisit as `turn`, and after an undo."""
    with db.reading() as session:
        if not _showing(session, device, key, turn):
            raise NoVisit
        way = _way(session, device, key, now)
    try:
        arrival = check_in.arrive(db, way.code, way.ticket, now=now)
    except VenueClosed:
        raise NoVisit from None
    if arrival.visit is None:
        raise NoVisit
    return arrival.door, arrival.visit


def _way(session: Session, device: RunningDevice, key: str, now: dt.datetime) -> Ticket:
    venue = session.get_one(models.Venue, device.venue_id)
    date = service_date(now, venue.day_limit)
    return Ticket(standing_code(session, venue.id).code, ticket_of(key, date))


def _showing(session: Session, device: RunningDevice, key: str, turn: int) -> bool:
    return session.get_one(models.Device, device.id).page_hash == token_hash(f"{key}:{turn}")
