"""Saving the days of a file, in slices that are each too short to make anybody wait."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.imports.rows import ImportedCount
from app.domain.imports.venue_names import venue_named
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.kinds import VenueKind
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_partnership, found
from app.services.imports.imported_days import write_imported
from app.services.imports.known_days import known_days, venue_names
from app.services.imports.undo import undo
from app.services.venues.venues import Outline, make_venue

NEW = 0
"""Stands for a venue id: create a venue with that name."""
SLICE = 150
"""Days of a venue that are written at a time, so that a check-in waits for 0.2 s at most."""

Step = Callable[[int, int, int], None]
"""Is told after each slice: the import's id, how many days are saved, of how many."""
Slice = tuple[int, dict[dt.date, int | None]]


class Stopped(Exception):
    """Somebody has stopped the import, and what is saved of it is taken back."""


@dataclass(frozen=True)
class Taken:
    """What was saved. `import_id` is None if there was nothing to save."""

    import_id: int | None
    days: int


def take(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    days: Iterable[ImportedCount],
    venue_ids: Mapping[str, int | None],
    *,
    now: dt.datetime,
    replaced: Collection[tuple[int, dt.date]] = (),
    step: Step = lambda _import_id, _done, _days: None,
) -> Taken:
    """Save the counts.

    `venue_ids` maps each venue name in the file to a venue id, NEW to create the venue, or None to
    skip it. Days that are already counted or not yet over are skipped, apart from those that are
    `replaced` (venue id and date), which must be from an import. Of two counts for a day, the
    first is used. What fits in one slice is saved whole or not at all, whatever happens; more than
    that is undone if saving fails, or if `step` raises. Raises NotFound.
    """
    with db.writing() as session:
        row, slices = _begin(session, viewer, partnership_id, list(days), venue_ids, replaced, now)
        if row is None:
            return Taken(None, 0)
        import_id, (first, *rest) = row.id, slices
        record(
            session,
            viewer,
            AuditSubject.IMPORT,
            AuditDeed.ADDED,
            partnership_id=partnership_id,
            subject_id=import_id,
            changes={"days": (None, sum(len(numbers) for _venue_id, numbers in slices))},
        )
        saved = _write(session, import_id, *first, replaced)
        row.finished_at = None if rest else now
    of = sum(len(numbers) for _venue_id, numbers in slices)
    try:
        step(import_id, saved, of)
        for at, (venue_id, numbers) in enumerate(rest, 1):
            with db.writing(in_bulk=True) as session:
                saved += _write(session, import_id, venue_id, numbers, replaced)
                if at == len(rest):
                    found(session, models.EarlierImport, import_id).finished_at = now
            step(import_id, saved, of)
    except BaseException:
        undo(db, import_id, now=now)
        raise
    return Taken(import_id, saved)


def _begin(
    session: Session,
    viewer: Viewer,
    partnership_id: int,
    days: list[ImportedCount],
    venue_ids: Mapping[str, int | None],
    replaced: Collection[tuple[int, dt.date]],
    now: dt.datetime,
) -> tuple[models.EarlierImport | None, list[Slice]]:
    """Create the import and its venues; return it, and the days to write in slices."""
    partnership = allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id, lock=True)
    made: list[models.Venue] = []
    venues = {
        name: _venue(session, partnership.id, name, chosen, made, now)
        for name, chosen in venue_ids.items()
        if chosen is not None
    }
    by_venue: dict[int, dict[dt.date, int | None]] = defaultdict(dict)
    known = known_days(session, {venue.id for venue in venues.values()})
    for day in days:
        venue = venues.get(day.venue)
        if venue is None or day.date >= service_date(now, venue.day_limit):
            continue
        if (venue.id, day.date) not in known or (venue.id, day.date) in replaced:
            by_venue[venue.id].setdefault(day.date, day.number)
    if not by_venue:
        for venue in made:
            venue.archived_on = service_date(now)
        return None, []
    row = models.EarlierImport(
        partnership_id=partnership.id, person_id=viewer.person_id, made_at=now
    )
    session.add(row)
    session.flush()
    session.add_all(models.ImportedVenue(import_id=row.id, venue_id=v.id) for v in made)
    return row, list(_slices(by_venue))


def _slices(by_venue: Mapping[int, Mapping[dt.date, int | None]]) -> Iterator[Slice]:
    """The days in order, so that a slice touches few months."""
    for venue_id, numbers in by_venue.items():
        dates = sorted(numbers)
        for at in range(0, len(dates), SLICE):
            yield venue_id, {date: numbers[date] for date in dates[at : at + SLICE]}


def _venue(
    session: Session,
    partnership_id: int,
    name: str,
    chosen: int,
    made: list[models.Venue],
    now: dt.datetime,
) -> models.Venue:
    if chosen == NEW and (same := venue_named(name, venue_names(session, partnership_id))):
        chosen = same  # Created since the page was shown, or spelled in two ways in the file.
    if chosen == NEW:
        outline = Outline(name=name, kind=VenueKind.OTHER)
        venue = make_venue(session, partnership_id, outline, {}, now=now)
        made.append(venue)
        return venue
    venue = found(session, models.Venue, chosen)
    if venue.partnership_id != partnership_id:
        raise NotFound
    if venue.archived_on and _was_undone(session, venue.id):
        venue.archived_on = None
        made.append(venue)
    return venue


def _was_undone(session: Session, venue_id: int) -> bool:
    """Whether the venue was archived because the import that created it was undone."""
    made = select(models.ImportedVenue.import_id).where(models.ImportedVenue.venue_id == venue_id)
    return session.scalar(made.limit(1)) is not None


def _write(
    session: Session,
    import_id: int,
    venue_id: int,
    numbers: Mapping[dt.date, int | None],
    replaced: Collection[tuple[int, dt.date]],
) -> int:
    """Write the days as closing would have; return how many. Days counted meanwhile are kept.

    The import is locked first, as it is when it is undone: either its days are seen there, or this
    sees that it is taken back.
    """
    if found(session, models.EarlierImport, import_id, lock=True).taken_back_at is not None:
        raise Stopped
    session.get_one(models.Venue, venue_id, with_for_update=True)
    known = known_days(session, [venue_id], numbers)
    days = {
        date: number
        for date, number in numbers.items()
        if (here := known.get((venue_id, date))) is None
        or (here.is_imported and (venue_id, date) in replaced)
    }
    if not days:
        return 0
    old = {date: known[venue_id, date].visits for date in days if (venue_id, date) in known}
    write_imported(session, venue_id, days, old)
    session.execute(
        insert(models.ImportedDay),
        [
            {
                "import_id": import_id,
                "venue_id": venue_id,
                "service_date": date,
                "visits": number or 0,
                "is_closed": number is None,
            }
            for date, number in days.items()
        ],
    )
    return len(days)
