"""Saving the counts of a previewed file."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import day_ends, service_date
from app.domain.days.day_state import DayState
from app.domain.imports.rows import ImportedCount
from app.domain.imports.venue_names import venue_named
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.kinds import VenueKind
from app.domain.visits.counting import imported
from app.services.core.lookup import allowed_partnership, found
from app.services.imports.known_days import counted_days, venue_names
from app.services.imports.preview import NEW
from app.services.venues.venues import Outline, make_venue
from app.services.visits.day_counts import change_days


def take(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    days: Iterable[ImportedCount],
    venue_ids: Mapping[str, int | None],
    *,
    now: dt.datetime,
) -> int:
    """Save the counts; return how many days were saved.

    `places` maps each venue name in the file to a venue id, NEW to create the venue, or None to
    skip it. Days that are already counted or not yet over are skipped; of two counts for a day,
    the first is used. Raises NotFound.
    """
    with db.writing() as session:
        partnership = allowed_partnership(
            session, viewer, Act.SEE_REPORTS, partnership_id, lock=True
        )
        venues = {
            name: _venue(session, partnership.id, name, chosen, now)
            for name, chosen in venue_ids.items()
            if chosen is not None
        }
        by_venue: dict[int, dict[dt.date, int | None]] = defaultdict(dict)
        here = counted_days(session, {venue.id for venue in venues.values()})
        for day in days:
            venue = venues.get(day.venue)
            if venue is None or day.date >= service_date(now, venue.day_limit):
                continue
            if (venue.id, day.date) not in here:
                by_venue[venue.id].setdefault(day.date, day.number)
        if not by_venue:
            return 0
        made = models.EarlierImport(
            partnership_id=partnership.id, person_id=viewer.person_id, made_at=now
        )
        session.add(made)
        session.flush()
        for venue_id, numbers in sorted(by_venue.items()):
            _write(session, made.id, venue_id, numbers)
        return sum(len(numbers) for numbers in by_venue.values())


def _venue(
    session: Session, partnership_id: int, name: str, chosen: int, now: dt.datetime
) -> models.Venue:
    if chosen == NEW and (same := venue_named(name, venue_names(session, partnership_id))):
        chosen = same  # Created since the preview, or spelled in two ways in the file.
    if chosen == NEW:
        outline = Outline(name=name, kind=VenueKind.OTHER)
        return make_venue(session, partnership_id, outline, {}, now=now)
    venue = found(session, models.Venue, chosen)
    if venue.partnership_id != partnership_id:
        raise NotFound
    return venue


def _write(
    session: Session, import_id: int, venue_id: int, numbers: Mapping[dt.date, int | None]
) -> None:
    """Write the days as closing would have.

    Earlier counts don't record what visitors did, so they are visits and their source, no more.
    """
    session.execute(
        delete(models.Day).where(
            models.Day.venue_id == venue_id, models.Day.service_date.in_(numbers)
        )
    )
    for date, number in numbers.items():
        state = DayState.CLOSED if number is None else DayState.COUNTED if number else DayState.ZERO
        session.add(
            models.Day(
                venue_id=venue_id,
                service_date=date,
                ends_at=day_ends(date),
                closed=True,
                state=state,
            )
        )
        session.add(
            models.ImportedDay(
                import_id=import_id, venue_id=venue_id, service_date=date, visits=number or 0
            )
        )
    session.flush()
    change_days(
        session,
        venue_id,
        {date: imported(number) for date, number in numbers.items() if number},
    )
