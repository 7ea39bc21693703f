"""Reports that a partnership shows its readers: the same figures on both sides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.access import Act, NotFound, Viewer
from app.domain.day_state import NotSettled, corrected_until, settled_from
from app.domain.period import Period
from app.domain.report import Overview
from app.domain.selection import Selection
from app.models import Person, Released, Venue
from app.services._reach import reach_of
from app.services._reports import Counts
from app.services.reports import name_of, selected, span_of


@dataclass(frozen=True)
class Release:
    """A released report: what it is of, who released it, and when."""

    places: Selection
    names: tuple[str, ...]
    period: Period
    by: str
    at: dt.datetime


def release(
    db: Database, viewer: Viewer, places: Selection, period: Period, *, now: dt.datetime
) -> None:
    """Let the readers see the report. Raises NotFound, and NotSettled."""
    with db.writing() as session:
        venues = selected(session, viewer, Act.HAND_IN, places)
        if any(now < settled_from(period.last, venue.day_limit) for venue in venues):
            raise NotSettled(corrected_until(period.last))
        key = (venues[0].partnership_id, str(places), str(period))
        if session.get(Released, key) is None:
            session.add(
                Released(
                    partnership_id=key[0],
                    places=key[1],
                    period=key[2],
                    person_id=viewer.person_id,
                    released_at=now,
                )
            )


def take_back(db: Database, viewer: Viewer, places: Selection, period: Period) -> None:
    """Let the readers no longer see the report. Raises NotFound."""
    with db.writing() as session:
        venues = selected(session, viewer, Act.HAND_IN, places)
        row = session.get(Released, (venues[0].partnership_id, str(places), str(period)))
        if row is not None:
            session.delete(row)


def releases(db: Database, viewer: Viewer) -> tuple[Release, ...]:
    """What the readers of the viewer's partnerships may see, the latest period first."""
    with db.reading() as session:
        found = session.execute(
            select(Released, Person.name)
            .join(Person, Person.id == Released.person_id)
            .where(Released.partnership_id.in_(viewer.partnerships(Act.READ_RELEASED)))
        )
        made = [
            Release(
                places=places,
                names=_names(session, viewer, places),
                period=Period.parse(row.period),
                by=name,
                at=row.released_at,
            )
            for row, name in found
            for places in [Selection.parse(row.places)]
        ]
        made.sort(key=lambda one: (one.period.last, one.period.first, one.names), reverse=True)
        return tuple(made)


def release_of(db: Database, viewer: Viewer, places: Selection, period: Period) -> Release | None:
    """The release of that very report, if there is one."""
    for one in releases(db, viewer):
        if one.places == places and one.period == period:
            return one
    return None


def released_overview(
    db: Database, viewer: Viewer, places: Selection, period: Period, *, now: dt.datetime
) -> Overview:
    """The released report, as a coordinator sees it, without periods that are not released.

    Raises NotFound, also for what has not been released.
    """
    with db.reading() as session:
        venues = selected(session, viewer, Act.READ_RELEASED, places)
        partnership_id = venues[0].partnership_id

        def is_released(which: Period) -> bool:
            key = (partnership_id, str(places), str(which))
            return session.get(Released, key) is not None

        if not is_released(period):
            raise NotFound
        counts = Counts(session, venues, span_of(period), now=now)
        found = counts.overview(period, name_of(session, places))
        return replace(
            found,
            reach=tuple(one.for_readers() for one in reach_of(session, venues, found.report)),
            year=found.year if found.year and is_released(found.year.period) else None,
            before=found.before if found.before and is_released(found.before.period) else None,
        )


def _names(session: Session, viewer: Viewer, places: Selection) -> tuple[str, ...]:
    if name := name_of(session, places):
        return (name,)
    return tuple(
        session.scalars(
            select(Venue.name)
            .where(
                Venue.id.in_(places.venue_ids),
                Venue.partnership_id.in_(viewer.partnerships(Act.READ_RELEASED)),
            )
            .order_by(Venue.name)
        )
    )
