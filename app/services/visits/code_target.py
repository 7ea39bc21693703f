"""Resolving a code to a venue or activity. Every function takes an open session."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy.orm import Session

from app import models
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import day_ends, service_date
from app.domain.venues import codes, look
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.opening import is_open_at
from app.domain.visits.code_target import CodeTarget, Notice
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.refusals import CodeReplaced, UnknownCode, VenueArchived, VenueClosed
from app.services.core.venue_profile import (
    activities_of,
    languages_of,
    opening_hours_of,
    roles_of,
    roles_with,
)
from app.services.visits.closures import closed_ahead, is_closed
from app.services.visits.current_codes import behind_changing_code


def resolve_code(session: Session, typed: str, now: dt.datetime) -> tuple[CodeTarget, bool]:
    """Return what a code leads to, and whether the venue takes check-ins now.

    Raises UnknownCode, CodeReplaced and VenueArchived.
    """
    normal = codes.normalise(typed) or ""
    code = session.get(models.Code, normal) or behind_changing_code(session, normal, now)
    if code is None:
        raise UnknownCode
    venue = session.get_one(models.Venue, code.venue_id)
    date = service_date(now, venue.day_limit)
    languages = languages_of(session, venue)
    if venue.archived_on is not None and date >= venue.archived_on:
        raise VenueArchived(venue.name, languages)
    if code.grace_until is not None and date > code.grace_until:
        raise CodeReplaced(venue.name, languages)
    activities = activities_of(session, venue.id)
    today = running(activities, date)
    activity, notice, notice_name = _behind(code, activities, date)
    target = CodeTarget(
        code=code.code,
        venue_id=venue.id,
        venue_name=venue.name,
        date=date,
        ends_at=day_ends(date, venue.day_limit),
        activity=activity,
        activities=today,
        roles=roles_of(session, venue.id),
        colour=look.colour_of(venue.colour, venue.kind),
        picture=look.picture_of(venue.picture, venue.kind),
        offers_company=venue.offers_company,
        notice=notice,
        notice_name=notice_name,
        languages=languages,
    )
    open_now = is_open_at(
        opening_hours_of(session, venue.id),
        activities,
        date,
        now,
        said_closed=is_closed(session, venue.id, date),
    )
    return target, open_now


def with_what_it_holds(session: Session, target: CodeTarget, visit: MyVisit) -> CodeTarget:
    """Return the target with the visit's activities and roles that are no longer offered today.

    They are stored with the visit, so its page must show them and let the visitor drop them.
    """
    ended = visit.activities - {activity.id for activity in target.activities}
    if ended:
        every = activities_of(session, target.venue_id)
        activities = (*target.activities, *(each for each in every if each.id in ended))
        target = dataclasses.replace(target, activities=activities)
    withdrawn = visit.roles.keys() - {role.id for role in target.roles}
    if withdrawn:
        roles = (*target.roles, *roles_with(session, withdrawn))
        target = dataclasses.replace(target, roles=roles)
    return target


def _behind(
    code: models.Code, activities: list[ScheduledActivity], date: dt.date
) -> tuple[ScheduledActivity | None, Notice | None, str]:
    """Return the code's activity, or why it leads to the venue today and the activity's name."""
    if code.activity_id is None:
        return None, None, ""
    activity = next(a for a in activities if a.id == code.activity_id)
    if activity.runs_on(date):
        return activity, None, ""
    if activity.archived_on is not None and date >= activity.archived_on:
        return None, Notice.ACTIVITY_ENDED, activity.name
    return None, Notice.ACTIVITY_NOT_TODAY, activity.name


def closed(session: Session, target: CodeTarget) -> VenueClosed:
    """Return the error to raise for a closed venue. It includes when the venue opens next."""
    opens = next_opening(session, target.venue_id, target.date)
    return VenueClosed(target.venue_name, target.languages, opens)


def next_opening(session: Session, venue_id: int, date: dt.date) -> tuple[dt.date, Span] | None:
    """Return when a closed venue opens next, from its hours and closed days, or None if unknown.

    That can be `date` itself, even if its hours have passed.
    """
    hours = opening_hours_of(session, venue_id)
    today = None if is_closed(session, venue_id, date) else hours.on(date)
    if today:
        return date, today
    return hours.next_opening(date, closed=closed_ahead(session, venue_id))
