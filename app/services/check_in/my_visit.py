"""Changing or undoing one's own visit for the rest of the day.

Every function takes a code of the venue and the phone's ticket. They raise NoVisit if the phone
has no visit there today, and UnknownCode, CodeReplaced, VenueArchived and DayClosed.

`press_key` is the one-time key of a button press, which the phone's script resends until it gets an
answer. A press that has been handled before raises SentBefore and changes nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import GROUP_SIZES
from app.domain.visits.pace import Pace
from app.domain.visits.refusals import CheckInRefused, NoVisit
from app.services.visits.code_target import resolve_code
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import is_first_sending
from app.services.visits.phone_visit import be_just_here, find, remove, resize


class NotOffered(CheckInRefused):
    """The activity, role or other choice is not offered here today (any more)."""


class SentBefore(CheckInRefused):
    """This press has been handled already; later choices are left as they are."""


def step_back(
    db: Database,
    typed: str,
    ticket: str | None,
    *,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Leave every activity and role, and stay checked in as just here."""
    with visit_to_change(db, typed, ticket, press_key, now) as (session, _target, visit):
        be_just_here(session, visit)


def set_size(
    db: Database,
    typed: str,
    ticket: str | None,
    size: int,
    *,
    press_key: str | None = None,
    pace: Pace | None = None,
    now: dt.datetime,
) -> None:
    """Set the size of the group, 1 to 8. `pace` is as in `check_in`.

    Raises NotOffered for other sizes.
    """
    if size not in GROUP_SIZES:
        raise NotOffered
    with visit_to_change(db, typed, ticket, press_key, now) as (session, target, visit):
        venue = session.get_one(models.Venue, target.venue_id)
        resize(session, venue, visit, size, now, pace=pace, now=now)


def wish_for_company(
    db: Database,
    typed: str,
    ticket: str | None,
    wish: bool,
    *,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Set whether the visitor would like company. The board shows only how many would.

    Raises NotOffered if the venue has not switched it on.
    """
    with visit_to_change(db, typed, ticket, press_key, now) as (_session, target, visit):
        if wish and not target.offers_company:
            raise NotOffered
        visit.wants_company = wish


def raise_hand(
    db: Database,
    typed: str,
    ticket: str | None,
    raised: bool,
    *,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Set whether the visitor has an idea. The board shows only how many have one."""
    with visit_to_change(db, typed, ticket, press_key, now) as (_session, _target, visit):
        visit.has_idea = raised


def undo(
    db: Database,
    typed: str,
    ticket: str | None,
    *,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Delete the visit with its activities and roles. A second undo raises NoVisit."""
    with visit_to_change(db, typed, ticket, press_key, now) as (session, _target, visit):
        remove(session, visit, now)


@contextlib.contextmanager
def visit_to_change(
    db: Database, typed: str, ticket: str | None, press_key: str | None, now: dt.datetime
) -> Iterator[tuple[Session, CodeTarget, models.Visit]]:
    with db.writing() as session:
        target, _open_now = resolve_code(session, typed, now)
        # Lock before reading, or two taps on one phone could both read and then both write.
        locked_day(session, session.get_one(models.Venue, target.venue_id), target.date)
        visit = find(session, target, ticket)
        if visit is None:
            raise NoVisit
        if not is_first_sending(session, target.venue_id, target.date, press_key):
            raise SentBefore
        yield session, target, visit
