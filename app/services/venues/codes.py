"""Codes and their posters: listing, printing and replacing them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.activity import ScheduledActivity
from app.domain.venues.codes import CodeState, normalise, state
from app.domain.venues.look import colour_of, picture_of
from app.domain.venues.set_up import AlreadyReplaced
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_venue
from app.services.core.venue_profile import activities_of, png_of
from app.services.venues.make_code import make_code


@dataclass(frozen=True)
class PosterCode:
    """A code and what its poster shows; `activity` is None for the venue's own code.

    `logo` is the venue's own as a PNG file, empty if it has none. `hangs` is whether the poster
    should be up: the code is in use, and its activity is not over.
    """

    code: str
    venue_id: int
    venue_name: str
    colour: str
    picture: str
    activity: ScheduledActivity | None
    version: int
    created_on: dt.date
    replaced_on: dt.date | None
    state: CodeState
    grace_until: dt.date | None
    printed_on: dt.date | None
    hangs: bool
    logo: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """The name of the activity or venue that the code leads to."""
        return self.activity.name if self.activity else self.venue_name


def code(db: Database, viewer: Viewer, typed: str, *, now: dt.datetime) -> PosterCode:
    """Return the code that somebody typed. Raises NotFound."""
    with db.reading() as session:
        venue, row = allowed_code(session, viewer, typed)
        return next(each for each in codes_of(session, venue, now) if each.code == row.code)


def life(db: Database, viewer: Viewer, typed: str, *, now: dt.datetime) -> tuple[PosterCode, ...]:
    """Return all versions of a code, newest first. Raises NotFound."""
    with db.reading() as session:
        venue, row = allowed_code(session, viewer, typed)
        return tuple(
            each
            for each in codes_of(session, venue, now)
            if (each.activity.id if each.activity else None) == row.activity_id
        )


def codes_in_use(
    db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime
) -> tuple[PosterCode, ...]:
    """Return the codes whose posters should be up, the venue's own first. Raises NotFound."""
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id)
        return tuple(each for each in codes_of(session, venue, now) if each.hangs)


def replace_code(
    db: Database, viewer: Viewer, typed: str, *, grace_days: int, now: dt.datetime
) -> str:
    """Replace a code and return the new one; the old one works for `grace_days` more days.

    Raises NotFound, AlreadyReplaced.
    """
    with db.writing() as session:
        venue, row = allowed_code(session, viewer, typed, lock=True)
        if row.replaced_on is not None:
            raise AlreadyReplaced
        today = service_date(now, venue.day_limit)
        row.replaced_on = today
        row.grace_until = today + dt.timedelta(days=grace_days)
        target = session.get_one(models.Activity, row.activity_id) if row.activity_id else venue
        record(
            session,
            viewer,
            AuditSubject.CODE,
            AuditDeed.CHANGED,
            partnership_id=venue.partnership_id,
            venue_id=venue.id,
            subject_id=target.id,
            name=target.name,
            changes={"works_until": (None, row.grace_until.isoformat())},
        )
        return make_code(session, venue.id, row.activity_id, today, version=row.version + 1)


def codes_of(session: Session, venue: models.Venue, now: dt.datetime) -> list[PosterCode]:
    """Return all codes the venue has had: its own, then by activity, newest version first."""
    activities = {each.id: each for each in activities_of(session, venue.id)}
    today = service_date(now, venue.day_limit)
    rows = session.scalars(
        select(models.Code)
        .where(models.Code.venue_id == venue.id)
        .order_by(models.Code.version.desc(), models.Code.code)
    )
    logo = png_of(session, venue.id)
    codes = [
        code_row(row, venue, activities.get(row.activity_id or 0), today, logo) for row in rows
    ]
    return sorted(codes, key=lambda c: (c.activity is not None, c.name.casefold()))


def code_row(
    row: models.Code,
    venue: models.Venue,
    activity: ScheduledActivity | None,
    today: dt.date,
    logo: bytes,
) -> PosterCode:
    now_it_is = state(row.grace_until, today)
    return PosterCode(
        code=row.code,
        venue_id=venue.id,
        venue_name=venue.name,
        colour=colour_of(venue.colour, venue.kind),
        picture=picture_of(venue.picture, venue.kind),
        activity=activity,
        version=row.version,
        created_on=row.created_on,
        replaced_on=row.replaced_on,
        state=now_it_is,
        grace_until=row.grace_until,
        printed_on=row.printed_on,
        hangs=now_it_is is CodeState.IN_USE and not (activity and activity.is_over(today)),
        logo=logo,
    )


def allowed_code(
    session: Session, viewer: Viewer, typed: str, *, lock: bool = False
) -> tuple[models.Venue, models.Code]:
    row = session.get(models.Code, normalise(typed) or "")
    if row is None:
        raise NotFound
    venue = allowed_venue(session, viewer, Act.SET_UP, row.venue_id, lock=lock)
    if lock:
        session.refresh(row)
    return venue, row
