"""A venue's activities, hours, closed days, roles and languages.

Every function takes an open session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.languages import Spoken, spoken
from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.days.day_state import WhyClosed
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.role import RoleOption
from app.services.core.role_options import role_option


def activities_of(session: Session, venue_id: int) -> list[ScheduledActivity]:
    """Return all activities the venue has ever had, including archived ones."""
    return activities_of_all(session, [venue_id])[venue_id]


def activities_of_all(
    session: Session, venue_ids: Sequence[int]
) -> dict[int, list[ScheduledActivity]]:
    """Return `activities_of` each venue by its id, in as many queries as for one venue."""
    times: dict[int, dict[int, Span]] = {}
    for time in session.scalars(
        select(models.ActivityTime)
        .join(models.Activity)
        .where(models.Activity.venue_id.in_(venue_ids))
    ):
        times.setdefault(time.activity_id, {})[time.weekday] = Span(time.starts, time.ends)
    said: dict[int, dict[dt.date, bool]] = {}
    for day in session.scalars(
        select(models.ActivityDay)
        .join(models.Activity)
        .where(models.Activity.venue_id.in_(venue_ids))
    ):
        said.setdefault(day.activity_id, {})[day.service_date] = day.runs
    every: dict[int, list[ScheduledActivity]] = {venue_id: [] for venue_id in venue_ids}
    for row in session.scalars(
        select(models.Activity)
        .where(models.Activity.venue_id.in_(venue_ids))
        .order_by(models.Activity.id)
    ):
        every[row.venue_id].append(
            ScheduledActivity(
                id=row.id,
                name=row.name,
                kind=ActivityKind(row.kind),
                is_cause=row.is_cause,
                on_date=row.on_date,
                times=times.get(row.id, {}),
                archived_on=row.archived_on,
                said=said.get(row.id, {}),
                sign=row.sign,
            )
        )
    return every


def opening_hours_of(session: Session, venue_id: int) -> OpeningHistory:
    """Return all opening hours the venue has ever had."""
    return opening_hours_of_all(session, [venue_id])[venue_id]


def opening_hours_of_all(session: Session, venue_ids: Sequence[int]) -> dict[int, OpeningHistory]:
    """Return `opening_hours_of` each venue by its id, in one query."""
    sets: dict[int, dict[dt.date, dict[int, Span]]] = {venue_id: {} for venue_id in venue_ids}
    for row in session.scalars(
        select(models.OpeningHours).where(models.OpeningHours.venue_id.in_(venue_ids))
    ):
        spans = sets[row.venue_id].setdefault(row.valid_from, {})
        if row.weekday >= 0:
            spans[row.weekday] = Span(row.opens, row.closes)
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
