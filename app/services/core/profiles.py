"""Venue profiles, read once for each version and kept by this process."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app import models
from app.domain.base.kept import Kept
from app.domain.venues import look
from app.domain.venues.logo import logo_of
from app.domain.venues.profile import VenueProfile
from app.services.core.venue_profile import (
    activities_of,
    closed_ahead,
    languages_of,
    opening_hours_of,
    png_of,
    roles_of,
)

MOST = 500
PROFILES: Kept[VenueProfile] = Kept(MOST)
"""By version alone: versions are random, so no two profiles share one, in any database."""


def profile_of(session: Session, venue_id: int, version: int) -> VenueProfile:
    """Return the venue's profile. `version` is the current one, read in the same transaction."""
    return PROFILES.get(version) or PROFILES.put(version, _read(session, venue_id, version))


def _read(session: Session, venue_id: int, version: int) -> VenueProfile:
    venue = session.get_one(models.Venue, venue_id, populate_existing=True)
    return VenueProfile(
        version=version,
        venue_id=venue.id,
        name=venue.name,
        day_limit=venue.day_limit,
        colour=look.colour_of(venue.colour, venue.kind),
        picture=look.picture_of(venue.picture, venue.kind),
        offers_company=venue.offers_company,
        daily_cap=venue.daily_cap,
        minute_cap=venue.minute_cap,
        archived_on=venue.archived_on,
        languages=languages_of(session, venue),
        hours=opening_hours_of(session, venue.id),
        closed_ahead=frozenset(closed_ahead(session, venue.id)),
        activities=tuple(activities_of(session, venue.id)),
        roles=roles_of(session, venue.id),
        logo=logo_of(png_of(session, venue.id)),
        screen_key=venue.screen_key,
    )
