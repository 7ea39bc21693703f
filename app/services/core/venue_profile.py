"""A venue's activities, hours, closed days, roles and languages.

Every function takes an open session.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.languages import Spoken, spoken
from app.domain.base.opening_hours import OpeningHistory, Openings, Span, WeekHours
from app.domain.days.day_state import WhyClosed
from app.domain.venues import look
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.role import RoleOption
from app.domain.venues.usual_times import Rhythm, UsualTime
from app.services.core.columns import columns
from app.services.core.role_options import role_option


def activities_of(session: Session, venue_id: int) -> list[ScheduledActivity]:
    """Return all activities the venue has ever had, including archived ones."""
    return activities_of_all(session, [venue_id])[venue_id]


def activities_of_all(
    session: Session, venue_ids: Sequence[int]
) -> dict[int, list[ScheduledActivity]]:
    """Return `activities_of` each venue by its id, in as many queries as for one venue."""
    # Columns and not rows of the model: a partnership's report reads thousands of them.
    activity, time, day = models.Activity, models.ActivityTime, models.ActivityDay
    times: dict[int, list[UsualTime]] = defaultdict(list)
    for activity_id, weekday, starts, ends, rhythm, since in columns(
        session,
        select(time.activity_id, time.weekday, time.starts, time.ends, time.rhythm, time.since)
        .join(activity)
        .where(activity.venue_id.in_(venue_ids))
        .order_by(time.weekday, time.starts, time.rhythm),
    ):
        span = Span(starts, ends)
        times[activity_id].append(UsualTime(weekday, span, Rhythm(rhythm), since))
    said: dict[int, dict[dt.date, bool]] = defaultdict(dict)
    for activity_id, date, runs in columns(
        session,
        select(day.activity_id, day.service_date, day.runs)
        .join(activity)
        .where(activity.venue_id.in_(venue_ids)),
    ):
        said[activity_id][date] = runs
    every: dict[int, list[ScheduledActivity]] = {venue_id: [] for venue_id in venue_ids}
    for venue_id, activity_id, name, kind, is_cause, on_date, archived_on, sign in columns(
        session,
        select(
            activity.venue_id,
            activity.id,
            activity.name,
            activity.kind,
            activity.is_cause,
            activity.on_date,
            activity.archived_on,
            activity.sign,
        )
        .where(activity.venue_id.in_(venue_ids))
        .order_by(activity.id),
    ):
        every[venue_id].append(
            ScheduledActivity(
                id=activity_id,
                name=name,
                kind=ActivityKind(kind),
                is_cause=is_cause,
                on_date=on_date,
                times=tuple(times[activity_id]),
                archived_on=archived_on,
                said=said[activity_id],
                sign=sign,
            )
        )
    return every


def opening_hours_of(session: Session, venue_id: int) -> OpeningHistory:
    """Return all opening hours the venue has ever had."""
    return opening_hours_of_all(session, [venue_id])[venue_id]


def opening_hours_of_all(session: Session, venue_ids: Sequence[int]) -> dict[int, OpeningHistory]:
    """Return `opening_hours_of` each venue by its id, in one query."""
    sets: dict[int, dict[dt.date, dict[int, Openings]]] = {venue_id: {} for venue_id in venue_ids}
    hours = models.OpeningHours
    for venue_id, valid_from, weekday, opens, closes in columns(
        session,
        select(hours.venue_id, hours.valid_from, hours.weekday, hours.opens, hours.closes)
        .where(hours.venue_id.in_(venue_ids))
        .order_by(hours.opens),
    ):
        spans = sets[venue_id].setdefault(valid_from, {})
        if weekday >= 0:
            spans[weekday] = (*spans.get(weekday, ()), Span(opens, closes))
    return {
        venue_id: OpeningHistory(
            tuple(WeekHours(date, spans) for date, spans in sorted(own.items()))
        )
        for venue_id, own in sets.items()
    }


def closed_ahead(session: Session, venue_id: int) -> dict[dt.date, WhyClosed | None]:
    """Return the coming days on which the venue stays closed, with the reason if one was given."""
    rows = session.execute(
        select(models.ClosedAhead.service_date, models.ClosedAhead.reason).where(
            models.ClosedAhead.venue_id == venue_id
        )
    )
    return {date: WhyClosed(reason) if reason else None for date, reason in rows}


def all_roles_of(session: Session, partnership_id: int) -> tuple[RoleOption, ...]:
    """Return all roles the partnership has ever had, in its own order."""
    return tuple(
        role_option(row)
        for row in session.scalars(
            select(models.Role)
            .where(models.Role.partnership_id == partnership_id)
            .order_by(models.Role.position, models.Role.id)
        )
    )


def roles_of(session: Session, venue_id: int) -> tuple[RoleOption, ...]:
    """Return the roles offered at the venue today, in the partnership's order."""
    return _roles(
        session,
        select(models.Role)
        .join(models.VenueRole)
        .where(models.VenueRole.venue_id == venue_id, models.Role.archived_on.is_(None)),
    )


def roles_with(session: Session, role_ids: Collection[int]) -> tuple[RoleOption, ...]:
    """Return the roles with these ids, offered or not, in the partnership's order."""
    return _roles(session, select(models.Role).where(models.Role.id.in_(role_ids)))


def _roles(session: Session, which: Select[models.Role]) -> tuple[RoleOption, ...]:
    return tuple(
        role_option(row)
        for row in session.scalars(which.order_by(models.Role.position, models.Role.id))
    )


def languages_of(session: Session, venue: models.Venue) -> Spoken:
    """Return the languages of the venue's check-in page, and which of them are drafts."""
    off = select(models.VenueLanguageOff.language).where(
        models.VenueLanguageOff.venue_id == venue.id
    )
    approved = select(models.PartnershipLanguage.language).where(
        models.PartnershipLanguage.partnership_id == venue.partnership_id
    )
    return spoken(session.scalars(off).all(), session.scalars(approved).all())


def png_of(session: Session, venue_id: int) -> bytes:
    """Return the venue's own logo as a PNG file, or empty bytes if it has none."""
    own = models.VenueLogo.venue_id == venue_id
    return session.scalar(select(models.VenueLogo.png).where(own)) or b""


def look_on_paper(session: Session, venues: Sequence[models.Venue]) -> look.Look:
    """Return the look of files about these venues: one's own, or what is common to several."""
    logo = _common_logo(session, [venue.id for venue in venues])
    if len(venues) > 1:
        return look.Look(logo=logo)
    [venue] = venues
    return look.Look(
        look.colour_of(venue.colour, venue.kind), look.picture_of(venue.picture, venue.kind), logo
    )


def _common_logo(session: Session, venue_ids: Sequence[int]) -> bytes:
    own = models.VenueLogo.venue_id.in_(venue_ids)
    digests = session.scalars(select(models.VenueLogo.digest).where(own)).all()
    all_the_same = len(digests) == len(venue_ids) and len(set(digests)) == 1
    return png_of(session, venue_ids[0]) if all_the_same else b""
