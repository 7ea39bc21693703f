"""Taking posters, which notes that their codes are printed and who was given them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, NotFound, Viewer
from app.services.core.audit import AuditSubject, record_export
from app.services.core.lookup import allowed_venue
from app.services.venues.codes import PosterCode, allowed_code, codes_of


def take_posters(
    db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime
) -> tuple[PosterCode, ...]:
    """Return the same codes as `codes_in_use`, and record that they are printed today.

    Raises NotFound, also if there are none.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        hanging = [each.code for each in codes_of(session, venue, now) if each.hangs]
        return _printed(session, venue, hanging, now)


def take_poster(db: Database, viewer: Viewer, typed: str, *, now: dt.datetime) -> PosterCode:
    """Return one code, and record that it is printed today.

    Raises NotFound, also if the code has been replaced.
    """
    with db.writing() as session:
        venue, row = allowed_code(session, viewer, typed, lock=True)
        if row.replaced_on is not None:
            raise NotFound
        return _printed(session, venue, [row.code], now)[0]


def record_posters(db: Database, viewer: Viewer, shown: Sequence[PosterCode]) -> None:
    """Add a line that the viewer was given these posters of one venue as a file.

    It is called what a single poster leads to, or after the venue. Raises NotFound.
    """
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, shown[0].venue_id)
    record_export(
        db,
        viewer,
        AuditSubject.CODE,
        partnership_id=venue.partnership_id,
        venue_id=venue.id,
        name=shown[0].name if len(shown) == 1 else venue.name,
        file_format="pdf",
        posters=len(shown),
    )


def _printed(
    session: Session, venue: models.Venue, codes: Sequence[str], now: dt.datetime
) -> tuple[PosterCode, ...]:
    if not codes:
        raise NotFound
    for row in session.scalars(select(models.Code).where(models.Code.code.in_(codes))):
        row.printed_on = service_date(now, venue.day_limit)
    session.flush()
    return tuple(each for each in codes_of(session, venue, now) if each.code in codes)
