"""Earlier counts: looked at, taken in, and taken back whole."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.service_day import day_ends, service_date
from app.domain.base.worksheet import Worksheet
from app.domain.days.corrections import without_earlier
from app.domain.days.day_state import DayState
from app.domain.imports.layouts import understand
from app.domain.imports.rows import ImportedCount, ImportRow, SkipReason
from app.domain.imports.venue_names import venue_in_title, venue_named
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.kinds import VenueKind
from app.domain.visits.counting import VisitRow, count
from app.domain.visits.source import Source
from app.models import Day, DayCount, EarlierImport, ImportedDay, Person, Venue
from app.services._corrections import counts_of_days
from app.services._places import allowed_partnership, found
from app.services.closing import write_days
from app.services.venues import Outline, make_venue

NEW = 0
"""In place of a venue's id: make one by that name."""


@dataclass(frozen=True)
class Preview:
    """What a file says. `places` maps every name in it to the venue that is called so, if any;
    a file that names no place has the one name "". `titled` is the venue that stands in a title
    of such a file.
    """

    rows: tuple[ImportRow, ...]
    places: dict[str, int | None]
    venues: dict[int, str]
    titled: int | None = None

    @property
    def taken(self) -> tuple[ImportedCount, ...]:
        """The days that were understood."""
        return tuple(row.found for row in self.rows if row.found)


@dataclass(frozen=True)
class Import:
    """An import that was made: how many days and visits, where, by whom and when."""

    id: int
    by: str
    at: dt.datetime
    venues: tuple[str, ...]
    days: int
    visits: int
    taken_back_at: dt.datetime | None


def preview(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    sheets: Sequence[Worksheet],
    *,
    now: dt.datetime,
) -> Preview:
    """What the sheets say, and which of it is here already. Writes nothing. Raises NotFound."""
    rows = understand(sheets, service_date(now))
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
        venues = _venues(session, partnership_id)
        names = dict.fromkeys(row.found.place for row in rows if row.found)
        places = {name: venue_named(name, venues) for name in names}
        titled = venue_in_title(sheets, venues) if "" in places else None
        if "" in places:
            places[""] = next(iter(venues)) if len(venues) == 1 else titled
        here = _counted(session, {id_ for id_ in places.values() if id_})
        marked = []
        for row in rows:
            venue_id = places.get(row.found.place) if row.found else None
            if row.found and venue_id and (venue_id, row.found.date) in here:
                row = replace(row, found=None, why=SkipReason.COUNTED)
            marked.append(row)
        return Preview(tuple(marked), places, venues, titled)


def take(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    days: Iterable[ImportedCount],
    places: Mapping[str, int | None],
    *,
    now: dt.datetime,
) -> int:
    """Take the days in; returns how many. `places` maps names to venues, NEW, or None to skip.

    Days that are here already, or not over, are left as they are. Raises NotFound.
    """
    with db.writing() as session:
        partnership = allowed_partnership(
            session, viewer, Act.SEE_REPORTS, partnership_id, lock=True
        )
        venues = {
            name: _venue(session, partnership.id, name, chosen, now)
            for name, chosen in places.items()
            if chosen is not None
        }
        by_venue: dict[int, dict[dt.date, int | None]] = defaultdict(dict)
        here = _counted(session, {venue.id for venue in venues.values()})
        for day in days:
            venue = venues.get(day.place)
            if venue is None or day.date >= service_date(now, venue.day_limit):
                continue
            if (venue.id, day.date) not in here:
                by_venue[venue.id].setdefault(day.date, day.number)
        if not by_venue:
            return 0
        made = EarlierImport(partnership_id=partnership.id, person_id=viewer.person_id, made_at=now)
        session.add(made)
        session.flush()
        for venue_id, numbers in by_venue.items():
            _write(session, made.id, venue_id, numbers)
        return sum(len(numbers) for numbers in by_venue.values())


def imports(db: Database, viewer: Viewer, partnership_id: int) -> tuple[Import, ...]:
    """The imports that were made, the latest first. Raises NotFound."""
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
        rows = session.scalars(
            select(EarlierImport)
            .where(EarlierImport.partnership_id == partnership_id)
            .order_by(EarlierImport.id.desc())
        ).all()
        return _imports(session, rows)


def one_import(db: Database, viewer: Viewer, import_id: int) -> tuple[int, Import]:
    """An import, and its partnership's id. Raises NotFound."""
    with db.reading() as session:
        row = found(session, EarlierImport, import_id)
        allowed_partnership(session, viewer, Act.SEE_REPORTS, row.partnership_id)
        return row.partnership_id, _imports(session, [row])[0]


