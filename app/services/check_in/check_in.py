"""Checking in: from a scanned code to a visit."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.late_tap import LateTap
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.pace import Pace
from app.domain.visits.source import Source
from app.domain.visits.ticket import key_of, ticket_of
from app.services.check_in.press import NotOrdinary, press
from app.services.visits.code_target import (
    closed,
    find_code,
    find_known_code,
    not_offered,
    resolve_code,
    with_what_it_holds,
)
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import is_first_sending
from app.services.visits.own_visit import own_visit
from app.services.visits.phone_visit import find, join_activity, new_visit


@dataclass(frozen=True)
class Arrival:
    """What a scanned code leads to, and the phone's visit today, if it has one."""

    target: CodeTarget
    visit: MyVisit | None


def arrive(db: Database, typed: str, ticket: str | None, *, now: dt.datetime) -> Arrival:
    """Return what a code leads to, and the visit the phone already has there today.

    `ticket` is the value of the phone's cookie, or None. Raises UnknownCode, CodeReplaced and
    VenueArchived, and VenueClosed if the phone has no visit yet.
    """
    with db.reading_rows() as connection:
        known = find_known_code(connection, typed, now)
        if known is not None:
            visit = own_visit(connection, known.target, known.day_key, ticket)
            if known.is_open if visit is None else not any(not_offered(known.target, visit)):
                return Arrival(known.target, visit)
    with db.reading() as session:
        found = find_code(session, typed, now)
        visit = own_visit(session.connection(), found.target, found.day_key, ticket)
        if visit is not None:
            return Arrival(with_what_it_holds(session, found.target, visit), visit)
        if not found.is_open:
            raise closed(session, found.target, now)
        return Arrival(found.target, None)


def check_in(
    db: Database,
    typed: str,
    ticket: str | None,
    key: str,
    *,
    taking_part: bool,
    press_key: str | None = None,
    tapped: LateTap | None = None,
    pace: Pace | None = None,
    now: dt.datetime,
) -> tuple[CodeTarget, str]:
    """Count a visit, once, and return what the code leads to and the ticket for the phone.

    `key` is the page's one-time key. It becomes the visit's key unless the phone has a ticket for
    today, so a form that is sent twice makes one visit. `taking_part` is the answer *Jeg er her*;
    with an activity's code it also joins the activity. Nothing is ever removed, so repeats are
    harmless in any order.

    `press_key` is the key of the button press, as in `my_visit`. A press that has been handled
    before changes nothing, so a late retry does not restore what the visitor has undone since.

    `tapped` is when a tap was made, if it could not be sent at once. It counts only if it belongs
    to the running service day, and if the venue is open now or was open at the time of the tap.

    `pace` knows how many checked in during the last minute; without it that is not limited.

    Raises what `arrive` does and DayClosed (TapTooLate for a late tap).
    """
    if tapped is None:
        with contextlib.suppress(NotOrdinary):
            return press(
                db,
                typed,
                ticket,
                key,
                taking_part=taking_part,
                press_key=press_key,
                pace=pace,
                now=now,
            )
    # Resolved before the writing block, because that one makes other writers wait.
    with db.reading() as session:
        target, open_now = resolve_code(session, typed, now)
        if tapped is not None:
            tapped = tapped.of_day(target.date, target.venue_name, target.languages)
            open_now = open_now or _was_open(session, target, tapped.moment(now))
    moment = tapped.moment(now) if tapped else now
    with db.writing() as session:
        venue = session.get_one(models.Venue, target.venue_id)
        locked_day(session, venue, target.date)
        key = key_of(ticket, target.date) or key
        new_ticket = ticket_of(key, target.date)
        visit = find(session, target, new_ticket)
        if visit is None and not open_now:
            raise closed(session, target, now)
        if not is_first_sending(session, venue.id, target.date, press_key):
            return target, new_ticket
        if visit is None:
            visit = new_visit(session, venue, target, key, Source.PHONE, moment, pace=pace, now=now)
        if taking_part and target.activity:
            join_activity(session, visit, target.activity.id)
        return target, new_ticket


def _was_open(session: Session, target: CodeTarget, then: dt.datetime) -> bool:
    at_the_tap, open_then = resolve_code(session, target.code, then)
    return open_then and at_the_tap.date == target.date
