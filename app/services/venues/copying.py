"""Copying a venue: everything that is set up there, and nothing that happened there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.domain.venues.kinds import VenueKind
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_partnership, allowed_venue
from app.services.core.venue_profile import activities_of, opening_hours_of
from app.services.venues.activities import Plan, write_plan
from app.services.venues.make_code import make_code
from app.services.venues.opening_hours import write_hours
from app.services.venues.unit_length import unit_length_of
from app.services.venues.venues import Outline, make_venue


def copy_venue(db: Database, viewer: Viewer, venue_id: int, name: str, *, now: dt.datetime) -> int:
    """Copy a venue within its partnership, under another name; returns the copy's id.

    Its kind, organisation, hours (also those to come), roles, languages, look, limits and the
    activities that are not over come with it. Codes are new. Closed days, devices, hosts, counts,
    notes, and the secret of the screen's changing code stay behind. Raises NotFound, NameTaken.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        allowed_partnership(session, viewer, Act.SET_UP, venue.partnership_id, lock=True)
        today = service_date(now, venue.day_limit)
        history, units = (
            opening_hours_of(session, venue.id),
            unit_length_of(session, venue.id, today),
        )
        in_force = history.in_force(today)
        copy = make_venue(
            session,
            venue.partnership_id,
            Outline(name, VenueKind(venue.kind), venue.organisation_id, venue.day_limit),
            in_force.spans if in_force else {},
            unit_length=units.coming or units.months,
            now=now,
        )
        for hours in history.coming(today):
            write_hours(session, copy.id, hours.spans, hours.valid_from)
        _copy_check_in(session, venue, copy)
        _copy_activities(session, venue, copy, today)
        record(
            session,
            viewer,
            AuditSubject.VENUE,
            AuditDeed.COPIED,
            partnership_id=venue.partnership_id,
            venue_id=copy.id,
            subject_id=copy.id,
            name=copy.name,
            changes={"copy_of": (None, venue.name)},
        )
        return copy.id


def _copy_check_in(session: Session, venue: models.Venue, copy: models.Venue) -> None:
    """Copy what people meet at the door: look, limits, roles and languages."""
    copy.colour, copy.picture = venue.colour, venue.picture
    if own := session.get(models.VenueLogo, venue.id):
        session.add(models.VenueLogo(venue_id=copy.id, digest=own.digest, png=own.png))
    copy.offers_company = venue.offers_company
    copy.daily_cap, copy.minute_cap = venue.daily_cap, venue.minute_cap
    session.execute(delete(models.VenueRole).where(models.VenueRole.venue_id == copy.id))
    roles = select(models.VenueRole.role_id).where(models.VenueRole.venue_id == venue.id)
    session.add_all(
        models.VenueRole(venue_id=copy.id, role_id=role_id, since=copy.created_on)
        for role_id in session.scalars(roles).all()
    )
    off = select(models.VenueLanguageOff.language).where(
        models.VenueLanguageOff.venue_id == venue.id
    )
    session.add_all(
        models.VenueLanguageOff(venue_id=copy.id, language=language)
        for language in session.scalars(off).all()
    )
    session.flush()


def _copy_activities(
    session: Session, venue: models.Venue, copy: models.Venue, today: dt.date
) -> None:
    for activity in activities_of(session, venue.id):
        if not activity.is_over(today):
            row = models.Activity(venue_id=copy.id, created_on=copy.created_on)
            plan = Plan(
                activity.name,
                activity.kind,
                activity.is_cause,
                activity.on_date,
                activity.times,
                activity.sign or "",
            )
            write_plan(session, row, plan)
            make_code(session, copy.id, row.id, copy.created_on)
