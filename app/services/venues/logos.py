"""A venue's own logo: choosing one, and taking it away."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.people.access import Act, Viewer
from app.domain.venues.logo import Logo, checked, digest_of, logo_of
from app.services.core.lookup import allowed_partnership, allowed_venue
from app.services.core.venue_profile import png_of


def logo(db: Database, viewer: Viewer, venue_id: int) -> Logo | None:
    """Return the venue's logo, if it has one. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        return logo_of(png_of(session, venue.id))


def choose_logo(
    db: Database, viewer: Viewer, venue_id: int, content: bytes, *, everywhere: bool = False
) -> None:
    """Make the file the venue's logo, or that of every venue in its partnership.

    Raises NotFound, LogoRefused.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        png = checked(content)
        # Locked, so that two files sent at once do not both find that there is none.
        allowed_partnership(session, viewer, Act.SET_UP, venue.partnership_id, lock=True)
        for one in _all_in(session, venue.partnership_id) if everywhere else [venue.id]:
            session.merge(models.VenueLogo(venue_id=one, digest=digest_of(png), png=png))


def remove_logo(db: Database, viewer: Viewer, venue_id: int) -> None:
    """Take the venue's logo away, if it has one. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        if row := session.get(models.VenueLogo, venue.id):
            session.delete(row)


def _all_in(session: Session, partnership_id: int) -> list[int]:
    own = models.Venue.partnership_id == partnership_id
    return list(session.scalars(select(models.Venue.id).where(own)))
