"""The poll that an open board sends every few seconds.

It runs one query on indexed columns and reads no visits. The query identifies the caller;
`Viewer.may` decides whether they may see the board, as everywhere else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.tokens import token_hash
from app.domain.devices.device import DeviceKind
from app.domain.people.access import Act, Duty, Viewer
from app.domain.people.session_limits import IDLE, LONGEST
from app.services.core.two_steps import in_two_steps


@dataclass(frozen=True)
class Sight:
    """The current version of a board that the caller may see.

    `version` is the board's `tag`, `duty` the caller's duty at the venue, and `language` the
    language of their account; empty for the venue's own phone, which has no account.
    `has_second_factor` is whether the caller signs in in two steps.
    """

    version: str
    duty: Duty
    language: str
    has_second_factor: bool


def sight(
    db: Database,
    venue_id: int,
    seen: str,
    *,
    signed_in: str | None,
    phone: str | None,
    now: dt.datetime,
) -> Sight | None:
    """Return the board's current version, or None if the version or access is in doubt.

    `seen` is the version that the page shows; `signed_in` and `phone` are the tokens of a session
    and of the venue's own phone. On None the caller renders the whole board, with the ordinary
    access checks.
    """
    said, _dot, quarter = seen.partition(".")
    date = _date_in(venue_id, said)
    if date is None or not (signed_in or phone):
        return None
    if quarter and quarter != str(quarter_of(now)):
        return None  # An empty board shows whether the venue is open, checked every 15 minutes.
    today = service_date(now)
    asked = {
        "venue_id": venue_id,
        "date": date,
        "used_after": today - IDLE,
        "begun_after": today - LONGEST,
    }
    with db.reading() as session:
        if signed_in:
            found = session.execute(TO_A_PERSON, asked | {"token": token_hash(signed_in)}).first()
        else:
            found = session.execute(TO_A_PHONE, asked | {"token": token_hash(phone or "")}).first()
    if found is None or service_date(now, found.day_limit) != date:
        return None
    caller = _person(found, venue_id) if signed_in else _phone(found, venue_id)
    if not caller.may(Act.COUNT_TODAY, found.partnership_id, venue_id):
        return None
    version = f"{venue_id}-{date}-{found.version or 0}"
    return Sight(
        version=seen if version == said else version,
        duty=caller.duties[found.partnership_id],
        language=caller.language,
        has_second_factor=caller.has_second_factor,
    )


def _person(found: Row[Any], venue_id: int) -> Viewer:
    return Viewer(
        person_id=found.person_id,
        name="",
        language=found.language,
        duties={found.partnership_id: Duty(found.duty)},
        venues=frozenset({venue_id} if found.hosts_at else ()),
        has_second_factor=found.has_second_factor,
    )


def _phone(found: Row[Any], venue_id: int) -> Viewer:
    return Viewer.phone(found.partnership_id, venue_id, language="")


def quarter_of(now: dt.datetime) -> int:
    """Return the number of quarters of an hour since 1970."""
    return int(now.timestamp()) // 900


def _to_a_person() -> Select[*tuple[Any, ...]]:
    return (
        select(
            models.Venue.day_limit,
            models.Venue.partnership_id,
            models.Day.version,
            models.Membership.duty,
            models.Membership.person_id,
            models.Person.language,
            in_two_steps().label("has_second_factor"),
            models.HostVenue.venue_id.label("hosts_at"),
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
            models.SignIn.used_on > bindparam("used_after"),
            models.SignIn.begun_on > bindparam("begun_after"),
            models.Person.archived_on.is_(None),
            models.Person.must_change_password.is_(False),
        )
    )


def _to_a_phone() -> Select[*tuple[Any, ...]]:
    return (
        select(models.Venue.day_limit, models.Venue.partnership_id, models.Day.version)
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


# Built once: building a statement costs more than running it.
TO_A_PERSON, TO_A_PHONE = _to_a_person(), _to_a_phone()


def _date_in(venue_id: int, seen: str) -> dt.date | None:
    """Return the date in a version such as `7-2026-11-22-41`; None if it is not this venue's."""
    venue, _dash, rest = seen.partition("-")
    day, _dash, version = rest.rpartition("-")
    try:
        date, _number = dt.date.fromisoformat(day), int(version)
    except ValueError:
        return None
    return date if venue == str(venue_id) else None
