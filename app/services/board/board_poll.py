"""What an open board asks every few seconds: is anything new? One read, by keys alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import token_hash
from app.domain.devices.device import DeviceKind
from app.domain.people.access import MAY, Act, Duty

COUNTING = [duty for duty in Duty if Act.COUNT_TODAY in MAY[duty]]


@dataclass(frozen=True)
class Sight:
    """A board that the asking page may see just now.

    `version` is a board's `tag`. `duty` is what the asker is there, and `language`
    what their account speaks: empty for the house's own phone, which has none.
    """

    version: str
    duty: Duty
    language: str


def sight(
    db: Database,
    venue_id: int,
    seen: str,
    *,
    signed_in: str | None,
    phone: str | None,
    now: dt.datetime,
) -> Sight | None:
    """The board's newest version for a page that shows an earlier one, or this one.

    `seen` is the version that the page shows; `signed_in` and `phone` are the tokens of a session
    and of the house's own phone. Every doubt is None: the page is then made anew, and asks who
    asks.
    """
    said, _dot, quarter = seen.partition(".")
    date = _date_in(venue_id, said)
    if date is None or not (signed_in or phone):
        return None
    if quarter and quarter != str(quarter_of(now)):
        return None  # An empty board says whether the door is open; by the quarter is near enough.
    asked = {"venue_id": venue_id, "date": date, "now": now}
    with db.reading() as session:
        if signed_in:
            found = session.execute(TO_A_PERSON, asked | {"token": token_hash(signed_in)}).first()
        else:
            found = session.execute(TO_A_PHONE, asked | {"token": token_hash(phone or "")}).first()
    if found is None or service_date(now, found.day_limit) != date:
        return None
    version = f"{venue_id}-{date}-{found.version or 0}"
    return Sight(
        version=seen if version == said else version,
        duty=Duty(found.duty) if signed_in else Duty.DEVICE,
        language=found.language if signed_in else "",
    )


def quarter_of(now: dt.datetime) -> int:
    """The quarter of an hour, counted from 1970."""
    return int(now.timestamp()) // 900


def _to_a_person() -> Select[*tuple[Any, ...]]:
    return (
        select(
            models.Venue.day_limit,
            models.Day.version,
            models.Membership.duty,
            models.Person.language,
        )
        .select_from(models.Venue)
        .outerjoin(models.Day, _of_the_day())
        .join(models.Membership, models.Membership.partnership_id == models.Venue.partnership_id)
        .join(models.Person, models.Person.id == models.Membership.person_id)
        .join(models.SignIn, models.SignIn.person_id == models.Person.id)
        .outerjoin(
            models.HostVenue,
            and_(
                models.HostVenue.person_id == models.Person.id,
                models.HostVenue.venue_id == models.Venue.id,
            ),
        )
        .where(
            *_of_the_venue(),
            models.SignIn.token_hash == bindparam("token"),
            models.SignIn.ends_at > bindparam("now"),
            models.Person.archived_on.is_(None),
            # No IN: its list would be written out anew each time.
            or_(*(models.Membership.duty == duty for duty in COUNTING)),
            or_(models.Membership.duty != Duty.HOST, models.HostVenue.venue_id.is_not(None)),
        )
    )


def _to_a_phone() -> Select[*tuple[Any, ...]]:
    return (
        select(models.Venue.day_limit, models.Day.version)
        .select_from(models.Venue)
        .outerjoin(models.Day, _of_the_day())
        .join(models.Device, models.Device.venue_id == models.Venue.id)
        .where(
            *_of_the_venue(),
            models.Device.token_hash == bindparam("token"),
            models.Device.kind == DeviceKind.PHONE,
            models.Device.revoked_on.is_(None),
            models.Device.expires_on > bindparam("date"),
            models.Device.last_used_on == bindparam("date"),
        )
    )


def _of_the_day() -> ColumnElement[bool]:
    return and_(
        models.Day.venue_id == models.Venue.id, models.Day.service_date == bindparam("date")
    )


def _of_the_venue() -> tuple[ColumnElement[bool], ...]:
    return models.Venue.id == bindparam("venue_id"), models.Venue.archived_on.is_(None)


# Put together once: that costs more than the asking.
TO_A_PERSON, TO_A_PHONE = _to_a_person(), _to_a_phone()


def _date_in(venue_id: int, seen: str) -> dt.date | None:
    """The date in `7-2026-11-22-41`, where it is of this venue."""
    venue, _dash, rest = seen.partition("-")
    day, _dash, version = rest.rpartition("-")
    try:
        date, _number = dt.date.fromisoformat(day), int(version)
    except ValueError:
        return None
    return date if venue == str(venue_id) else None
