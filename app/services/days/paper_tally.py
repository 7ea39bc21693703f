"""Days counted on paper: the sheet to print, and entering it within seven days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.corrections import CorrectionReason
from app.domain.days.count_differences import added
from app.domain.days.paper_tally import TallySheet, Together, visits_of
from app.domain.people.access import Viewer
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.role import RoleOption
from app.domain.visits.counting import Cell, Measure, count
from app.domain.visits.source import Source
from app.services.core.lookup import counting_venue
from app.services.core.venue_profile import activities_of, roles_of
from app.services.days.correctable_day import closed_day, set_counts, venue_and_today
from app.services.visits.correction_log import is_made, must_belong, note
from app.services.visits.day_counts import counts_of
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import unused
from app.services.visits.manual_visits import add_rows
from app.services.visits.visit_rows import running_counts


class SeeBoth(Exception):
    """The day already has counts, and the host must see both numbers before anything is written.

    `counted` is the number of visits by source.
    """

    def __init__(self, counted: dict[Source, int]) -> None:
        super().__init__("see both")
        self.counted = counted


@dataclass(frozen=True)
class Tally:
    """The lines of one day's sheet: the activities of that day and the venue's roles."""

    venue_id: int
    venue_name: str
    date: dt.date
    today: dt.date
    activities: tuple[ScheduledActivity, ...]
    roles: tuple[RoleOption, ...]


def tally(db: Database, viewer: Viewer, venue_id: int, date: dt.date, *, now: dt.datetime) -> Tally:
    """Return the sheet to print for any date. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        return _tally(session, venue, date, now)


def entry(db: Database, viewer: Viewer, venue_id: int, date: dt.date, *, now: dt.datetime) -> Tally:
    """Return the sheet to fill in for a day that can still be corrected. Raises NotFound."""
    with db.reading() as session:
        venue, _today = venue_and_today(session, viewer, venue_id, date, now)
        return _tally(session, venue, date, now)


def enter(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    sheet: TallySheet,
    *,
    key: str,
    together: Together | None = None,
    seen: int | None = None,
    now: dt.datetime,
) -> int:
    """Add a sheet's visits to its day; return how many were added.

    If the day already has counts, `together` says whom the sheet counted: OTHERS adds all of it,
    EVERYBODY adds only what exceeds the existing count. `seen` is the existing count that the host
    was shown; SeeBoth is raised if it has changed since. A repeated `key` adds nothing and
    returns 0. Raises NotFound, SheetRefused, SeeBoth.
    """
    sheet.check()
    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        for activity_id in sheet.activities:
            must_belong(session, venue, activity_id, None)
        for role_id in sheet.roles:
            must_belong(session, venue, None, role_id)
        day = (
            locked_day(session, venue, date) if date == today else closed_day(session, venue, date)
        )
        if is_made(session, key):
            return 0
        before = (
            counts_of(session, venue.id, date)
            if day.closed
            else running_counts(session, venue.id, date)
        )
        sources = {
            source: number
            for source in Source
            if (number := before.get(Cell(Measure.SOURCE, source=source), 0))
        }
        counted = sum(sources.values())
        if sources and (together is None or seen != counted):
            raise SeeBoth(sources)
        if sources and together is Together.EVERYBODY:
            sheet = sheet.only(max(sheet.visits - counted, 0))
        rows = visits_of(sheet)
        cells: dict[str, int] = {}
        if day.closed:
            cells = set_counts(session, day, before, added(before, count(rows)))
        else:
            unused(session, venue.id, date, key)
            add_rows(session, venue.id, date, key, rows)
        note(
            session,
            viewer,
            venue.id,
            date,
            sheet.visits,
            CorrectionReason.PAPER,
            key=key,
            source=Source.PAPER,
            cells=cells,
            now=now,
        )
        return sheet.visits


def _tally(session: Session, venue: models.Venue, date: dt.date, now: dt.datetime) -> Tally:
    return Tally(
        venue_id=venue.id,
        venue_name=venue.name,
        date=date,
        today=service_date(now, venue.day_limit),
        activities=running(activities_of(session, venue.id), date),
        roles=roles_of(session, venue.id),
    )
