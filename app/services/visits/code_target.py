"""Resolving a code to a venue or activity. Every function takes an open session."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row
from sqlalchemy.orm import Session

from app.domain.base.kept import Kept
from app.domain.base.opening_hours import Openings
from app.domain.base.service_day import day_ends, minute_of, service_date
from app.domain.days.day_state import DayState
from app.domain.venues import codes
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.changing_code import CHANGING_LENGTH, valid_codes, window_of
from app.domain.venues.opening import OpenOn, open_on
from app.domain.venues.profile import VenueProfile
from app.domain.visits.code_target import CodeTarget, Notice
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.refusals import (
    CodeChanged,
    CodeReplaced,
    UnknownCode,
    VenueArchived,
    VenueClosed,
)
from app.services.core.profiles import PROFILES, profile_of
from app.services.core.venue_profile import (
    activities_of,
    closed_ahead,
    opening_hours_of,
    roles_with,
)
from app.services.visits.closures import is_closed
from app.services.visits.code_rows import code_rows
from app.services.visits.current_codes import behind_changing_code

TARGETS: Kept[CodeTarget] = Kept(1_000)
OPENINGS: Kept[OpenOn] = Kept(1_000)
STANDING: Kept[str] = Kept(1_000)
"""The poster's code behind a changing code, by that code and the window in which it was found."""


@dataclass(frozen=True)
class Found:
    """What a code leads to now, and what the running day's rows say.

    `day_key` is None if the day has no visits to find: before its first change, and after it is
    closed.
    """

    target: CodeTarget
    profile: VenueProfile
    is_open: bool
    day_key: bytes | None


def find_code(session: Session, typed: str, now: dt.datetime) -> Found:
    """Return what a code leads to: one statement, if the venue's profile is known.

    Raises UnknownCode, CodeReplaced and VenueArchived.
    """
    normal = codes.normalise(typed) or ""
    rows = code_rows(session.connection(), normal, now)
    if not rows:
        standing = behind_changing_code(session, normal, now)
        if standing is None:
            raise CodeChanged if len(normal) == CHANGING_LENGTH else UnknownCode
        rows = code_rows(session.connection(), standing.code, now)
        STANDING.put((normal, window_of(now)), standing.code)
    return _found_in(rows, profile_of(session, rows[0].venue_id, rows[0].profile_version), now)


def find_known_code(connection: Connection, typed: str, now: dt.datetime) -> Found | None:
    """Do what `find_code` does with a single statement, or return None if that is not enough.

    It is enough for a code on a poster, once this process knows the venue's profile; and for a
    changing code that `find_code` has found while the screens showed the same. Raises CodeReplaced
    and VenueArchived.
    """
    normal = codes.normalise(typed) or ""
    standing = STANDING.get((normal, window_of(now)))
    rows = code_rows(connection, standing or normal, now)
    profile = PROFILES.get(rows[0].profile_version) if rows else None
    if profile is None or (standing and not _is_behind(rows[0], profile, normal, now)):
        return None
    return _found_in(rows, profile, now)


def _is_behind(code: Row[Any], profile: VenueProfile, changing: str, now: dt.datetime) -> bool:
    """Whether it still is the venue's code, and the changing code still one of the venue's."""
    key = profile.screen_key
    return code.grace_until is None and key is not None and changing in valid_codes(key, now)


def _found_in(rows: Sequence[Row[Any]], profile: VenueProfile, now: dt.datetime) -> Found:
    """Return what the rows of a code and the profile of its venue mean now.

    Raises CodeReplaced and VenueArchived.
    """
    code, date = rows[0], service_date(now, profile.day_limit)
    if profile.archived_on is not None and date >= profile.archived_on:
        raise VenueArchived(profile.name, profile.languages, profile.colour)
    if code.grace_until is not None and date > code.grace_until:
        raise CodeReplaced(profile.name, profile.languages, profile.colour)
    day = next((row for row in rows if row.service_date == date), None)
    if day is None:
        said_closed = date in profile.closed_ahead
    else:
        said_closed = day.state == DayState.CLOSED and not day.has_visits
    target = _target(code.code, code.activity_id, profile, date)
    return Found(
        target=target,
        profile=profile,
        is_open=_open_on(profile, target, date).at(minute_of(now, date), said_closed=said_closed),
        day_key=day.key if day else None,
    )


