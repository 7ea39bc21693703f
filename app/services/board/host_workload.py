"""How long the host's pages were in use, per venue and day. Never per host."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.board.host_workload import MOST_AT_ONCE, HostPage, HostWorkload, workload_of
from app.domain.people.access import Viewer
from app.services.core.lookup import counting_venue


def add(
    db: Database, viewer: Viewer, venue_id: int, part: HostPage, seconds: int, *, now: dt.datetime
) -> None:
    """Add seconds of active use today, at most MOST_AT_ONCE per call. Raises NotFound."""
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        key = {
            "venue_id": venue.id,
            "service_date": service_date(now, venue.day_limit),
            "part": part.value,
        }
        more = min(max(seconds, 0), MOST_AT_ONCE)
        if not _raised(session, key, more):
            try:
                with session.begin_nested():
                    session.add(models.HostTime(**key, seconds=more))
            except IntegrityError:
                _raised(session, key, more)  # Another page has inserted the row meanwhile.


def workload_in(
    session: Session, venue: models.Venue, first: dt.date, last: dt.date
) -> HostWorkload | None:
    """Return the workload from `first` to `last`, or None without data. Takes an open session."""
    seconds: dict[dt.date, dict[HostPage, int]] = {}
    for row in session.scalars(
        select(models.HostTime).where(
            models.HostTime.venue_id == venue.id,
            models.HostTime.service_date.between(first, last),
        )
    ):
        seconds.setdefault(row.service_date, {})[HostPage(row.part)] = row.seconds
    return workload_of(seconds)


def _raised(session: Session, key: dict[str, object], more: int) -> bool:
    rows = [getattr(models.HostTime, name) == value for name, value in key.items()]
    found = session.execute(
        update(models.HostTime)
        .where(*rows)
        .values(seconds=models.HostTime.seconds + more)
        .returning(models.HostTime.part)
    )
    return found.first() is not None