def take_back(db: Database, viewer: Viewer, import_id: int, *, now: dt.datetime) -> int:
    """Take an import back whole; returns the partnership's id. Raises NotFound.

    What hosts have added to its days since is theirs and stays.
    """
    with db.writing() as session:
        row = found(session, EarlierImport, import_id, lock=True)
        allowed_partnership(session, viewer, Act.SEE_REPORTS, row.partnership_id)
        if row.taken_back_at is None:
            row.taken_back_at = now
            days: dict[int, list[dt.date]] = defaultdict(list)
            for day in session.scalars(
                select(ImportedDay).where(ImportedDay.import_id == import_id)
            ):
                days[day.venue_id].append(day.service_date)
            for venue_id, dates in days.items():
                left = {
                    date: without_earlier(counts)
                    for date, counts in counts_of_days(session, venue_id, dates).items()
                }
                write_days(session, venue_id, left)
                gone = [date for date in dates if not left[date]]
                session.execute(
                    delete(Day).where(Day.venue_id == venue_id, Day.service_date.in_(gone))
                )
        return row.partnership_id


def _venues(session: Session, partnership_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Venue.id, Venue.name)
        .where(Venue.partnership_id == partnership_id)
        .order_by(Venue.name, Venue.id)
    )
    return {row.id: row.name for row in rows}


def _venue(
    session: Session, partnership_id: int, name: str, chosen: int, now: dt.datetime
) -> Venue:
    if chosen == NEW and (same := venue_named(name, _venues(session, partnership_id))):
        chosen = same  # Somebody has made it meanwhile, or the file writes it in two ways.
    if chosen == NEW:
        outline = Outline(name=name, kind=VenueKind.OTHER)
        return make_venue(session, partnership_id, outline, {}, now=now)
    venue = found(session, Venue, chosen)
    if venue.partnership_id != partnership_id:
        raise NotFound
    return venue


def _counted(session: Session, venue_ids: Iterable[int]) -> set[tuple[int, dt.date]]:
    """The days that have a state, a count or a visit of their own already."""
    ids = list(venue_ids)
    days = session.execute(
        select(Day.venue_id, Day.service_date).where(
            Day.venue_id.in_(ids),
            (Day.closed.is_(False)) | (Day.state != DayState.NOT_COUNTED),
        )
    )
    counts = session.execute(
        select(DayCount.venue_id, DayCount.service_date).where(DayCount.venue_id.in_(ids))
    )
    return {(row.venue_id, row.service_date) for row in (*days, *counts)}


def _write(
    session: Session, import_id: int, venue_id: int, numbers: Mapping[dt.date, int | None]
) -> None:
    """The days as the closing would have left them: nobody said what they did, so just here."""
    session.execute(delete(Day).where(Day.venue_id == venue_id, Day.service_date.in_(numbers)))
    for date, number in numbers.items():
        state = DayState.CLOSED if number is None else DayState.COUNTED if number else DayState.ZERO
        session.add(
            Day(
                venue_id=venue_id,
                service_date=date,
                ends_at=day_ends(date),
                closed=True,
                state=state,
            )
        )
        session.add(
            ImportedDay(
                import_id=import_id, venue_id=venue_id, service_date=date, visits=number or 0
            )
        )
    session.flush()
    rows = {
        date: count([VisitRow(size=number, source=Source.IMPORT)]) if number else {}
        for date, number in numbers.items()
    }
    write_days(session, venue_id, rows)


def _imports(session: Session, rows: Sequence[EarlierImport]) -> tuple[Import, ...]:
    ids = [row.id for row in rows]
    days: dict[int, int] = defaultdict(int)
    visits: dict[int, int] = defaultdict(int)
    names: dict[int, list[str]] = defaultdict(list)
    for import_id, name, so_many, number in session.execute(
        select(ImportedDay.import_id, Venue.name, func.count(), func.sum(ImportedDay.visits))
        .join(Venue, Venue.id == ImportedDay.venue_id)
        .where(ImportedDay.import_id.in_(ids))
        .group_by(ImportedDay.import_id, Venue.id, Venue.name)
        .order_by(Venue.name, Venue.id)
    ):
        days[import_id] += so_many
        visits[import_id] += int(number)
        names[import_id].append(name)
    people = select(Person.id, Person.name).where(Person.id.in_({row.person_id for row in rows}))
    by = {person.id: person.name for person in session.execute(people)}
    return tuple(
        Import(
            id=row.id,
            at=row.made_at,
            by=by[row.person_id],
            venues=tuple(names[row.id]),
            days=days[row.id],
            visits=visits[row.id],
            taken_back_at=row.taken_back_at,
        )
        for row in rows
    )
