"""Checking in on a venue's tablet: a start page per person, then a thank-you page.

A tablet checks people in with the venue's own code. The one-time key of the start page serves as
the visit's ticket, but no cookie keeps it: once the next start page is shown, the visit can no
longer be changed. Offline, the tablet's script makes the keys and sends the taps later, with
their dates.
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
from app.domain.visits.pace import Pace
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
    """The tablet's page for the next person.

    `key` is the one-time key that makes one visit however often it is sent; it is empty on the
    copy kept for offline use. `number` identifies the tablet on the host's page.
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
    """Everything a person has chosen so far, as one form sends it.

    `number` orders the forms of a visit: 0 is the first, which asks to be counted, and each later
    choice sends the next. `changed` is explained in docs/words.md.
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
"""The form number of an undo, higher than any other, so that no form comes after it."""


@dataclass(frozen=True)
class Ticket:
    """The venue's code and the visit's ticket, as the functions of `my_visit` take them."""

    code: str
    ticket: str


def start_page(db: Database, device: RunningDevice, *, now: dt.datetime) -> StartPage:
    """Return a page for the next person. The previous page can no longer change its visit."""
    key = new_key()
    with db.writing() as session:
        session.get_one(models.Device, device.id).page_hash = token_hash(f"{key}:0")
        return _start_page(session, device, key, now)


def page_to_keep(db: Database, device: RunningDevice, *, now: dt.datetime) -> StartPage:
    """Return a start page without a key, for offline use. The page being shown stays valid."""
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
    pace: Pace | None = None,
    now: dt.datetime,
) -> bool:
    """Count the visit of a start page once, and store what was chosen, in one transaction.

    Each form carries all choices made so far. It replaces what earlier forms stored; one that
    arrives after a newer form changes nothing. New choices that are not offered today are
    ignored. A tablet counts outside opening hours too, because a host has started it. `pace` is as
    in `check_in`, but only for batch numbers, as tablets have no cap for a minute.

    Returns whether the tablet still shows that page. Raises DayClosed (TapTooLate for a late tap).
    """
    with db.reading() as session:
        target, _open_now = resolve_code(session, standing_code(session, device.venue_id).code, now)
        if tapped is not None:
            tapped = tapped.of_day(target.date, target.venue_name, target.languages)
    moment = tapped.moment(now) if tapped else now
    with db.writing() as session:
        venue = session.get_one(models.Venue, device.venue_id)
        locked_day(session, venue, target.date)
        visit = find(session, target, ticket_of(key, target.date))
        there = visit is not None
        if is_newest_form(session, venue.id, target.date, key, chosen.number, counted=there):
            if visit is None:
                visit = new_visit(
                    session, venue, target, key, Source.TABLET, moment, pace=pace, now=now
                )
            if chosen.size in GROUP_SIZES:
                resize(session, venue, visit, chosen.size, moment, pace=pace, now=now)
            visit.changed = chosen.changed
            visit.wants_company = chosen.wants_company and target.offers_company
            visit.has_idea = chosen.has_idea
            _be_as_chosen(session, target, visit, chosen)
        return _showing(session, device, key, 0)


def _be_as_chosen(
    session: Session, target: CodeTarget, visit: models.Visit, chosen: Choices
) -> None:
    before = mine(session, visit)
    for activity_id in before.activities - set(chosen.activities):
        leave_activity(session, visit, activity_id)
    for activity in target.activities:
        if activity.id in chosen.activities:
            join_activity(session, visit, activity.id)
    # Which activity a role belongs to depends on the other choices, so each role is added again.
    for role_id in before.roles:
        drop_role(session, visit, role_id)
    offered = {role.id for role in target.roles}
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
    """Undo the visit of a start page, even if its form arrives after the undo.

    Raises what `count` does.
    """
    with db.writing() as session:
        target, _open_now = resolve_code(session, standing_code(session, device.venue_id).code, now)
        if tapped is not None:
            tapped = tapped.of_day(target.date, target.venue_name, target.languages)
        venue = session.get_one(models.Venue, device.venue_id)
        locked_day(session, venue, target.date)
        visit = find(session, target, ticket_of(key, target.date))
        there = visit is not None
        is_newest_form(session, venue.id, target.date, key, LAST_FORM, counted=there)
        if visit is not None:
            remove(session, visit, tapped.moment(now) if tapped else now)


def turn(db: Database, device: RunningDevice, key: str, turn: int, *, now: dt.datetime) -> Ticket:
    """Move on to the next thank-you page and return the ticket of its visit.

    Every change to a visit is followed by a new thank-you page, and only the newest can make the
    next change. `turn` is the number of changes before this one; a double tap counts as one.
    Raises NoVisit if the tablet has shown another page since.
    """
    with db.writing() as session:
        if not (_showing(session, device, key, turn) or _showing(session, device, key, turn + 1)):
            raise NoVisit
        session.get_one(models.Device, device.id).page_hash = token_hash(f"{key}:{turn + 1}")
        return _way(session, device, key, now)


def thanks(
    db: Database, device: RunningDevice, key: str, turn: int, *, now: dt.datetime
) -> tuple[CodeTarget, MyVisit]:
    """Return what the thank-you page shows. Raises NoVisit as `turn` does, and after an undo."""
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
    return arrival.target, arrival.visit


def _way(session: Session, device: RunningDevice, key: str, now: dt.datetime) -> Ticket:
    venue = session.get_one(models.Venue, device.venue_id)
    date = service_date(now, venue.day_limit)
    return Ticket(standing_code(session, venue.id).code, ticket_of(key, date))


def _showing(session: Session, device: RunningDevice, key: str, turn: int) -> bool:
    return session.get_one(models.Device, device.id).page_hash == token_hash(f"{key}:{turn}")