def resolve_code(session: Session, typed: str, now: dt.datetime) -> tuple[CodeTarget, bool]:
    """Return what a code leads to, and whether the venue takes check-ins now.

    Raises UnknownCode, CodeReplaced and VenueArchived.
    """
    found = find_code(session, typed, now)
    return found.target, found.is_open


def _target(code: str, activity_id: int | None, profile: VenueProfile, date: dt.date) -> CodeTarget:
    key = (code, activity_id, profile.version, date)
    return TARGETS.get(key) or TARGETS.put(key, _new_target(code, activity_id, profile, date))


def _open_on(profile: VenueProfile, target: CodeTarget, date: dt.date) -> OpenOn:
    key = (profile.version, date)
    return OPENINGS.get(key) or OPENINGS.put(key, open_on(profile.hours, target.activities, date))


def _new_target(
    code: str, activity_id: int | None, profile: VenueProfile, date: dt.date
) -> CodeTarget:
    activity, notice, notice_name = _behind(activity_id, profile.activities, date)
    return CodeTarget(
        code=code,
        venue_id=profile.venue_id,
        venue_name=profile.name,
        date=date,
        ends_at=day_ends(date, profile.day_limit),
        activity=activity,
        activities=running(profile.activities, date),
        roles=profile.roles,
        colour=profile.colour,
        picture=profile.picture,
        logo=profile.logo,
        offers_company=profile.offers_company,
        notice=notice,
        notice_name=notice_name,
        languages=profile.languages,
        version=profile.version,
    )


def with_what_it_holds(session: Session, target: CodeTarget, visit: MyVisit) -> CodeTarget:
    """Return the target with the visit's activities and roles that are no longer offered today.

    They are stored with the visit, so its page must show them and let the visitor drop them.
    """
    ended, withdrawn = not_offered(target, visit)
    if ended:
        every = activities_of(session, target.venue_id)
        activities = (*target.activities, *(each for each in every if each.id in ended))
        target = dataclasses.replace(target, activities=activities, is_as_offered=False)
    if withdrawn:
        roles = (*target.roles, *roles_with(session, withdrawn))
        target = dataclasses.replace(target, roles=roles, is_as_offered=False)
    return target


def not_offered(target: CodeTarget, visit: MyVisit) -> tuple[Set[int], Set[int]]:
    """Return the activities and the roles of the visit that are not offered today (any more)."""
    return (
        visit.activities - {activity.id for activity in target.activities},
        visit.roles.keys() - {role.id for role in target.roles},
    )


def _behind(
    activity_id: int | None, activities: Sequence[ScheduledActivity], date: dt.date
) -> tuple[ScheduledActivity | None, Notice | None, str]:
    """Return the code's activity, or why it leads to the venue today and the activity's name."""
    if activity_id is None:
        return None, None, ""
    activity = next(a for a in activities if a.id == activity_id)
    if activity.runs_on(date):
        return activity, None, ""
    if activity.archived_on is not None and date >= activity.archived_on:
        return None, Notice.ACTIVITY_ENDED, activity.name
    return None, Notice.ACTIVITY_NOT_TODAY, activity.name


def closed(session: Session, target: CodeTarget, now: dt.datetime) -> VenueClosed:
    """Return the error to raise for a closed venue. It includes when the venue opens next."""
    opens = next_opening(session, target.venue_id, target.date, now)
    return VenueClosed(target.venue_name, target.languages, target.colour, opens)


def next_opening(
    session: Session, venue_id: int, date: dt.date, now: dt.datetime
) -> tuple[dt.date, Openings] | None:
    """Return when a closed venue opens next, from its hours and closed days, or None if unknown.

    That can be later on `date`, which is the running service day. Openings of that day that have
    begun are left out.
    """
    hours = opening_hours_of(session, venue_id)
    today = () if is_closed(session, venue_id, date) else hours.on(date)
    minute = minute_of(now, date)
    left = tuple(span for span in today if minute < span.start)
    if left:
        return date, left
    return hours.next_opening(date, closed=closed_ahead(session, venue_id))
