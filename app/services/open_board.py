"""What an open board asks every few seconds: is anything new? One read, by keys alone."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import ColumnElement, and_, or_, select

from app.db import Database
from app.domain.access import MAY, Act, Duty
from app.domain.devices import DeviceKind
from app.domain.service_day import service_date
from app.models import Day, Device, HostVenue, Membership, Person, SignIn, Venue

COUNTING = [duty for duty in Duty if Act.COUNT_TODAY in MAY[duty]]


def is_unchanged(
    db: Database,
    venue_id: int,
    seen: str,
    *,
    signed_in: str | None,
    phone: str | None,
    now: dt.datetime,
) -> bool:
    """Whether the board that the asking page shows is still the newest, and it may see it.

    `seen` is what `today.board_version` gave; `signed_in` and `phone` are the tokens of a session
    and of the house's own phone. Every doubt is a no: the page is then made anew, and asks who
    asks.
    """
    known = _read(venue_id, seen)
    if known is None or not (signed_in or phone):
        return False
    date, version = known
    board = (
        select(Venue.day_limit, Day.version)
        .select_from(Venue)
        .outerjoin(Day, and_(Day.venue_id == Venue.id, Day.service_date == date))
        .where(Venue.id == venue_id, Venue.archived_on.is_(None))
    )
    if signed_in:
        board = (
            board.join(Membership, Membership.partnership_id == Venue.partnership_id)
            .join(Person, Person.id == Membership.person_id)
            .join(SignIn, SignIn.person_id == Person.id)
            .outerjoin(
                HostVenue, and_(HostVenue.person_id == Person.id, HostVenue.venue_id == Venue.id)
            )
            .where(
                SignIn.token_hash == _hashed(signed_in),
                SignIn.ends_at > now,
                Person.archived_on.is_(None),
                _may_count(),
            )
        )
    else:
        board = board.join(Device, Device.venue_id == Venue.id).where(
            Device.token_hash == _hashed(phone or ""),
            Device.kind == DeviceKind.PHONE,
            Device.revoked_on.is_(None),
            Device.expires_on > date,
            Device.last_used_on == date,
        )
    with db.reading() as session:
        found = session.execute(board).first()
    if found is None:
        return False
    return service_date(now, found.day_limit) == date and (found.version or 0) == version


def _may_count() -> ColumnElement[bool]:
    return and_(
        Membership.duty.in_(COUNTING),
        or_(Membership.duty != Duty.HOST, HostVenue.venue_id.is_not(None)),
    )


def _read(venue_id: int, seen: str) -> tuple[dt.date, int] | None:
    """The date and the version in `7-2026-11-22-41`, where it is of this venue."""
    venue, _dash, rest = seen.partition("-")
    day, _dash, version = rest.rpartition("-")
    try:
        date, number = dt.date.fromisoformat(day), int(version)
    except ValueError:
        return None
    return (date, number) if venue == str(venue_id) else None


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
