"""Saving the days of a file, in slices that are each too short to make anybody wait."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import DEFAULT_LIMIT, service_date
from app.domain.base.text import same_name
from app.domain.imports.rows import ImportedCount
from app.domain.imports.venue_names import venue_named
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.kinds import VenueKind
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_partnership, found
from app.services.imports.imported_days import write_imported
from app.services.imports.known_days import known_days, venue_names
from app.services.imports.slices import slices
from app.services.imports.undo import undo
from app.services.venues.venues import Outline, make_venue

NEW = 0
"""Stands for a venue id: create a venue with that name."""
WHOLE = 4
"""So many slices are saved in one transaction, as in a quarter of a venue."""

Step = Callable[[int, int, int], None]
"""Is told after each slice: the import's id, how many days are saved, of how many."""
Place = int | str
"""A venue's id, or the name of one to create."""
Numbers = dict[dt.date, int | None]


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
    first is used. Up to `WHOLE` slices are saved whole or not at all, whatever happens; more are
    undone if saving fails, or if `step` raises. Raises NotFound.
    """
    unsaved = _unsaved(db, viewer, partnership_id, days, venue_ids, replaced, now)
    of = sum(map(len, unsaved.values()))
    if not of:
        return Taken(None, 0)
    ids: dict[Place, int] = {}

    def write(session: Session, import_id: int, place: Place, numbers: Numbers) -> int:
        # Locked first, as when it is undone: either its days are seen there, or this sees that.
        if found(session, models.EarlierImport, import_id, lock=True).taken_back_at is not None:
            raise Stopped
        if place not in ids:
            ids[place] = _venue(session, partnership_id, import_id, place, now).id
        return _write(session, import_id, ids[place], numbers, replaced)

    parts = [
        (place, {date: numbers[date] for date in dates})
        for place, numbers in unsaved.items()
        for dates in slices(numbers)
    ]
    first = len(parts) if len(parts) <= WHOLE else 1
    with db.writing() as session:
        row = _begin(session, viewer, partnership_id, of, now)
        import_id = row.id
        saved = sum(write(session, import_id, *each) for each in parts[:first])
        row.finished_at = None if parts[first:] else now
    try:
        step(import_id, saved, of)
        for at, each in enumerate(parts[first:], first + 1):
            with db.writing(in_bulk=True) as session:
                saved += write(session, import_id, *each)
                if at == len(parts):
                    found(session, models.EarlierImport, import_id).finished_at = now
            step(import_id, saved, of)
    except BaseException:
        undo(db, import_id, now=now)
        raise
    return Taken(import_id, saved)


def _unsaved(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    days: Iterable[ImportedCount],
    venue_ids: Mapping[str, int | None],
    replaced: Collection[tuple[int, dt.date]],
    now: dt.datetime,
) -> dict[Place, Numbers]:
    """Return the days that are left to save, by place and in order. Raises NotFound.

    What is counted while this looks, `_write` finds.
    """
    with db.reading() as session:
        places, today = _places(session, viewer, partnership_id, venue_ids, now)
    known: set[tuple[Place, dt.date]] = set()
    for place in today:
        if isinstance(place, int):
            with db.reading() as session:  # Others can check in between one venue and the next.
                known |= known_days(session, [place]).keys()
    unsaved: dict[Place, Numbers] = defaultdict(dict)
    for day in days:
        if day.venue in places:
            key = place, date = places[day.venue], day.date
            if date < today[place] and (key not in known or key in replaced):
                unsaved[place].setdefault(date, day.number)
    return {place: dict(sorted(numbers.items())) for place, numbers in unsaved.items()}


def _places(
    session: Session,
    viewer: Viewer,
    partnership_id: int,
    venue_ids: Mapping[str, int | None],
    now: dt.datetime,
) -> tuple[dict[str, Place], dict[Place, dt.date]]:
    """Return the places by their names in the file, and which day it is at each of them."""
    partnership = allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
    known_names, new_names = venue_names(session, partnership.id), list[str]()
    places: dict[str, Place] = {}
    for name, chosen in venue_ids.items():
        if chosen != NEW:
            places |= {} if chosen is None else {name: chosen}
        elif same := venue_named(name, known_names):
            places[name] = same  # Created since the page was shown.
        else:
            places[name] = next((each for each in new_names if same_name(each, name)), name)
            new_names.append(name)
    limits = {
        place: _found(session, partnership.id, place).day_limit
        if isinstance(place, int)
        else DEFAULT_LIMIT
        for place in places.values()
    }
    return places, {place: service_date(now, limit) for place, limit in limits.items()}


def _begin(
    session: Session, viewer: Viewer, partnership_id: int, days: int, now: dt.datetime
) -> models.EarlierImport:
    """Create an import of so many days, which is unfinished."""
    allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id, lock=True)
    row = models.EarlierImport(
        partnership_id=partnership_id, person_id=viewer.person_id, made_at=now
    )
    session.add(row)
    session.flush()
    record(
        session,
        viewer,
        AuditSubject.IMPORT,
        AuditDeed.ADDED,
        partnership_id=partnership_id,
        subject_id=row.id,
        changes={"days": (None, days)},
    )
    return row


def _found(session: Session, partnership_id: int, venue_id: int) -> models.Venue:
    venue = found(session, models.Venue, venue_id)
    if venue.partnership_id != partnership_id:
        raise NotFound
    return venue


def _venue(
    session: Session, partnership_id: int, import_id: int, place: Place, now: dt.datetime
) -> models.Venue:
    """Return the venue; create it, or take it out of the archive, if need be."""
    if isinstance(place, str):
        found(session, models.Partnership, partnership_id, lock=True)  # Names are given one by one.
        place = venue_named(place, venue_names(session, partnership_id)) or place
    if isinstance(place, str):
        outline = Outline(name=place, kind=VenueKind.OTHER)
        venue = make_venue(session, partnership_id, outline, {}, now=now)
    else:
        venue = _found(session, partnership_id, place)
        if not (venue.archived_on and _was_undone(session, venue.id)):
            return venue
        venue.archived_on = None
    session.add(models.ImportedVenue(import_id=import_id, venue_id=venue.id))
    return venue


def _was_undone(session: Session, venue_id: int) -> bool:
    """Whether the venue was archived because the import that created it was undone."""
    made = select(models.ImportedVenue.import_id).where(models.ImportedVenue.venue_id == venue_id)
    return session.scalar(made.limit(1)) is not None


def _write(
    session: Session,
    import_id: int,
    venue_id: int,
    numbers: Numbers,
    replaced: Collection[tuple[int, dt.date]],
) -> int:
    """Write the days as closing would have; return how many. Days counted meanwhile are kept."""
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
